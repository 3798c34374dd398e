import { isNewer, madeAt } from '../snowflake.ts';

/** Which messages go. Of several conditions all must hold; none: every message. */
export interface PurgeFilter {
  readonly userId?: string | undefined;
  readonly contains?: string | undefined;
  readonly bots?: boolean | undefined;
  readonly links?: boolean | undefined;
  readonly attachments?: boolean | undefined;
  /** Only messages older than this one. */
  readonly before?: string | undefined;
  /** Only messages newer than this one. */
  readonly after?: string | undefined;
}

/** What is looked at of a message. */
export interface Judged {
  readonly id: string;
  readonly authorId: string;
  readonly isBot: boolean;
  readonly content: string;
  readonly attachments: number;
  readonly pinned: boolean;
}

const link = /https?:\/\/\S/i;

/** Pinned messages stay: somebody wanted them kept. */
export function matches(message: Judged, filter: PurgeFilter): boolean {
  const { userId, contains, bots, links, attachments, before, after } = filter;
  return (
    !message.pinned &&
    (userId === undefined || message.authorId === userId) &&
    (contains === undefined || message.content.toLowerCase().includes(contains.toLowerCase())) &&
    (!bots || message.isBot) &&
    (!links || link.test(message.content)) &&
    (!attachments || message.attachments > 0) &&
    (before === undefined || isNewer(before, message.id)) &&
    (after === undefined || isNewer(message.id, after))
  );
}

/** Whether it asks what messages say, which takes the message content intent. */
export function asksContent({ contains, links, attachments }: PurgeFilter): boolean {
  return contains !== undefined || links === true || attachments === true;
}

/** A message's id, out of itself or of a link to it. @returns `undefined` when neither */
export function readMessageId(text: string): string | undefined {
  return /(?:^|\/)(\d{17,20})\/?$/.exec(text.trim())?.[1];
}

const tooOldForBulk = 14 * 86_400_000;
/** So that a message does not become too old on its way to Discord. */
const margin = 60_000;

/** Discord removes many messages at once only while they are younger than two weeks. */
export function isTooOldForBulk(id: string, now: number): boolean {
  return madeAt(id) < now - tooOldForBulk + margin;
}
