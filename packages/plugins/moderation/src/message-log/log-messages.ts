import { madeAt } from '../audit-log/read-entry.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { isRouted, routeEvent } from '../log-routing/route-event.ts';
import { remember } from './remember.ts';

const excerpt = 700;
const mostListed = 20;

export const messageCreated = moderation.onRaw('MESSAGE_CREATE', (ctx, message) => remember(ctx, message));

export const messageEdited = moderation.onRaw('MESSAGE_UPDATE', async (ctx, message) => {
  // Embeds that Discord adds to a link are no edit.
  if (!isRouted(ctx, 'messageEdit') || isLeftOut(ctx, message.channel_id) || !message.edited_timestamp)
    return;
  if (message.author.bot) return;
  const before = await ctx.data.messages.findOne({ messageId: message.id });
  if (before?.content === message.content) return;
  if (before)
    await ctx.data.messages.updateOne({ messageId: message.id }, { $set: { content: message.content } });
  const texts = [before?.content ?? '', message.content].filter((text) => text !== '').map(quoted);
  await routeEvent(ctx, {
    event: 'messageEdit',
    id: `${message.id}:${message.edited_timestamp}`,
    at: Date.parse(message.edited_timestamp),
    text: [head(ctx, message.author.id, message.channel_id, message.id), ...texts].join('\n'),
  });
});

export const messageDeleted = moderation.onRaw(
  'MESSAGE_DELETE',
  async (ctx, { id, channel_id: channelId }) => {
    const known = await ctx.data.messages.findOneAndUpdate(
      { messageId: id },
      { $set: { content: '' } },
      { returns: 'before' },
    );
    await ctx.data.messages.deleteOne({ messageId: id });
    if (!isRouted(ctx, 'messageDelete') || isLeftOut(ctx, channelId)) return;
    await routeEvent(ctx, {
      event: 'messageDelete',
      id,
      at: ctx.clock.now(),
      text: known
        ? [head(ctx, known.authorId, channelId), ...said(known)].join('\n')
        : ctx.guild.t('log.unknownMessage', {
            channel: `<#${channelId}>`,
            when: `<t:${Math.floor(madeAt(id) / 1000)}:R>`,
          }),
    });
  },
);

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

function isLeftOut(ctx: ModerationContext, channelId: string): boolean {
  return (ctx.config.logIgnoredChannels as readonly string[]).includes(channelId);
}

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
