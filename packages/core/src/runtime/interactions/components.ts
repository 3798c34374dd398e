import type { ModalContext } from '@guildhall/sdk';
import { type CustomId, decodePayload, parseCustomId, readModalFields } from '@guildhall/sdk/host';
import {
  type APIMessageComponentInteraction,
  type APIMessageComponentSelectMenuInteraction,
  type APIModalSubmitInteraction,
  ComponentType,
} from 'discord.js';
import type { LiveInstallation } from '../live-installation.ts';
import { readChosen } from './chosen.ts';
import { OptionError } from './options.ts';
import type { PluginInteraction, RouterParts } from './parts.ts';
import { define, type Replies } from './replies.ts';
import { structures } from './structures.ts';

/** A button or select, to the piece that its custom id names. */
export async function routeComponent(
  parts: RouterParts,
  replies: Replies,
  interaction: APIMessageComponentInteraction,
): Promise<void> {
  const id = parseCustomId(interaction.data.custom_id);
  const live = liveOf(parts, interaction, id);
  if (!id || !live) return replies.say(interaction, 'off');
  if (isSelect(interaction)) return routeSelect(parts, replies, interaction, id, live);
  const piece = live.pieces.buttons.get(id.piece);
  const values = piece && decode(id, piece.parameters);
  if (!piece || !values) return replies.say(interaction, 'outdated');
  await replies.answer(interaction, live, `button ${piece.name}`, (base, answer) => {
    const context = replies.onComponent(base, answer, interaction);
    define(context, 'interaction', () => structures.component(parts.bot.client, interaction));
    return piece.run(context, values as never);
  });
}

async function routeSelect(
  parts: RouterParts,
  replies: Replies,
  interaction: APIMessageComponentSelectMenuInteraction,
  id: CustomId,
  live: LiveInstallation,
): Promise<void> {
  const piece = live.pieces.selects.get(id.piece);
  const values = piece && decode(id, piece.parameters);
  if (!piece || !values || interaction.data.component_type !== selectTypes[piece.of]) {
    return replies.say(interaction, 'outdated');
  }
  let chosen: unknown;
  try {
    chosen = readChosen(piece.of, interaction.data);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return replies.say(interaction, 'option', { option: error.option, why: error.why });
  }
  await replies.answer(interaction, live, `select ${piece.name}`, (base, answer) => {
    const context = replies.onComponent(base, answer, interaction);
    define(context, 'interaction', () => structures.select(piece.of, parts.bot.client, interaction));
    return piece.run(context, chosen as never, values as never);
  });
}

/** A form that was sent, to the piece that its custom id names. */
export async function routeModal(
  parts: RouterParts,
  replies: Replies,
  interaction: APIModalSubmitInteraction,
): Promise<void> {
  const id = parseCustomId(interaction.data.custom_id);
  const live = liveOf(parts, interaction, id);
  if (!id || !live) return replies.say(interaction, 'off');
  const piece = live.pieces.modals.get(id.piece);
  const values = piece && decode(id, piece.parameters);
  if (!piece || !values) return replies.say(interaction, 'outdated');
  const submitted = readModalFields(interaction.data.components);
  await replies.answer(interaction, live, `modal ${piece.name}`, (base, answer) => {
    const context = replies.answering(base, answer, interaction) as unknown as ModalContext;
    define(context, 'interaction', () => structures.modal(parts.bot.client, interaction));
    return piece.run(context, submitted as never, values as never);
  });
}

function liveOf(
  parts: RouterParts,
  interaction: PluginInteraction,
  id: CustomId | undefined,
): LiveInstallation | undefined {
  return id && parts.live(interaction.guild_id ?? '', id.plugin);
}

function decode(
  id: CustomId,
  parameters: Parameters<typeof decodePayload>[1],
): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodePayload(id.piece, parameters, id.payload);
  } catch {
    // Made by an older version, or by somebody who made ids up: either way there is nothing to call.
    return undefined;
  }
}

const selectTypes = {
  string: ComponentType.StringSelect,
  user: ComponentType.UserSelect,
  role: ComponentType.RoleSelect,
  channel: ComponentType.ChannelSelect,
} as const;

function isSelect(
  interaction: APIMessageComponentInteraction,
): interaction is APIMessageComponentSelectMenuInteraction {
  return interaction.data.component_type !== ComponentType.Button;
}
