import { asRefusal, renderTemplate } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { addStrike } from '../heat/strikes.ts';
import { Batches } from './batches.ts';
import { type Deed, done, nothing, type Performed } from './deed.ts';
import type { ActionOf } from './schema.ts';

/** Discord deletes at most so many at once, and none that are older than 14 days that way. */
const deletions = new Batches({ most: 100, quick: 8, pause: 1000 }, async (ctx, channelId, ids) => {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    return (await ctx.discord.delete(channelId, only, 'Automod')) ? new Set(ids) : new Set();
  }
  const channel = await ctx.discord.channel(channelId);
  if (!channel?.isTextBased()) return new Set();
  // What is older is left out by it; rules judge what is new, or an edit, which is then deleted alone.
  const deleted = await asRefusal(() => channel.bulkDelete(ids, true));
  const left = ids.filter((id) => !deleted.has(id));
  const alone = await Promise.all(left.map((id) => ctx.discord.delete(channelId, id, 'Automod')));
  return new Set([...deleted.keys(), ...left.filter((_, index) => alone[index])]);
});

/** Deletes the message, and those before it that belong to the same burst. */
export async function deleteMessages(ctx: AutomodContext, { subject, finding }: Deed): Promise<Performed> {
  const { message, places } = subject;
  const [channelId] = places;
  if (!message || channelId === undefined) return nothing('delete');
  const state = stateOf(ctx);
  // Each message of a storm names those before it, which are on their way out already.
  const earlier = (finding.related ?? []).filter(({ id }) => id !== message.id && state.firstDeletion(id));
  state.firstDeletion(message.id);
  const burst = [{ id: message.id, channelId }, ...earlier];
  const did = await Promise.all(burst.map((one) => deletions.add(ctx, one.channelId, one.id)));
  const count = did.filter(Boolean).length;
  return count > 0 ? done('delete', String(count)) : nothing('delete');
}

function filled(ctx: AutomodContext, template: string, { subject, ruleName, reason }: Deed): string {
  const [channelId] = subject.places;
  return renderTemplate(template, {
    user: `<@${subject.actor.userId}>`,
    name: subject.actor.name,
    rule: ruleName,
    reason,
    channel: channelId === undefined ? '' : `<#${channelId}>`,
    server: ctx.guild.name,
  }).slice(0, 2000);
}

async function sayThere(
  ctx: AutomodContext,
  type: string,
  content: string,
  { subject }: Deed,
): Promise<Performed> {
  const [channelId] = subject.places;
  if (channelId === undefined) return nothing(type);
  // A forum takes posts, and nothing beside them.
  if (subject.thread && !(await ctx.discord.channel(channelId))?.isSendable()) return nothing(type);
  await ctx.discord.send(channelId, { content, mentions: { users: [subject.actor.userId] } });
  return done(type);
}

export async function warn(ctx: AutomodContext, deed: Deed): Promise<Performed> {
  const { userId } = deed.subject.actor;
  const strikes = await addStrike(ctx, userId);
  const text = ctx.t('warn.text', { user: `<@${userId}>`, reason: deed.reason });
  const said = await sayThere(ctx, 'warn', text, deed);
  return { ...said, detail: String(strikes) };
}

export function reply(ctx: AutomodContext, { text }: ActionOf<'reply'>, deed: Deed): Promise<Performed> {
  return sayThere(ctx, 'reply', filled(ctx, text, deed), deed);
}

/** Closed direct messages are respected. */
export async function direct(
  ctx: AutomodContext,
  { text }: ActionOf<'direct'>,
  deed: Deed,
): Promise<Performed> {
  const sent = await ctx.discord.direct(deed.subject.actor.userId, { content: filled(ctx, text, deed) });
  return sent ? done('direct') : nothing('direct', 'closed');
}
