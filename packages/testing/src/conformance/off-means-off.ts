import type { Reply } from '@guildhall/discord-simulator';
import type { Plugin } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { type StageOptions, startGuild } from '../start-guild.ts';
import { attempt } from './attempt.ts';
import { commands } from './commands.ts';
import { components } from './components.ts';
import { guildLife } from './guild-life.ts';
import { routes } from './routes.ts';
import { signsOfLife, written } from './signs-of-life.ts';
import { type Stimulus, type Trial, textChannel } from './trial.ts';

export interface OffMeansOffOptions extends Omit<StageOptions, 'plugins' | 'channels' | 'installed'> {
  /** Plugins whose services it uses. */
  readonly with?: readonly Plugin[];
  /** Further things to happen in the guild, such as what only this plugin listens to. */
  readonly also?: (trial: Trial) => readonly Stimulus[];
}

/** What was tried. */
export interface OffMeansOffReport {
  /** Stimuli that reached a handler while the plugin was on. */
  readonly reached: readonly string[];
  /** Those that did not: their silence says nothing. Give `also` to reach what they miss. */
  readonly notReached: readonly string[];
}

/** A switched-off plugin has shown a sign of life. */
export class OffMeansOffError extends Error {
  override readonly name = 'OffMeansOffError';
  readonly signs: readonly string[];

  constructor(pluginId: string, signs: readonly string[]) {
    super(`${pluginId} is switched off and still alive:\n${signs.map((sign) => `- ${sign}`).join('\n')}`);
    this.signs = signs;
  }
}

const day = '25h';

/**
 * Proves that a plugin does nothing where it is switched off: no handler is called, nothing is written to Discord in its name,
 * no document changes, no command is left, no timer or connection of its own is open. (What the host promises for every plugin; a plugin can break it only by keeping work
 * of its own outside of its handlers.)
 *
 * Everything that its manifest declares happens three times: while it is on, to see what it reacts to; while it is being switched
 * off; and while it is off, with what it left in channels (buttons, menus, forms) and with a day gone by.
 *
 * @throws `OffMeansOffError` with every sign of life
 * @example
 * test('off means off', async () => {
 *   const { notReached } = await checkOffMeansOff(starboard);
 *   expect(notReached).toEqual(['typing']);
 * });
 */
export async function checkOffMeansOff(
  plugin: Plugin,
  options: OffMeansOffOptions = {},
): Promise<OffMeansOffReport> {
  const { with: others = [], also, ...rest } = options;
  const { id } = plugin.declaration;
  const stage = await startGuild({ ...rest, plugins: [plugin, ...others], channels: [textChannel] });
  try {
    const manifest = describePlugin(plugin, { package: id, version: '0.0.0' });
    const trial: Trial = { stage, scene: { ...stage, guild: stage.first }, plugin, manifest };
    const life = () => signsOfLife(stage.guildhall, stage.first.id, id);
    const time: Stimulus = { name: `${day} go by`, act: () => stage.advance(day).then(() => undefined) };
    const atOnce: readonly Stimulus[] = [
      ...guildLife(trial),
      ...commands(trial),
      ...(await components(trial)),
      ...routes(trial),
      ...(also?.(trial) ?? []),
    ];
    const stimuli = [...atOnce, time];

    const reached: string[] = [];
    const left: Stimulus[] = [];
    for (const stimulus of stimuli) {
      const before = await life();
      const reply = await attempt(stimulus);
      await stage.idle();
      if ((await life()).calls > before.calls) reached.push(stimulus.name);
      if (reply) left.push(...leftovers(stimulus.name, reply));
    }

    const underWay = atOnce.map(attempt);
    await stage.setEnabled(id, false);
    await Promise.all(underWay);
    await stage.idle();

    const off = await life();
    for (const stimulus of [...stimuli, ...left]) await attempt(stimulus);
    await stage.idle();
    const after = await life();
    const registered = new Set(stage.first.owner.commands(textChannel).map(({ name }) => name));
    const signs = [
      ...(after.calls > off.calls ? [`its handlers were called ${after.calls - off.calls} times`] : []),
      ...(after.writes > off.writes
        ? [`${after.writes - off.writes} calls to Discord were made in its name`]
        : []),
      ...written(off, after).map((document) => `it wrote the document ${document}`),
      ...(await stage.leaks()).map(({ kind, what }) => `it left a ${kind}: ${what}`),
      ...manifest.pieces.flatMap((piece) =>
        isCommand(piece.kind) && registered.has(piece.name)
          ? [`its command "${piece.name}" is still there`]
          : [],
      ),
    ];
    if (signs.length > 0) throw new OffMeansOffError(id, signs);
    await stage.close();
    return { reached, notReached: stimuli.map(({ name }) => name).filter((name) => !reached.includes(name)) };
  } catch (error) {
    // Closing again waits for the same; what it finds unclean is among the signs, which say more.
    await stage.close().catch(() => undefined);
    throw error;
  }
}

/** What an answer offers to press or to fill in. */
function leftovers(name: string, reply: Reply): Stimulus[] {
  const left: Stimulus[] = [];
  if (reply.modal) left.push({ name: `the form that ${name} opened`, act: () => reply.submit({}) });
  for (const id of customIds(reply.components)) {
    left.push({ name: `the component ${id} that ${name} left`, act: () => reply.click(id) });
  }
  return left;
}

function customIds(components: readonly Record<string, unknown>[]): string[] {
  return components.flatMap((component) => [
    ...(component.type === 2 && typeof component.custom_id === 'string' ? [component.custom_id] : []),
    ...customIds((component.components ?? []) as Record<string, unknown>[]),
  ]);
}

function isCommand(kind: string): boolean {
  return kind === 'command' || kind === 'userMenu' || kind === 'messageMenu';
}
