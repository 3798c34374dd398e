import { type WriteAction, writeActionOf } from './write-actions.ts';

/** One write, with the ids of what it acts on, as far as its path and body tell. */
export interface DescribedWrite {
  readonly action: WriteAction;
  readonly channelId?: string;
  readonly messageId?: string;
  readonly userId?: string;
  readonly roleId?: string;
  /** What a message says, at most 300 characters; of one without text, the title of its first embed; of what is made or renamed, its name. */
  readonly text?: string;
}

type Ids = Omit<DescribedWrite, 'action' | 'text'>;

/** Where a path names an id: the segment before it, and what the id is of. */
const namedBy: readonly (readonly [RegExp, keyof Ids])[] = [
  [/\/channels\/(\d+)/, 'channelId'],
  [/\/(?:messages|pins|polls)\/(\d+)/, 'messageId'],
  [/\/(?:members|bans|thread-members|voice-states)\/(\d+)/, 'userId'],
  [/\/roles\/(\d+)/, 'roleId'],
];

const longestText = 300;

/**
 * Says what a call of the REST API does.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 * @param body the JSON body; of a multipart one, its `payload_json`
 */
export function describeWrite(method: string, path: string, body: unknown): DescribedWrite {
  const action = writeActionOf(method, path);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const named: { -readonly [K in keyof Ids]: string } = {};
  for (const [pattern, id] of namedBy) {
    const [, found] = pattern.exec(path) ?? [];
    // The messages of a webhook have no channel in their path.
    if (found !== undefined && (id !== 'messageId' || named.channelId !== undefined)) named[id] = found;
  }
  if (action === 'direct.open') named.userId = String(fields.recipient_id ?? '');
  if (action === 'stage.open') named.channelId = String(fields.channel_id ?? '');
  const text = textOf(fields);
  return { action: refined(action, fields), ...named, ...(text === undefined ? {} : { text }) };
}

function refined(action: WriteAction, fields: Readonly<Record<string, unknown>>): WriteAction {
  if (action === 'member.edit' && 'communication_disabled_until' in fields) return 'member.timeout';
  return action;
}

function textOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof fields.content === 'string' && fields.content !== '')
    return fields.content.slice(0, longestText);
  const [embed] = Array.isArray(fields.embeds)
    ? (fields.embeds as { title?: unknown; description?: unknown }[])
    : [];
  const text = embed?.title ?? embed?.description ?? fields.name ?? fields.topic ?? fields.nick;
  return typeof text === 'string' ? text.slice(0, longestText) : undefined;
}
