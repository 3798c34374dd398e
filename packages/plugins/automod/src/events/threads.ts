import { type AutomodContext, automod } from '../contract.ts';
import { type ActorFacts, messageFacts, type Subject } from '../engine/facts.ts';
import { actorById, judgeDeed } from './deeds.ts';

/** A thread is also told of when somebody is added to it: only a new one counts. A post in a forum is a thread, too. */
export const threadCreate = automod.onRaw('THREAD_CREATE', async (ctx, thread) => {
  if (thread.newly_created !== true || thread.owner_id === undefined) return;
  const at = ctx.clock.now();
  const actor = await actorById(ctx, thread.owner_id);
  if (actor) await judgeDeed(ctx, actor, thread.id, { at, did: 'thread' });
});

/** A rule for many threads and a rule for names may both have something to say: they are asked apart. */
export const threadName = automod.onRaw(
  'THREAD_CREATE',
  async (ctx, thread) => {
    const { id, name, owner_id: ownerId, parent_id: parentId } = thread;
    if (thread.newly_created !== true || ownerId === undefined) return;
    const actor = await actorById(ctx, ownerId);
    // It is judged as something in its channel: it may be gone a moment later.
    if (actor) await judgeName(ctx, actor, parentId ?? undefined, { id, name, eventId: id });
  },
  { name: 'threadName' },
);

/** Discord's number of what a thread's change is in the audit log. */
const threadUpdate = 111;

/**
 * A new name is read in the audit log, and not in the event THREAD_UPDATE: that tells neither who gave it, its maker or a
 * moderator, nor what the name was before, nor whether it is the name that changed.
 */
export const threadRename = automod.onRaw(
  'GUILD_AUDIT_LOG_ENTRY_CREATE',
  async (ctx, { id: eventId, action_type: type, target_id: id, user_id: userId, changes = [] }) => {
    if (type !== threadUpdate || id === null || userId === null) return;
    const change = changes.find(({ key }) => key === 'name');
    const { new_value: name, old_value: before } = change ?? {};
    if (typeof name !== 'string' || typeof before !== 'string') return;
    const actor = await actorById(ctx, userId);
    if (actor) await judgeName(ctx, actor, id, { id, name, before, eventId });
  },
  { name: 'threadRename' },
);

/** A name is a text: rules for texts are asked about it as they are about a message, and it counts for no rate. */
function judgeName(
  ctx: AutomodContext,
  actor: ActorFacts,
  placeId: string | undefined,
  {
    name,
    eventId,
    ...thread
  }: NonNullable<Subject['thread']> & { readonly name: string; readonly eventId: string },
): Promise<void> {
  const scope = thread.before === undefined ? 'new' : 'edited';
  const message = messageFacts({ id: eventId, content: name }, true, scope);
  return judgeDeed(ctx, actor, placeId, { message, thread });
}
