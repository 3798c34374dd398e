import { z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { readDuration } from '../rules/read-duration.ts';
import { longestName, longestPrize, longestText, mostWinners } from '../rules/shapes.ts';
import { launch } from './launch.ts';
import {
  channel,
  duration,
  givenRequirements,
  prize,
  requirementOptions,
  suggestDurations,
  suggestRequirements,
  text,
  whoOptions,
  winners,
} from './options.ts';

export const start = giveaways.subcommand({
  name: 'start',
  description: 'Start a giveaway',
  options: {
    prize,
    duration,
    winners,
    channel: channel.optional(),
    text: text.optional(),
    template: z.string().max(longestName).optional(),
    ...requirementOptions,
  },
  autocomplete: {
    duration: suggestDurations,
    template: (ctx, typed) => suggestTemplates(ctx.config.templates, typed),
    requirement: suggestRequirements,
  },
  async run(ctx, options) {
    const length = readDuration(options.duration);
    if (length === undefined) return ctx.reply({ content: ctx.t('command.duration'), ephemeral: true });
    return launch(ctx, {
      prize: options.prize,
      channelId: options.channel?.id ?? ctx.channelId,
      hostId: ctx.member.id,
      winners: options.winners,
      duration: length,
      text: options.text,
      template: options.template,
      requirements: givenRequirements(options),
    });
  },
});

/** The form of `/giveaway create`; it carries where, and which template it was filled in from. */
export const createForm = giveaways.modal('create', {
  title: { en: 'New giveaway', fr: 'Nouveau tirage' },
  parameters: { channelId: channel, template: z.string().max(longestName) },
  fields: {
    prize: { label: { en: 'Prize', fr: 'Lot' }, maxLength: longestPrize },
    duration: {
      label: { en: 'How long (10 min, 1 h, 3 d)', fr: 'Durée (10 min, 1 h, 3 d)' },
      maxLength: 30,
    },
    winners: { label: { en: 'Winners', fr: 'Gagnants' }, maxLength: 2 },
    text: {
      label: { en: 'Text', fr: 'Texte' },
      style: 'paragraph',
      required: false,
      maxLength: longestText,
    },
  },
  run(ctx, submitted, { channelId, template }) {
    const length = readDuration(submitted.duration);
    if (length === undefined) return ctx.reply({ content: ctx.t('command.duration'), ephemeral: true });
    const count = Number(submitted.winners.trim());
    if (!Number.isInteger(count) || count < 1 || count > mostWinners) {
      return ctx.reply({ content: ctx.t('command.winners', { most: mostWinners }), ephemeral: true });
    }
    return launch(ctx, {
      prize: submitted.prize.trim(),
      channelId,
      hostId: ctx.member.id,
      winners: count,
      duration: length,
      text: submitted.text.trim(),
      template: template === '' ? undefined : template,
    });
  },
});

export const create = giveaways.subcommand({
  name: 'create',
  description: 'Start a giveaway with a form',
  options: { channel: channel.optional(), template: z.string().max(longestName).optional() },
  autocomplete: { template: (ctx, typed) => suggestTemplates(ctx.config.templates, typed) },
  async run(ctx, options) {
    const name = options.template?.toLowerCase();
    const template = ctx.config.templates.find((one) => one.name.toLowerCase() === name);
    if (name !== undefined && !template) {
      return ctx.reply({ content: ctx.t('start.no_template'), ephemeral: true });
    }
    const minutes = Math.round((template?.duration ?? 86_400_000) / 60_000);
    await ctx.showModal(
      createForm.with(
        { channelId: options.channel?.id ?? ctx.channelId, template: template?.name ?? '' },
        {
          duration: `${minutes} min`,
          winners: String(template?.winners ?? 1),
          ...(template?.text ? { text: template.text } : {}),
        },
        ctx.locale,
      ),
    );
  },
});

export const drop = giveaways.subcommand({
  name: 'drop',
  description: 'Give a prize to the first who press the button',
  options: {
    prize,
    winners,
    channel: channel.optional(),
    duration: duration.optional(),
    text: text.optional(),
    ...whoOptions,
  },
  autocomplete: { duration: suggestDurations, requirement: suggestRequirements },
  async run(ctx, options) {
    const length = readDuration(options.duration ?? '1 d');
    if (length === undefined) return ctx.reply({ content: ctx.t('command.duration'), ephemeral: true });
    return launch(ctx, {
      kind: 'drop',
      prize: options.prize,
      channelId: options.channel?.id ?? ctx.channelId,
      hostId: ctx.member.id,
      winners: options.winners,
      duration: length,
      text: options.text,
      requirements: givenRequirements(options),
    });
  },
});

function suggestTemplates(templates: readonly { readonly name: string }[], typed: string) {
  return templates
    .map(({ name }) => ({ name, value: name }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, 25);
}
