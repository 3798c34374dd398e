import { capabilities, dataLeaving, type Manifest } from '@guildhall/sdk/host';

/** What a plugin sees of members in what Discord sends. There are four; the same one for the same answer. */
export interface Sight {
  /** What members write. */
  readonly content: boolean;
  /** Who they are in the guild. */
  readonly members: boolean;
  /** 0–3: its place in a list of one copy for each. */
  readonly index: number;
}

/** What a manifest says that decides which fields of events a plugin sees. */
export type SightManifest = {
  readonly capabilities: readonly { readonly id: string }[];
  readonly intents: { readonly privileged: readonly { readonly name: string }[] };
  readonly hosts: readonly string[];
};

type Payload = Record<string, unknown>;

const sights: readonly Sight[] = [0, 1, 2, 3].map((index) =>
  Object.freeze({ content: (index & 1) !== 0, members: (index & 2) !== 0, index }),
);
/** Nothing is withheld. */
export const fullSight: Sight = sightWith(true, true);

const contentCapabilities = Object.values(capabilities).filter(({ fields }) => fields.includes('content'));
const contentFields = [...new Set(contentCapabilities.flatMap(({ fields }) => fields))];
const memberFields = capabilities['members.read'].fields;
/** Discord sends these empty, not absent, to who may not read them. */
const emptyLists = new Set(['embeds', 'attachments', 'components', 'message_snapshots']);

export function sightWith(content: boolean, members: boolean): Sight {
  const sight = sights[(content ? 1 : 0) | (members ? 2 : 0)];
  if (!sight) throw new RangeError('there are four sights');
  return sight;
}

/**
 * What a plugin sees, in either tier: what its capabilities and declared intents open. What members write is kept from one that
 * could send it away (requirement PL3), unless the guild's admin lets it have it. Pure.
 */
export function sightOf(manifest: SightManifest, sharesContent: boolean): Sight {
  const needs = manifest.capabilities.map(({ id }) => id);
  const intents = manifest.intents.privileged.map(({ name }) => name);
  const opens =
    contentCapabilities.some(({ id }) => needs.includes(id)) && intents.includes('MessageContent');
  const leaves = dataLeaving(manifest.hosts, needs, intents).includes('content');
  return sightWith(opens && (sharesContent || !leaves), needs.includes('members.read'));
}

/**
 * A gateway payload as a plugin of this sight gets it: without what members write (unless it is written to the bot, which Discord
 * itself lets any bot read) and who they are in the guild. Payloads are never changed; a copy is made when it has to be.
 *
 * @param botId whose own messages, and mentions, are no secret
 */
export function visibleTo(sight: Sight, payload: unknown, botId: string): unknown {
  if (sight === fullSight || typeof payload !== 'object' || payload === null) return payload;
  const given = payload as Payload;
  const read = sight.content ? given : withoutContent(given, botId);
  return sight.members || !holdsMembers(read) ? read : withoutMembers(read === given ? { ...given } : read);
}

/**
 * An answer of Discord's REST API without what members write, wherever a message is in it. Never changes what it is given.
 */
export function withoutWritten(answer: unknown, botId: string): unknown {
  if (Array.isArray(answer)) return answer.map((one: unknown) => withoutWritten(one, botId));
  if (typeof answer !== 'object' || answer === null) return answer;
  const given = answer as Payload;
  if ('author' in given && 'channel_id' in given && 'content' in given) return withoutContent(given, botId);
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, withoutWritten(value, botId)]));
}

/** `visibleTo` by a manifest, for payloads of several guilds. */
export function withholdingFrom(
  manifest: Pick<Manifest, 'capabilities' | 'intents' | 'hosts'>,
  botId: string,
  sharesContent: (guildId: string) => boolean,
): (type: string, payload: unknown) => unknown {
  const sight = sightIn(manifest, sharesContent);
  return (_type, payload) => {
    const guildId = (payload as { guild_id?: unknown } | null)?.guild_id;
    return visibleTo(sight(typeof guildId === 'string' ? guildId : ''), payload, botId);
  };
}

/** What a plugin of this manifest sees in each guild. */
export function sightIn(
  manifest: SightManifest,
  sharesContent: (guildId: string) => boolean,
): (guildId: string) => Sight {
  const [kept, shared] = [sightOf(manifest, false), sightOf(manifest, true)];
  return kept === shared ? () => kept : (guildId) => (sharesContent(guildId) ? shared : kept);
}

/** @returns the payload itself when there is nothing to withhold; a copy otherwise */
function withoutContent(message: Payload, botId: string): Payload {
  let copy: Payload | undefined;
  for (const field of contentFields) {
    // Faster than `in`, and the same: JSON has no `undefined`.
    if (message[field] === undefined) continue;
    if (copy === undefined) {
      if (isToBot(message, botId)) return message;
      copy = { ...message };
    }
    copy[field] = emptyLists.has(field) ? [] : field === 'poll' ? undefined : '';
  }
  const { referenced_message: referenced } = message;
  if (copy !== undefined && typeof referenced === 'object' && referenced !== null) {
    copy.referenced_message = withoutContent(referenced as Payload, botId);
  }
  return copy ?? message;
}

function isToBot({ author, mentions }: Payload, botId: string): boolean {
  if ((author as { id?: unknown } | undefined)?.id === botId) return true;
  return Array.isArray(mentions) && mentions.some((user: { id?: unknown }) => user?.id === botId);
}

function holdsMembers(payload: Payload): boolean {
  for (const field of memberFields) if (payload[field] !== undefined) return true;
  return false;
}

/** Roles of who wrote are no name and no face: rules about roles need no more. Changes what it is given. */
function withoutMembers(copy: Payload): Payload {
  const { member } = copy;
  for (const field of memberFields) if (field in copy) copy[field] = undefined;
  if (typeof member === 'object' && member !== null && 'roles' in member)
    copy.member = { roles: member.roles };
  return copy;
}
