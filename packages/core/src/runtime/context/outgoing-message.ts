import { createHash } from 'node:crypto';
import type { OutgoingMessage, SendOptions } from '@guildhall/sdk';
import { MessageFlags, type RawFile } from 'discord.js';

const actionRow = 1;
const button = 2;
const rowWidth = 5;
/** Select menus; each takes a whole row. */
const selects = new Set([3, 5, 6, 7, 8]);
/** Components that only exist in Components V2. */
const v2 = new Set([9, 10, 11, 12, 13, 14, 17]);

export interface MessageBody {
  readonly body: Record<string, unknown>;
  readonly files: RawFile[];
}

/** A plugin's message as Discord's API takes it. Pings nobody unless it says whom. */
export function toMessageBody(message: OutgoingMessage): MessageBody {
  if (typeof message === 'string')
    return { body: { content: message, allowed_mentions: { parse: [] } }, files: [] };
  const components = message.components && intoRows(message.components as readonly Component[]);
  let flags = message.ephemeral ? MessageFlags.Ephemeral : 0;
  if (components?.some((component) => v2.has(component.type))) flags |= MessageFlags.IsComponentsV2;
  return {
    body: {
      ...(message.content === undefined ? {} : { content: message.content }),
      ...(message.embeds === undefined ? {} : { embeds: message.embeds }),
      ...(components === undefined ? {} : { components }),
      ...(flags === 0 ? {} : { flags }),
      ...(message.replyTo === undefined
        ? {}
        : { message_reference: { message_id: message.replyTo, fail_if_not_exists: false } }),
      allowed_mentions: {
        parse: message.mentions?.everyone ? ['everyone'] : [],
        users: message.mentions?.users ?? [],
        roles: message.mentions?.roles ?? [],
      },
    },
    files: (message.files ?? []).map((file) => ({ name: file.name, data: Buffer.from(file.data) })),
  };
}

/**
 * The same, named so that Discord makes no second one: a nonce has 25 characters, and two plugins' names must not meet in one.
 * @param sender whose name it is: plugin and guild
 */
export function toNamedMessageBody(
  message: OutgoingMessage,
  sender: string,
  { once }: SendOptions = {},
): MessageBody {
  const { body, files } = toMessageBody(message);
  if (once === undefined) return { body, files };
  if (once.length === 0 || once.length > 100) {
    throw new RangeError(`"once" takes 1 to 100 characters, not ${once.length}.`);
  }
  const nonce = createHash('sha256').update(`${sender}\0${once}`).digest('base64url').slice(0, 25);
  return { body: { ...body, nonce, enforce_nonce: true }, files };
}

interface Component {
  readonly type: number;
  readonly components?: readonly Component[];
}

/** Buttons go into rows of five, in their order, a select into one of its own; everything else stays where it is. */
function intoRows(components: readonly Component[]): Component[] {
  const rows: Component[] = [];
  let open: Component[] | undefined;
  for (const component of components) {
    if (component.type !== button) {
      open = undefined;
      rows.push(selects.has(component.type) ? { type: actionRow, components: [component] } : component);
    } else if (open && open.length < rowWidth) {
      open.push(component);
    } else {
      open = [component];
      rows.push({ type: actionRow, components: open });
    }
  }
  return rows;
}
