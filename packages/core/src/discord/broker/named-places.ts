/** Where else a call would act or read: what its body names besides the path's own target. */
export interface NamedPlaces {
  readonly channelIds: readonly string[];
  readonly guildIds: readonly string[];
}

const none: NamedPlaces = { channelIds: [], guildIds: [] };
const channelFields = [
  'channel_id',
  'webhook_channel_id',
  'parent_id',
  'system_channel_id',
  'afk_channel_id',
];

/**
 * Channels and guilds in a body that Discord would act on or read from with the bot's own rights, which reach over all guilds: a
 * forward's source, a webhook's or a follower's channel. Pure.
 */
export function placesNamedIn(body: unknown): NamedPlaces {
  if (typeof body !== 'object' || body === null) return none;
  const given = body as Readonly<Record<string, unknown>>;
  const { message_reference: reference } = given;
  const parts = typeof reference === 'object' && reference !== null ? [given, reference] : [given];
  const channelIds = parts.flatMap((part) => textsOf(part, channelFields));
  const guildIds = parts.flatMap((part) => textsOf(part, ['guild_id', 'source_guild_id']));
  return channelIds.length + guildIds.length === 0 ? none : { channelIds, guildIds };
}

/** Ids may come as numbers, which Discord takes too. */
function textsOf(part: object, fields: readonly string[]): string[] {
  return fields.flatMap((field) => {
    const value = (part as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
}
