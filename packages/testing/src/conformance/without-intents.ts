import type { Plugin, PrivilegedIntent } from '@guildhall/sdk';
import { describePlugin, type Manifest } from '@guildhall/sdk/host';
import { type Stage, type StageOptions, startGuild } from '../start-guild.ts';
import { attempt } from './attempt.ts';
import { commands } from './commands.ts';
import { components } from './components.ts';
import { guildLife } from './guild-life.ts';
import { routes } from './routes.ts';
import { type Stimulus, type Trial, textChannel } from './trial.ts';

export interface WithoutIntentsOptions
  extends Omit<StageOptions, 'plugins' | 'installed' | 'privilegedIntents' | 'config'> {
  /** Plugins whose services it uses. */
  readonly with?: readonly Plugin[];
  /** The plugin's configuration, when its defaults make it do nothing. May name roles and channels of the guild. */
  readonly config?: NonNullable<StageOptions['config']>;
  /** Further things to happen in the guild. */
  readonly also?: (trial: Trial) => readonly Stimulus[];
  /** Looks whether the degraded mode does what its text says. Not called where the plugin is refused. */
  readonly see?: (trial: Trial, without: readonly PrivilegedIntent[]) => Promise<void> | void;
}

/** How a plugin did without some of the privileged intents. */
export interface WithoutIntents {
  readonly without: readonly PrivilegedIntent[];
  /** `refused`: it declares no degraded mode, and was not installed. */
  readonly outcome: 'degraded' | 'unaffected' | 'refused';
}

/** A plugin fails, or its admins are told nothing, where the bot lacks a privileged intent. */
export class WithoutIntentsError extends Error {
  override readonly name = 'WithoutIntentsError';
  readonly findings: readonly string[];

  constructor(pluginId: string, without: readonly PrivilegedIntent[], findings: readonly string[]) {
    super(
      `${pluginId} without ${without.join(', ')}:\n${findings.map((finding) => `- ${finding}`).join('\n')}`,
    );
    this.findings = findings;
  }
}

const every: readonly PrivilegedIntent[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

/**
 * Runs a plugin where the bot lacks privileged intents: each that it declares by itself, then all that there are. What its manifest
 * declares happens each time (commands, buttons, routes, what members do in any guild).
 *
 * It must be installed all the same, say what it does without the intent, and no handler may fail; a plugin that declares an intent
 * without a degraded mode must be refused instead.
 *
 * @throws `WithoutIntentsError` with everything that went wrong
 * @example
 * test('it does without what Discord may withhold', async () => {
 *   const outcomes = await checkWithoutIntents(starboard, {
 *     see: ({ stage }) => expect(stage.ana.in('starboard').messages()).not.toEqual([]),
 *   });
 *   expect(outcomes.map(({ outcome }) => outcome)).toEqual(['degraded', 'degraded']);
 * });
 */
export async function checkWithoutIntents(
  plugin: Plugin,
  options: WithoutIntentsOptions = {},
): Promise<readonly WithoutIntents[]> {
  const { id } = plugin.declaration;
  const manifest = describePlugin(plugin, { package: id, version: '0.0.0' });
  const declared = manifest.intents.privileged.map(({ name }) => name);
  const tries = [...declared.map((name) => [name]), every];
  const outcomes: WithoutIntents[] = [];
  for (const without of tries) {
    outcomes.push({ without, outcome: await tryWithout(plugin, manifest, without, options) });
  }
  return outcomes;
}

async function tryWithout(
  plugin: Plugin,
  manifest: Manifest,
  without: readonly PrivilegedIntent[],
  { with: others = [], also, see, ...rest }: WithoutIntentsOptions,
): Promise<WithoutIntents['outcome']> {
  const { id } = plugin.declaration;
  const missed = manifest.intents.privileged.filter(({ name }) => without.includes(name));
  const isRefused = missed.some(({ degraded }) => degraded === undefined);
  const stage = await startGuild({
    ...rest,
    plugins: [plugin, ...others],
    channels: [textChannel, ...(rest.channels ?? []).filter((channel) => channel !== textChannel)],
    privilegedIntents: {
      members: !without.includes('GuildMembers'),
      presences: !without.includes('GuildPresences'),
      content: !without.includes('MessageContent'),
    },
    ...(isRefused ? { installed: others.map(({ declaration }) => declaration.id) } : {}),
  });
  try {
    if (isRefused) {
      const why = await refusal(stage, id);
      if (why !== 'MISSING_INTENT') {
        throw new WithoutIntentsError(id, without, [`it was not refused for the intent, but: ${why}`]);
      }
      return 'refused';
    }
    const trial: Trial = { stage, scene: { ...stage, guild: stage.first }, plugin, manifest };
    for (const stimulus of [
      ...guildLife(trial),
      ...commands(trial),
      ...(await components(trial)),
      ...routes(trial),
      ...(also?.(trial) ?? []),
    ]) {
      await attempt(stimulus);
      await stage.idle();
    }
    const findings = await findingsOf(
      stage,
      id,
      missed.map(({ name }) => name),
    );
    if (findings.length > 0) throw new WithoutIntentsError(id, without, findings);
    await see?.(trial, without);
    return missed.length > 0 ? 'degraded' : 'unaffected';
  } finally {
    await stage.close();
  }
}

async function refusal(stage: Stage, pluginId: string): Promise<string> {
  const { catalogue, installations } = stage.guildhall;
  try {
    await installations.install({
      guildId: stage.first.id,
      pluginId,
      manifestHash: catalogue.newest(pluginId)?.manifestHash ?? '',
      actor: { kind: 'member', userId: stage.first.owner.id, via: 'dashboard' },
    });
    return 'it was installed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

async function findingsOf(
  stage: Stage,
  pluginId: string,
  missed: readonly PrivilegedIntent[],
): Promise<readonly string[]> {
  const problems = (await stage.installation(pluginId))?.problems ?? [];
  const told = problems.filter(({ code }) => code === 'INTENT_WITHHELD').map(({ piece }) => piece);
  return [
    ...missed
      .filter((name) => !told.includes(name))
      .map((name) => `its admins are not told what it does without ${name}`),
    ...problems
      .filter(({ code }) => code !== 'INTENT_WITHHELD')
      .map(({ code, piece, message }) => `${piece ?? code}: ${message}`),
  ];
}
