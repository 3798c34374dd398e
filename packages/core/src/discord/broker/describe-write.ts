/** What a call does to a guild, in the words of an admin. */
export type WriteAction =
  | 'message.send'
  | 'message.edit'
  | 'message.delete'
  | 'messages.delete'
  | 'message.pin'
  | 'message.unpin'
  | 'reaction.add'
  | 'reaction.remove'
  | 'typing'
  | 'direct.open'
  | 'direct.send'
  | 'role.give'
  | 'role.take'
  | 'member.edit'
  | 'member.timeout'
  | 'member.kick'
  | 'member.ban'
  | 'members.ban'
  | 'member.unban'
  | 'channel.create'
  | 'channel.edit'
  | 'channel.delete'
  | 'thread.create'
  | 'thread.member'
  | 'webhook.write'
  | 'other';

/** One write, with the ids of what it acts on, as far as its path and body tell. */
export interface DescribedWrite {
  readonly action: WriteAction;
  readonly channelId?: string;
  readonly messageId?: string;
  readonly userId?: string;
  readonly roleId?: string;
  /** What a message says, at most 300 characters; of one without text, the title of its first embed. */
  readonly text?: string;
}

type Ids = Omit<DescribedWrite, 'action' | 'text'>;
const channel = ['channelId'] as const;
const message = ['channelId', 'messageId'] as const;

/** In the order in which they are tried. Each group of a pattern is the id of the same place in `ids`. */
const routes: readonly (readonly [RegExp, WriteAction, readonly (keyof Ids)[]])[] = [
  [/^POST \/channels\/(\d+)\/messages\/bulk-delete$/, 'messages.delete', channel],
  [/^POST \/channels\/(\d+)\/messages$/, 'message.send', channel],
  [/^PATCH \/channels\/(\d+)\/messages\/(\d+)$/, 'message.edit', message],
  [/^DELETE \/channels\/(\d+)\/messages\/(\d+)$/, 'message.delete', message],
  [/^PUT \/channels\/(\d+)\/(?:messages\/)?pins\/(\d+)$/, 'message.pin', message],
  [/^DELETE \/channels\/(\d+)\/(?:messages\/)?pins\/(\d+)$/, 'message.unpin', message],
  [/^PUT \/channels\/(\d+)\/messages\/(\d+)\/reactions\//, 'reaction.add', message],
  [/^DELETE \/channels\/(\d+)\/messages\/(\d+)\/reactions/, 'reaction.remove', message],
  [/^POST \/channels\/(\d+)\/typing$/, 'typing', channel],
  [/^POST \/channels\/(\d+)\/(?:messages\/\d+\/)?threads$/, 'thread.create', channel],
  [/^(?:PUT|DELETE) \/channels\/(\d+)\/thread-members\/(\d+)$/, 'thread.member', ['channelId', 'userId']],
  [/^POST \/users\/@me\/channels$/, 'direct.open', []],
  [/^PUT \/guilds\/\d+\/members\/(\d+)\/roles\/(\d+)$/, 'role.give', ['userId', 'roleId']],
  [/^DELETE \/guilds\/\d+\/members\/(\d+)\/roles\/(\d+)$/, 'role.take', ['userId', 'roleId']],
  [/^PATCH \/guilds\/\d+\/members\/(\d+)$/, 'member.edit', ['userId']],
  [/^DELETE \/guilds\/\d+\/members\/(\d+)$/, 'member.kick', ['userId']],
  [/^PUT \/guilds\/\d+\/bans\/(\d+)$/, 'member.ban', ['userId']],
  [/^DELETE \/guilds\/\d+\/bans\/(\d+)$/, 'member.unban', ['userId']],
  [/^POST \/guilds\/\d+\/bulk-ban$/, 'members.ban', []],
  [/^POST \/guilds\/\d+\/channels$/, 'channel.create', []],
  [/^PATCH \/channels\/(\d+)$/, 'channel.edit', channel],
  [/^(?:PUT|DELETE) \/channels\/(\d+)\/permissions\/\d+$/, 'channel.edit', channel],
  [/^DELETE \/channels\/(\d+)$/, 'channel.delete', channel],
  [/^(?:POST|PATCH|DELETE) \/webhooks\//, 'webhook.write', []],
];

const longestText = 300;

/**
 * Says what a call of the REST API does.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 * @param body the JSON body; of a multipart one, its `payload_json`
 */
export function describeWrite(method: string, path: string, body: unknown): DescribedWrite {
  const call = `${method} ${path}`;
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  for (const [pattern, action, ids] of routes) {
    const match = pattern.exec(call);
    if (!match) continue;
    const named: { -readonly [K in keyof Ids]: string } = {};
    ids.forEach((id, index) => {
      named[id] = match[index + 1] ?? '';
    });
    if (action === 'direct.open') named.userId = String(fields.recipient_id ?? '');
    const text = textOf(fields);
    return { action: refined(action, fields), ...named, ...(text === undefined ? {} : { text }) };
  }
  return { action: 'other' };
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
  const text = embed?.title ?? embed?.description ?? fields.name;
  return typeof text === 'string' ? text.slice(0, longestText) : undefined;
}
