import { OneAtATime, type RawPayload } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { isRouted, routeEvent } from '../log-routing/route-event.ts';
import { madeAt } from '../snowflake.ts';
import { isLeftOut, remember } from './remember.ts';

const excerpt = 700;
const mostListed = 20;

/** A message that is changed or deleted at once must have been kept before it is looked for. */
const inOrder = new OneAtATime();

export const messageCreated = moderation.onRaw('MESSAGE_CREATE', (ctx, message) =>
  inOrder.run(ctx, message.id, () => remember(ctx, message)),
);

export const messageEdited = moderation.onRaw('MESSAGE_UPDATE', (ctx, message) =>
  inOrder.run(ctx, message.id, () => logEdit(ctx, message)),
);

export const messageDeleted = moderation.onRaw('MESSAGE_DELETE', (ctx, message) =>
  inOrder.run(ctx, message.id, () => logDeletion(ctx, message)),
);

async function logEdit(ctx: ModerationContext, message: RawPayload<'MESSAGE_UPDATE'>): Promise<void> {
  const { id, channel_id: channelId, edited_timestamp: editedAt, author, content } = message;
  // Embeds that Discord adds to a link are no edit.
  if (!editedAt || author.bot || isLeftOut(ctx, channelId)) return;
  const before = await ctx.data.messages.findOne({ messageId: id });
  if (before?.content === content) return;
  if (before) await ctx.data.messages.updateOne({ messageId: id }, { $set: { content } });
  if (!isRouted(ctx, 'messageEdit')) return;
  const texts = [before?.content ?? '', content].filter((text) => text !== '').map(quoted);
  await routeEvent(ctx, {
    event: 'messageEdit',
    id: `${id}:${editedAt}`,
    at: Date.parse(editedAt),
    text: [head(ctx, author.id, channelId, id), ...texts].join('\n'),
  });
}

async function logDeletion(
  ctx: ModerationContext,
  { id, channel_id: channelId }: RawPayload<'MESSAGE_DELETE'>,
): Promise<void> {
  const known = await ctx.data.messages.findOne({ messageId: id });
  if (known) await ctx.data.messages.deleteOne({ messageId: id });
  if (!isRouted(ctx, 'messageDelete') || isLeftOut(ctx, channelId)) return;
  const unknown = { channel: `<#${channelId}>`, when: `<t:${Math.floor(madeAt(id) / 1000)}:R>` };
  await routeEvent(ctx, {
    event: 'messageDelete',
    id,
    at: ctx.clock.now(),
    text: known
      ? [head(ctx, known.authorId, channelId), ...said(known)].join('\n')
      : ctx.guild.t('log.unknownMessage', unknown),
  });
}

export const messagesDeleted = moderation.onRaw(
  'MESSAGE_DELETE_BULK',
  async (ctx, { ids, channel_id: channelId }) => {
    const known = await ctx.data.messages.find({ messageId: { $in: ids } }).sort({ at: 1 });
    await ctx.data.messages.deleteMany({ messageId: { $in: ids } });
    const [first] = ids;
    if (first === undefined || !isRouted(ctx, 'messageBulkDelete') || isLeftOut(ctx, channelId)) return;
    const lines = known
      .slice(0, mostListed)
      .map((one) => `<@${one.authorId}>: ${said(one).join(' ').slice(0, 120)}`);
    const more = ids.length - lines.length;
    await routeEvent(ctx, {
      event: 'messageBulkDelete',
      id: first,
      at: ctx.clock.now(),
      text: [
        ctx.guild.t('log.bulk', { count: ids.length, channel: `<#${channelId}>` }),
        ...lines,
        ...(more > 0 && lines.length > 0 ? [ctx.guild.t('log.more', { count: more })] : []),
      ].join('\n'),
    });
  },
);

export const reactionsCleared = moderation.onRaw('MESSAGE_REACTION_REMOVE_ALL', async (ctx, reaction) => {
  if (!isRouted(ctx, 'reactionsClear') || isLeftOut(ctx, reaction.channel_id)) return;
  await routeEvent(ctx, {
    event: 'reactionsClear',
    id: `${reaction.message_id}:${ctx.clock.now()}`,
    at: ctx.clock.now(),
    text: link(ctx, reaction.channel_id, reaction.message_id),
  });
});

function head(ctx: ModerationContext, authorId: string, channelId: string, messageId?: string): string {
  const where = messageId === undefined ? `<#${channelId}>` : link(ctx, channelId, messageId);
  return `<@${authorId}> · ${where}`;
}

function link(ctx: ModerationContext, channelId: string, messageId: string): string {
  return `https://discord.com/channels/${ctx.guild.id}/${channelId}/${messageId}`;
}

function said({ content, files }: { readonly content: string; readonly files: string }): readonly string[] {
  const names = JSON.parse(files === '' ? '[]' : files) as readonly string[];
  return [
    ...(content === '' ? [] : [quoted(content)]),
    ...(names.length === 0 ? [] : [`📎 ${names.join(', ').slice(0, 200)}`]),
  ];
}

function quoted(text: string): string {
  return `> ${text.slice(0, excerpt).replaceAll('\n', '\n> ')}`;
}
