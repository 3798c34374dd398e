import { type NormalisedText, normalise } from '../normalise/index.ts';
import { invitesIn, type Link, linksIn } from './links.ts';
import { type Essence, essence } from './similarity.ts';

/** Who did what is judged, as far as the event says. */
export interface ActorFacts {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** In milliseconds since 1970; `undefined` when the event does not say. */
  readonly joinedAt: number | undefined;
  readonly hasAvatar: boolean;
}

/** What is judged: one thing that a member did, or that happened to them. Milliseconds since 1970 throughout. */
export interface Subject {
  readonly at: number;
  readonly actor: ActorFacts;
  /** Where, from the inside out: thread, channel, category. Empty for what happens in no channel. */
  readonly places: readonly string[];
  readonly message?: MessageFacts;
  /**
   * `message` is the name of this thread, or the title of this post in a forum, and no message. `before`: the name that it had,
   * when it was given another one.
   */
  readonly thread?: { readonly id: string; readonly before?: string };
  /** A new member, or a new name of one. */
  readonly names?: NormalisedText;
  readonly isJoin?: boolean;
  readonly did?: 'thread' | 'reaction' | 'voice';
  /** What Discord's own AutoMod stopped. */
  readonly native?: { readonly rule: string; readonly keyword: string };
}

export interface AttachmentFacts {
  readonly name: string;
}

/** A message, as rules see it. What takes work is done when a rule first asks. */
export interface MessageFacts {
  readonly id: string;
  /** It was there before, or is only a name: it counts for no rate. */
  readonly edited: boolean;
  /** Discord adds embeds to a new message a moment later; that is no edit of the member's. */
  readonly scope: 'new' | 'edited';
  readonly text: NormalisedText;
  /** What tells copies of it. */
  readonly essence: Essence;
  readonly links: readonly Link[];
  readonly invites: readonly string[];
  readonly mentions: number;
  readonly roleMentions: number;
  readonly emoji: number;
  readonly attachments: readonly AttachmentFacts[];
  readonly stickers: number;
  readonly isReply: boolean;
}

/** What of Discord's message is looked at; a message that was edited may lack the rest. */
export interface MessageParts {
  readonly id: string;
  readonly content?: string;
  readonly mentions?: readonly { readonly id: string }[];
  readonly mention_roles?: readonly string[];
  readonly mention_everyone?: boolean;
  readonly attachments?: readonly AttachmentParts[];
  readonly sticker_items?: readonly unknown[];
  readonly message_reference?: unknown;
  readonly embeds?: readonly EmbedParts[];
  /** What is forwarded is said as well. */
  readonly message_snapshots?: readonly {
    readonly message?: Pick<MessageParts, 'content' | 'embeds' | 'attachments'>;
  }[];
  readonly poll?: {
    readonly question?: { readonly text?: string };
    readonly answers?: readonly { readonly poll_media?: { readonly text?: string } }[];
  };
}

interface AttachmentParts {
  readonly filename: string;
  readonly description?: string;
}

interface EmbedParts {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly author?: { readonly name?: string };
  readonly footer?: { readonly text?: string };
  readonly fields?: readonly { readonly name?: string; readonly value?: string }[];
}

const customEmoji = /<a?:\w{2,32}:\d{15,21}>/g;
const shownEmoji = /\p{RGI_Emoji}/gv;

function shownBy({ title, description, url, author, footer, fields }: EmbedParts) {
  const named = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [author?.name, title, description, url, ...named, footer?.text];
}

/** A file's name in words: with its dots it would read as a link. */
function nameOf({ filename, description }: AttachmentParts) {
  return [filename.replace(/[._]+/g, ' '), description];
}

function attachmentsOf({ attachments, message_snapshots: forwarded }: MessageParts) {
  if (forwarded === undefined || forwarded.length === 0) return attachments ?? [];
  return [...(attachments ?? []), ...(forwarded ?? []).flatMap(({ message }) => message?.attachments ?? [])];
}

/** Most messages are nothing but their text. */
function hasMore({ message_snapshots: forwarded, poll, embeds, attachments }: MessageParts): boolean {
  return (
    poll !== undefined ||
    [forwarded, embeds, attachments].some((parts) => parts !== undefined && parts.length > 0)
  );
}

/** All that a message says: its text, what is forwarded, a poll, names of files, and what its links show. */
export function saidIn(message: MessageParts): string {
  if (!hasMore(message)) return message.content ?? '';
  const forwarded = (message.message_snapshots ?? []).map((snapshot) => snapshot.message);
  const more = [
    ...forwarded.map((part) => part?.content),
    message.poll?.question?.text,
    ...(message.poll?.answers ?? []).map((answer) => answer.poll_media?.text),
    ...[...(message.embeds ?? []), ...forwarded.flatMap((part) => part?.embeds ?? [])].flatMap(shownBy),
    ...attachmentsOf(message).flatMap(nameOf),
  ].filter((part) => part !== undefined && part !== '');
  const content = message.content ?? '';
  return more.length === 0 ? content : [content, ...more].join('\n');
}

export function messageFacts(
  message: MessageParts,
  edited: boolean,
  scope: 'new' | 'edited' = edited ? 'edited' : 'new',
): MessageFacts {
  const content = message.content ?? '';
  const text = normalise(saidIn(message));
  let links: readonly Link[] | undefined;
  let invites: readonly string[] | undefined;
  let emoji: number | undefined;
  let read: Essence | undefined;
  return {
    id: message.id,
    edited,
    scope,
    text,
    get essence() {
      read ??= essence(text.folded);
      return read;
    },
    get links() {
      links ??= linksIn(text);
      return links;
    },
    get invites() {
      invites ??= invitesIn(text, this.links);
      return invites;
    },
    get emoji() {
      emoji ??= countEmoji(content);
      return emoji;
    },
    // Who is mentioned twice is disturbed once; everyone is many.
    mentions: different(message.mentions, ({ id }) => id) + (message.mention_everyone === true ? 5 : 0),
    roleMentions: different(message.mention_roles, (id) => id),
    attachments: attachmentsOf(message).map(({ filename }) => ({ name: filename })),
    stickers: message.sticker_items?.length ?? 0,
    isReply: message.message_reference !== undefined && message.message_reference !== null,
  };
}

function different<T>(list: readonly T[] | undefined, idOf: (item: T) => string): number {
  return list === undefined || list.length === 0 ? 0 : new Set(list.map(idOf)).size;
}

function countEmoji(content: string): number {
  const custom = content.match(customEmoji)?.length ?? 0;
  const rest = custom > 0 ? content.replace(customEmoji, '') : content;
  return custom + (/\P{ASCII}/u.test(rest) ? (rest.match(shownEmoji)?.length ?? 0) : 0);
}

/** Tells what was judged from what is new in an edit: a number that differs for texts that do. */
export function hashOf(message: MessageParts): string {
  const said = `${saidIn(message)}\n${attachmentsOf(message)
    .map(({ filename }) => filename)
    .join('/')}`;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < said.length; index += 1) {
    const unit = said.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}${said.length}`;
}

/** When an id of Discord's was made. */
export function madeAt(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + 1_420_070_400_000;
}
