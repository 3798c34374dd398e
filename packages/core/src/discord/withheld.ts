import { capabilities, dataLeaving, type Manifest } from '@guildhall/sdk/host';

/** What a plugin has been granted that decides which fields of events it sees. */
export interface EventGrants {
  readonly capabilities: ReadonlySet<string>;
  /** Privileged intents that it declares, with a reason. */
  readonly intents: ReadonlySet<string>;
}

type Payload = Record<string, unknown>;

const contentFields = capabilities['messages.read'].fields;
const memberFields = capabilities['members.read'].fields;

/**
 * Takes out of gateway payloads what a plugin has not been granted: what members write (unless it is written to the bot, which
 * Discord itself lets any bot read) and who they are in the guild. Payloads are never changed; a copy is made when it has to be.
 *
 * @param botId whose own messages, and mentions, are no secret
 */
export function withholding(grants: EventGrants, botId: string): (type: string, payload: unknown) => unknown {
  const seesContent = grants.capabilities.has('messages.read') && grants.intents.has('MessageContent');
  const seesMembers = grants.capabilities.has('members.read');
  if (seesContent && seesMembers) return (_type, payload) => payload;
  return (type, payload) => {
    if (typeof payload !== 'object' || payload === null) return payload;
    const given = payload as Payload;
    if (!seesContent && (type === 'MESSAGE_CREATE' || type === 'MESSAGE_UPDATE')) {
      return withoutMembers(withoutContent(given, botId), seesMembers);
    }
    return withoutMembers(given, seesMembers);
  };
}

/**
 * `withholding` by a manifest. What members write is kept from a plugin that could send it away (requirement PL3), in every guild
 * whose admin has not allowed it.
 */
export function withholdingFrom(
  manifest: Pick<Manifest, 'capabilities' | 'intents' | 'hosts'>,
  botId: string,
  sharesContent: (guildId: string) => boolean,
): (type: string, payload: unknown) => unknown {
  const needs = manifest.capabilities.map(({ id }) => id);
  const declared = manifest.intents.privileged.map(({ name }) => name);
  const grants = { capabilities: new Set<string>(needs), intents: new Set<string>(declared) };
  const full = withholding(grants, botId);
  if (!dataLeaving(manifest.hosts, needs, declared).includes('content')) return full;
  const unread = withholding({ ...grants, intents: new Set() }, botId);
  return (type, payload) => {
    const guildId = (payload as { guild_id?: unknown } | null)?.guild_id;
    return typeof guildId === 'string' && sharesContent(guildId)
      ? full(type, payload)
      : unread(type, payload);
  };
}

function withoutContent(message: Payload, botId: string): Payload {
  if (isToBot(message, botId)) return message;
  const copy = without(message, contentFields);
  const { referenced_message: referenced } = message;
  if (typeof referenced === 'object' && referenced !== null) {
    copy.referenced_message = withoutContent(referenced as Payload, botId);
  }
  // Discord sends these empty, not absent, to who may not read them.
  if ('content' in message) copy.content = '';
  for (const list of ['embeds', 'attachments', 'components']) if (list in message) copy[list] = [];
  return copy;
}

function isToBot({ author, mentions }: Payload, botId: string): boolean {
  if ((author as { id?: unknown } | undefined)?.id === botId) return true;
  return Array.isArray(mentions) && mentions.some((user: { id?: unknown }) => user?.id === botId);
}

/** Roles of who wrote are no name and no face: rules about roles need no more. */
function withoutMembers(payload: Payload, seesMembers: boolean): Payload {
  if (seesMembers || !memberFields.some((field) => field in payload)) return payload;
  const { member } = payload;
  const copy = without(payload, memberFields);
  if (typeof member === 'object' && member !== null && 'roles' in member)
    copy.member = { roles: member.roles };
  return copy;
}

/** A copy that says nothing of these fields; as JSON they are not there. Cheaper than leaving them out one by one. */
function without(payload: Payload, fields: readonly string[]): Payload {
  const copy: Payload = { ...payload };
  for (const field of fields) if (field in copy) copy[field] = undefined;
  return copy;
}
