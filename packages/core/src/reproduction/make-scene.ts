import type { Plugin } from '@guildhall/sdk/host';
import { PermissionsBitField } from 'discord.js';
import type { ChannelView, RoleView } from '../discord/index.ts';
import { Masks } from './masks.ts';
import type { ProblemScene } from './problem-scene.ts';
import { type KnownPieces, type RecordedEvent, toSteps } from './to-steps.ts';

/** What a scene is made of. */
export interface SceneSource {
  readonly plugin: Plugin;
  readonly pluginId: string;
  readonly version: string;
  readonly problem: ProblemScene['problem'];
  readonly roles: readonly RoleView[];
  readonly channels: readonly ChannelView[];
  /** Effective, without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly events: readonly RecordedEvent[];
}

/** Makes of what happened in a guild a scene that tells nothing about it. */
export function makeScene(source: SceneSource): ProblemScene {
  const { plugin, pluginId, version, problem, config, events } = source;
  const roles = source.roles.filter(({ managed, position }) => !managed && position > 0);
  const channels = source.channels.filter(({ type }) => type === 'text' || type === 'voice');
  const masks = new Masks({ roles, channels });
  const { steps, leftOut } = toSteps(events, masks, knownPieces(pluginId, plugin));
  const maskedConfig = masks.json(config) as Record<string, unknown>;
  const held = rolesOfMembers(events);
  return {
    format: 1,
    pluginId,
    version,
    problem: { ...problem, message: maskMessage(problem.message, events, masks) },
    roles: roles.map(({ id, permissions }) => ({
      name: masks.role(id) ?? '',
      permissions: new PermissionsBitField(permissions).toArray(),
    })),
    channels: channels.map(({ id, type }) => ({
      name: masks.channel(id) ?? '',
      type: type === 'voice' ? 'voice' : 'text',
    })),
    members: [...masks.members].map(([id, name]) => ({
      name,
      roles: (held.get(id) ?? []).flatMap((role) => masks.role(role) ?? []),
    })),
    config: maskedConfig,
    steps,
    leftOut,
  };
}

function knownPieces(pluginId: string, plugin: Plugin): KnownPieces {
  const commandWords = plugin.pieces.flatMap((piece) => {
    if (piece.kind !== 'messageCommand') return [];
    const prefix = typeof piece.prefix === 'string' ? piece.prefix : '!';
    return [piece.name, ...piece.aliases].map((name) => `${prefix}${name}`.toLowerCase());
  });
  return {
    pluginId,
    commandWords,
    parameters: (name) => {
      const piece = plugin.pieces.find((one) => one.kind === 'button' && one.name === name);
      return piece?.kind === 'button' ? piece.parameters : undefined;
    },
  };
}

/** The roles that members had when an event last told. */
function rolesOfMembers(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, readonly string[]>();
  for (const { payload } of events) {
    const {
      author,
      user,
      user_id: userId,
      member,
      roles,
    } = (payload ?? {}) as {
      author?: { id?: string };
      user?: { id?: string };
      user_id?: string;
      member?: { user?: { id?: string }; roles?: string[] };
      roles?: string[];
    };
    const id = member?.user?.id ?? author?.id ?? user?.id ?? userId;
    const told = member?.roles ?? roles;
    if (id !== undefined && Array.isArray(told)) held.set(id, told);
  }
  return held;
}

/** An error may quote what a member wrote. */
function maskMessage(message: string, events: readonly RecordedEvent[], masks: Masks): string {
  let masked = message;
  for (const text of events.flatMap(({ payload }) => writtenIn(payload))) {
    if (text.length > 3) masked = masked.replaceAll(text, masks.text(text));
  }
  return masked.replace(/\b\d{15,20}\b/g, '0');
}

/** What members wrote: messages, options of commands, fields of forms. */
function writtenIn(payload: unknown): string[] {
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([key, value]) =>
    typeof value === 'string' ? (key === 'content' || key === 'value' ? [value] : []) : writtenIn(value),
  );
}
