import type { ProblemScene, SceneStep, SceneValue } from '@guildhall/core';
import {
  CannotDo,
  type OptionValue,
  type VirtualGuild,
  type VirtualMember,
} from '@guildhall/discord-simulator';
import type { Plugin } from '@guildhall/sdk';
import { type Stage, type StageOptions, startGuild } from '../start-guild.ts';
import { writeAsBot } from '../write-as-bot.ts';

export interface ReplayOptions extends Pick<StageOptions, 'privilegedIntents'> {
  /** Plugins whose services it uses. */
  readonly with?: readonly Plugin[];
}

/** What came of playing a scene again. */
export interface Replay {
  /** What went wrong in the plugin, as admins would see it: empty once it is mended. */
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly piece?: string | undefined;
  }[];
  /** Steps that could not be played here, and why. */
  readonly skipped: readonly string[];
}

/**
 * Plays what led to a Problem in some guild, from the scene that its admin has downloaded under Problems.
 *
 * What members wrote is masked in it. Where the failure hangs on the very words it may not come back; its message and its piece
 * then say where to look.
 *
 * @throws when the scene is of another plugin or of a format that this version does not know
 * @example
 * import scene from './scenes/circuit-open.json' with { type: 'json' };
 * test('what made it rest in a guild is mended', async () => {
 *   expect((await replayProblem(starboard, scene)).problems).toEqual([]);
 * });
 */
export async function replayProblem(
  plugin: Plugin,
  scene: ProblemScene,
  options: ReplayOptions = {},
): Promise<Replay> {
  const { id } = plugin.declaration;
  if (scene.format !== 1)
    throw new Error(`This is a scene of format ${String(scene.format)}; this version plays format 1.`);
  if (scene.pluginId !== id) throw new Error(`This is a scene of "${scene.pluginId}", not of "${id}".`);
  const { with: others = [], ...rest } = options;
  const stage = await startGuild({
    ...rest,
    plugins: [plugin, ...others],
    installed: [],
    roles: [],
    channels: [],
  });
  try {
    const { guild, installation } = await stage.guild({
      roles: scene.roles.map(({ name, permissions }) => ({ name, permissions })),
      channels: scene.channels.map(({ name, type }) => ({ name, type })),
      config: (built) => {
        for (const { name, roles } of scene.members) built.member(name, { roles: [...roles] });
        return { [id]: entitiesIn(scene.config, built) as Record<string, unknown> };
      },
    });
    const player = new Player(stage, guild, plugin);
    const skipped: string[] = [];
    for (const step of scene.steps) {
      try {
        if (step.after >= 1_000) await stage.advance(step.after);
        await player.play(step);
      } catch (error) {
        if (!(error instanceof CannotDo)) throw error;
        skipped.push(`${step.do}: ${error.message}`);
      }
      await stage.idle();
    }
    if (scene.problem.piece?.startsWith('job ')) await stage.advance('25h');
    const problems = (await installation(id))?.problems ?? [];
    return {
      problems: problems.map(({ code, message, piece }) => ({
        code,
        message: message.replace(/ \(reference [^)]*\)$/, ''),
        piece,
      })),
      skipped,
    };
  } finally {
    await stage.close();
  }
}

class Player {
  readonly #stage: Stage;
  readonly #guild: VirtualGuild;
  readonly #plugin: Plugin;
  readonly #messages = new Map<string, { readonly id: string; readonly author: VirtualMember }>();

  constructor(stage: Stage, guild: VirtualGuild, plugin: Plugin) {
    this.#stage = stage;
    this.#guild = guild;
    this.#plugin = plugin;
  }

  async play(step: SceneStep): Promise<void> {
    switch (step.do) {
      case 'say': {
        const author = this.#member(step.member);
        const answered = step.answers === undefined ? undefined : this.#messages.get(step.answers);
        const { id } = await author.in(step.channel).say(step.text, answered ? { reply: answered.id } : {});
        this.#messages.set(step.message, { id, author });
        return;
      }
      case 'edit': {
        const { id, author } = this.#message(step.message);
        await author.edit(id, step.text);
        return;
      }
      case 'delete': {
        const { id, author } = this.#message(step.message);
        return author.delete(id);
      }
      case 'react':
        return this.#member(step.member).react(this.#message(step.message).id, step.emoji);
      case 'unreact':
        return this.#member(step.member).unreact(this.#message(step.message).id, step.emoji);
      case 'join':
        await this.#member(step.member).rejoin();
        return;
      case 'leave':
        return this.#member(step.member).leave();
      case 'roles':
        return this.#setRoles(this.#member(step.member), step.roles);
      case 'voice': {
        const { voice } = this.#member(step.member);
        return step.channel === null ? voice.leave() : voice.join(step.channel);
      }
      case 'command': {
        const options: Record<string, OptionValue> = {};
        for (const [name, value] of Object.entries(step.options)) options[name] = this.#option(value);
        await this.#member(step.member).run(step.command, options, { in: step.channel });
        return;
      }
      case 'press':
        return this.#press(step);
      case 'wait':
        return;
    }
  }

  async #press(step: SceneStep & { readonly do: 'press' }): Promise<void> {
    const piece = this.#plugin.pieces.find(({ kind, name }) => kind === 'button' && name === step.piece);
    if (piece?.kind !== 'button')
      throw new CannotDo('unknown-component', `there is no button "${step.piece}" any more`);
    const button = piece.with(entitiesIn(step.values, this.#guild) as never, { label: step.piece });
    const message = await writeAsBot(this.#stage.discord, this.#guild.channel(step.channel).id, button);
    await this.#member(step.member).click(message, button.custom_id);
  }

  async #setRoles(member: VirtualMember, wanted: readonly string[]): Promise<void> {
    for (const role of this.#guild.roles) {
      const has = member.roles.includes(role.name);
      if (wanted.includes(role.name) && !has) await member.giveRole(role.name);
      else if (has && /^Role \d+$/.test(role.name) && !wanted.includes(role.name))
        await member.removeRole(role.name);
    }
  }

  #member(name: string): VirtualMember {
    return this.#guild.member(name);
  }

  #message(name: string) {
    const found = this.#messages.get(name);
    if (!found) throw new CannotDo('refused', `the message ${name} was not written`);
    return found;
  }

  #option(value: SceneValue): OptionValue {
    const entity = entitiesIn(value, this.#guild);
    return typeof value === 'object' && value !== null ? { id: String(entity) } : (value ?? '');
  }
}

/** Puts the guild's own ids where a scene names its entities. */
function entitiesIn(value: unknown, guild: VirtualGuild): unknown {
  if (Array.isArray(value)) return value.map((item) => entitiesIn(item, guild));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && typeof only[1] === 'string') {
    const [kind, name] = only;
    if (kind === 'role') return guild.role(name).id;
    if (kind === 'channel') return guild.channel(name).id;
    if (kind === 'member') return guild.member(name).id;
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, entitiesIn(item, guild)]));
}
