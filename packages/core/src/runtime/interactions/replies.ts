import type { ComponentContext, Context } from '@guildhall/sdk';
import {
  type APIMessageComponentInteraction,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  Routes,
} from 'discord.js';
import { asCore } from '../../discord/index.ts';
import { interactionOf } from '../context/context-marks.ts';
import type { Outcome } from '../handler-runner.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { Answer } from './answer.ts';
import { resolveMember } from './options.ts';
import { type Answered, type PluginInteraction, placeOf, type RouterParts } from './parts.ts';
import { type HostText, hostText } from './texts.ts';

/** Discord wants an answer within 3 seconds; the network needs some of them. */
const keepAliveMs = 2_000;

/** How interactions are answered: by a plugin's handler, and by the host where the handler could not. */
export class Replies {
  readonly #parts: RouterParts;

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  /** Runs a handler that answers, keeps the interaction alive meanwhile, and answers itself where the handler could not. */
  async answer(
    interaction: Answered,
    live: LiveInstallation,
    piece: string,
    handle: (base: Context, answer: Answer) => unknown,
  ): Promise<void> {
    const { bot, runner, logger } = this.#parts;
    const grant = bot.broker.tokens.grant(interaction.token, live.pluginId, live.guildId);
    const answer = new Answer(
      bot.client,
      {
        id: interaction.id,
        token: interaction.token,
        applicationId: bot.applicationId,
        onComponent: interaction.type === InteractionType.MessageComponent,
      },
      live.owner,
      grant,
    );
    const keepAlive = setTimeout(() => {
      answer.keepAlive().catch((error: unknown) => {
        logger.warn('an interaction could not be kept alive', { piece, error: String(error) });
      });
    }, keepAliveMs);
    const kind = piece.slice(0, piece.indexOf(' '));
    let outcome: Outcome;
    try {
      const base = this.#parts.context(live, interaction.locale, placeOf(interaction));
      outcome = await runner.run(live, kind, piece, () => handle(base, answer), live.owner, interaction);
      if (outcome.kind === 'done') await answer.finish(hostText(interaction.locale, 'done'));
    } finally {
      clearTimeout(keepAlive);
    }
    await this.explain(interaction, outcome, answer.given);
  }

  /** Says what became of a handler that did not end well. @param given whether the member has had an answer already */
  async explain(interaction: Answered, outcome: Outcome, given: boolean): Promise<void> {
    if (outcome.kind === 'failed') {
      await this.say(interaction, 'failed', { reference: outcome.reference }, given);
    } else if (outcome.kind !== 'done') {
      await this.say(interaction, outcome.kind, {}, given);
    }
  }

  /** The context of a handler that answers. */
  answering(base: Context, answer: Answer, interaction: PluginInteraction): object {
    const context = Object.create(base, Object.getOwnPropertyDescriptors(base)) as object;
    define(context, interactionOf, () => interaction);
    const { member } = interaction;
    define(context, 'member', () => {
      if (!member) throw new Error('an interaction in a guild has a member');
      return resolveMember(member);
    });
    define(context, 'channelId', () => interaction.channel?.id ?? '');
    define(context, 'locale', () => interaction.locale);
    define(context, 'reply', () => answer.reply.bind(answer));
    define(context, 'defer', () => answer.defer.bind(answer));
    define(context, 'followUp', () => answer.followUp.bind(answer));
    return context;
  }

  /** The same for one on a component. */
  onComponent(base: Context, answer: Answer, interaction: APIMessageComponentInteraction): ComponentContext {
    const context = this.answering(base, answer, interaction) as unknown as ComponentContext;
    define(context, 'messageId', () => interaction.message.id);
    define(context, 'update', () => answer.update.bind(answer));
    define(context, 'showModal', () => answer.showModal.bind(answer));
    return context;
  }

  /** The host's own words: politely, to the member alone. */
  async say(
    interaction: PluginInteraction,
    key: HostText,
    parameters: Readonly<Record<string, string>> = {},
    answered = false,
  ): Promise<void> {
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return;
    const data = {
      content: hostText(interaction.locale, key, parameters),
      flags: MessageFlags.Ephemeral,
      allowed_mentions: { parse: [] },
    };
    const { client, applicationId } = this.#parts.bot;
    if (answered) {
      await asCore(() =>
        client.rest.post(Routes.webhook(applicationId, interaction.token), { body: data, auth: false }),
      );
    } else {
      await this.#callback(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
    }
  }

  /** What autocomplete shows. */
  async suggest(interaction: PluginInteraction, choices: readonly unknown[]): Promise<void> {
    await this.#callback(interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices },
    });
  }

  async #callback(interaction: PluginInteraction, body: unknown): Promise<void> {
    await asCore(() =>
      this.#parts.bot.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body,
        auth: false,
      }),
    );
  }
}

/** A part of a context that is made only when a handler asks for it. */
export function define(target: object, name: string | symbol, get: () => unknown): void {
  let made: { readonly value: unknown } | undefined;
  Object.defineProperty(target, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      // Once: a structure remembers what was done with it, such as that it was answered.
      made ??= { value: get() };
      return made.value;
    },
  });
}
