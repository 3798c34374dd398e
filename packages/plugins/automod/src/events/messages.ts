import type { RawPayload } from '@guildhall/sdk';
import { noteNotice } from '../actions/thread-notice.ts';
import { type AutomodContext, automod } from '../contract.ts';
import { hashOf, type MessageParts, messageFacts, type Subject } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { judgeEvent } from '../engine/judge-event.ts';

/** Discord's types of what a person wrote: an ordinary message, a reply, the first message of a thread. */
const written: readonly number[] = [0, 19, 21];
/** Discord's notice of a new thread. */
const threadNotice = 18;

type Payload = RawPayload<'MESSAGE_CREATE'> | RawPayload<'MESSAGE_UPDATE'>;

/** Bots, webhooks, this bot itself and Discord's own notices are never judged. */
function isByMember(message: Payload): boolean {
  return (
    message.author !== undefined &&
    message.author.bot !== true &&
    message.webhook_id === undefined &&
    written.includes(message.type)
  );
}

export const messageCreate = automod.onRaw('MESSAGE_CREATE', (ctx, message) =>
  isByMember(message)
    ? judgeMessage(ctx, message, false)
    : message.type === threadNotice
      ? noteThread(ctx, message)
      : undefined,
);

function noteThread(ctx: AutomodContext, message: RawPayload<'MESSAGE_CREATE'>): Promise<void> | undefined {
  const { channel_id: channelId, message_reference: thread } = message;
  return thread && noteNotice(ctx, { id: thread.channel_id, channelId }, message.id);
}

/** Discord tells of an edit, and of embeds that it found, with the same event: each content is judged once. */
export const messageUpdate = automod.onRaw('MESSAGE_UPDATE', (ctx, message) =>
  isByMember(message) ? judgeMessage(ctx, message, true) : undefined,
);

function tellsSomething({
  content,
  attachments,
  embeds,
  sticker_items: stickers,
  ...message
}: MessageParts): boolean {
  return (
    (content ?? '') !== '' ||
    [attachments, embeds, stickers, message.message_snapshots].some((part) => (part?.length ?? 0) > 0) ||
    message.poll !== undefined
  );
}

async function judgeMessage(ctx: AutomodContext, message: Payload, isUpdate: boolean): Promise<void> {
  const state = stateOf(ctx);
  // Types differ by event and version of Discord's; what is read of it is checked where it is read.
  const parts = message as MessageParts;
  if (!isUpdate) state.seesContent = tellsSomething(parts);
  if (!state.memory.isNews(message.id, hashOf(parts))) return;
  const rules = state.rules(ctx);
  const set = rules instanceof Promise ? await rules : rules;
  const { author, member } = message;
  const asksPlaces = set.asksPlaces || ctx.config.exemptChannels.length > 0;
  const subject: Subject = {
    at: Date.parse((isUpdate ? message.edited_timestamp : undefined) ?? message.timestamp),
    actor: {
      userId: author.id,
      name: member?.nick ?? author.global_name ?? author.username,
      roles: member?.roles ?? [],
      joinedAt:
        member?.joined_at === undefined || member.joined_at === null
          ? undefined
          : Date.parse(member.joined_at),
      hasAvatar: author.avatar !== null,
    },
    places: asksPlaces ? await state.placesOf(ctx, message.channel_id) : [message.channel_id],
    message: messageFacts(parts, isUpdate, isUpdate && message.edited_timestamp !== null ? 'edited' : 'new'),
  };
  await judgeEvent(ctx, set, subject);
}
