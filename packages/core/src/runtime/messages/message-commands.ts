import type { Context, MessageCommandContext, OutgoingMessage } from '@guildhall/sdk';
import { type APIMessage, type GatewayMessageCreateDispatchData, type RawFile, Routes } from 'discord.js';
import { asPlugin, type Bot, type CallOwner, toRefusal } from '../../discord/index.ts';
import { toMessageBody } from '../context/outgoing-message.ts';
import type { Entry, WrittenPiece } from '../dispatch-tables.ts';
import { readCommand, type WrittenCommand } from './read-command.ts';

/** What of a message's payload matters here. */
type Message = Pick<
  GatewayMessageCreateDispatchData,
  'id' | 'channel_id' | 'content' | 'author' | 'member' | 'webhook_id'
>;

export interface CalledMessageCommand {
  readonly entry: Entry<WrittenPiece>;
  readonly called: WrittenCommand;
}

/**
 * The commands that a message calls: at most one a plugin. Bots and webhooks call none.
 *
 * @param seen the message as a plugin may read it: one that may not is called by mention only
 */
export function calledBy(
  entries: readonly Entry<WrittenPiece>[],
  seen: (entry: Entry<WrittenPiece>) => unknown,
  botId: string,
): readonly CalledMessageCommand[] {
  return entries.flatMap((entry) => {
    const { content, author, webhook_id: webhook } = seen(entry) as Message;
    if (!content || author.bot || webhook !== undefined) return [];
    const prefix = prefixOf(entry);
    const called = prefix === undefined ? undefined : readCommand(content, prefix, botId);
    if (!called) return [];
    const names = [entry.piece.name, ...entry.piece.aliases].map((name) => name.toLowerCase());
    return names.includes(called.name) ? [{ entry, called }] : [];
  });
}

function prefixOf({ live, piece }: Entry<WrittenPiece>): string | undefined {
  if (typeof piece.prefix === 'string') return piece.prefix;
  const configured = live.config[piece.prefix.config];
  return typeof configured === 'string' && configured !== '' ? configured : undefined;
}

/** The context of a message command: who wrote what where, and an answer below it. */
export function messageContext(
  base: Context,
  bot: Bot,
  owner: CallOwner,
  payload: unknown,
): MessageCommandContext {
  const { id, channel_id: channelId, author, member } = payload as Message;
  const context = Object.create(base, Object.getOwnPropertyDescriptors(base)) as MessageCommandContext;
  const reply = async (message: OutgoingMessage): Promise<{ readonly id: string }> => {
    const { body, files } = toMessageBody(message);
    const request: { body: unknown; files: RawFile[] } = {
      body: { ...body, message_reference: { message_id: id, fail_if_not_exists: false } },
      files,
    };
    const sent = await asPlugin(owner, () =>
      bot.client.rest.post(Routes.channelMessages(channelId), request),
    ).catch((error: unknown) => {
      throw toRefusal(error);
    });
    return { id: (sent as APIMessage).id };
  };
  Object.defineProperties(context, {
    member: {
      enumerable: true,
      value: {
        id: author.id,
        name: member?.nick ?? author.global_name ?? author.username,
        roles: member?.roles ?? [],
      },
    },
    channelId: { enumerable: true, value: channelId },
    messageId: { enumerable: true, value: id },
    reply: { enumerable: true, value: reply },
  });
  return context;
}
