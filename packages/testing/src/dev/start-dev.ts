import { existsSync } from 'node:fs';
import path from 'node:path';
import { formatMistake } from '@guildhall/sdk';
import { type BuiltPlugin, buildPlugin, type DevOptions, type DevSession } from '@guildhall/sdk/build';
import { describeFailure, wantsNewIntents } from './describe-failure.ts';
import { type DevFolder, openDevFolder } from './dev-folder.ts';
import { DevGuild } from './dev-guild.ts';
import { liveMegabytes } from './live-memory.ts';
import { watchSources } from './watch-sources.ts';

/**
 * Runs a plugin on a simulated Discord, in a guild that is kept between runs, and moves the guild to a new version
 * whenever a source is saved. Mistakes are shown with file and remedy, and the last good version goes on.
 *
 * @throws what keeps the simulated Discord from starting, such as a port that is taken; the plugin's mistakes are shown
 * and waited for instead.
 * @example
 * const session = await startDev({ folder, with: [], fresh: true, port: 0, terminal });
 */
export async function startDev(options: DevOptions): Promise<DevSession> {
  const folder = await openDevFolder(options.folder, options.fresh);
  const others = await Promise.all(options.with.map((other) => buildOther(other, folder)));
  const development = new Development(options, folder, others);
  const stopWatching = await watchSources(options.folder, () => development.saved());
  try {
    await development.first();
  } catch (error) {
    await stopWatching();
    throw error;
  }
  return {
    async close() {
      await stopWatching();
      await development.close();
    },
  };
}

/** A plugin beside the one under development: built from its source, or as it was published. */
async function buildOther(other: string, folder: DevFolder): Promise<string> {
  const published = [other, path.join(other, 'dist', 'plugin')];
  const built = published.find((candidate) => existsSync(path.join(candidate, 'manifest.json')));
  if (built !== undefined && !existsSync(path.join(other, 'src'))) return built;
  const { outDir } = await buildPlugin(other, { outDir: folder.buildOf(path.basename(other)) });
  return outDir;
}

class Development {
  readonly #options: DevOptions;
  readonly #folder: DevFolder;
  readonly #others: readonly string[];
  #guild: DevGuild | undefined;
  #pluginId: string | undefined;
  #port: number;
  #work: Promise<void> = Promise.resolve();
  #waiting = false;
  #before = 0;

  constructor(options: DevOptions, folder: DevFolder, others: readonly string[]) {
    this.#options = options;
    this.#folder = folder;
    this.#others = others;
    this.#port = options.port ?? 3000;
  }

  /** @throws what keeps Guildhall from starting */
  async first(): Promise<void> {
    const opening = (async () => {
      const built = await this.#build();
      if (built) await this.#open(built);
    })();
    // A save meanwhile waits for it; what it throws is for whoever waits here.
    this.#work = opening.catch(() => undefined);
    await opening;
  }

  /** A source was saved. Saves during a reload are taken together: one more follows it. */
  saved(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#work = this.#work.then(async () => {
      this.#waiting = false;
      await this.#reload().catch((error: unknown) => this.#complain(error));
    });
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#guild?.close();
  }

  async #reload(): Promise<void> {
    const started = performance.now();
    const built = await this.#build();
    if (!built) return;
    if (!this.#guild) {
      await this.#open(built);
      return;
    }
    const { id } = built.manifest;
    let how = 'without reconnecting';
    try {
      await this.#guild.replace(built.outDir);
    } catch (error) {
      if (!wantsNewIntents(error)) throw error;
      // Discord is told once per connection which events a bot wants.
      const guild = this.#guild;
      this.#guild = undefined;
      await guild.close();
      this.#guild = await this.#start(built);
      await this.#showLinks(this.#guild);
      how = 'reconnected, because it hears new kinds of events';
    }
    if (this.#pluginId !== undefined && this.#pluginId !== id) await this.#guild.remove(this.#pluginId);
    this.#pluginId = id;
    const ms = Math.round(performance.now() - started);
    this.#options.terminal.out(`↻ ${id} reloaded in ${ms} ms, ${how} (${this.#growth()})`);
  }

  async #open(built: BuiltPlugin): Promise<void> {
    const { terminal } = this.#options;
    this.#guild = await this.#start(built);
    this.#pluginId = built.manifest.id;
    this.#before = liveMegabytes();
    await this.#showLinks(this.#guild);
    const commands = built.manifest.pieces.flatMap((piece) =>
      piece.kind === 'command' ? [`/${piece.name}`] : [],
    );
    if (commands.length > 0) terminal.out(`Try ${commands.join(', ')} in the chat view.`);
    terminal.out('Save a file to reload; Ctrl+C stops.');
  }

  async #showLinks({ guildhall: { links } }: DevGuild): Promise<void> {
    const { terminal } = this.#options;
    const page = await fetch(links.dashboard);
    const note = page.ok ? '' : '  (its pages are not built here; the API works)';
    terminal.out('');
    terminal.out(`  Chat view  ${links.chat ?? ''}`);
    terminal.out(`  Dashboard  ${links.dashboard}${note}`);
    terminal.out(`  API docs   ${links.docs}`);
    terminal.out('');
  }

  async #start(built: BuiltPlugin): Promise<DevGuild> {
    const guild = await DevGuild.open({
      dataDir: this.#folder.dataDir,
      port: this.#port,
      others: this.#others,
      build: built.outDir,
      tier: this.#options.sandboxed ? 'sandboxed' : 'inline',
      onProblem: (text) => this.#options.terminal.error(`! ${text}`),
      onLog: (line) => this.#options.terminal.out(line),
    });
    // A free port that was found stays: the author's browser has the page open.
    this.#port = Number(new URL(guild.guildhall.url).port);
    return guild;
  }

  /** @returns nothing when the plugin has mistakes, which are shown then */
  async #build(): Promise<BuiltPlugin | undefined> {
    const { folder, terminal } = this.#options;
    try {
      const built = await buildPlugin(folder, { outDir: this.#folder.buildOf('plugin') });
      for (const warning of built.warnings) terminal.out(`warning: ${formatMistake(warning)}`);
      return built;
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  #complain(error: unknown): void {
    const next = this.#guild ? 'The last good version goes on.' : 'Save a correction, and it starts.';
    this.#options.terminal.error(`✖ ${describeFailure(error)}\n${next}`);
  }

  /** Node.js can't unload a module: every version that was loaded stays in memory until the end. */
  #growth(): string {
    const megabytes = liveMegabytes() - this.#before;
    return `${megabytes >= 0 ? '+' : '−'}${Math.abs(megabytes).toFixed(1)} MB of memory since the start`;
  }
}
