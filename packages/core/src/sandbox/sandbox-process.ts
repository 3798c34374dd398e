import { type ChildProcess, spawn } from 'node:child_process';
import { Channel, type Greeting, type Loaded, type Message, readError } from '@guildhall/sandbox-runtime';
import { SandboxError } from './errors.ts';
import { launchAt, launchEnvironment } from './isolation.ts';
import type { IsolationLevel } from './isolation-levels.ts';
import { childOf, offerFirst, useOf } from './process-watch.ts';

export interface ProcessLimits {
  /** V8's old generation, in megabytes. */
  readonly heapMb: number;
  /** All of its memory. */
  readonly rssBytes: number;
  /** It has to answer a sign of life within this, when it had the processor for it. */
  readonly deadlineMs: number;
  /** Loading the plugin may take this. */
  readonly startMs: number;
}

export const standardLimits: ProcessLimits = {
  heapMb: 128,
  rssBytes: 256 * 1024 * 1024,
  deadlineMs: 2_000,
  startMs: 20_000,
};

export interface ProcessOptions {
  readonly level: IsolationLevel;
  /** What it may read: the plugin, the runtime, discord.js. */
  readonly folders: { readonly version: string; readonly runtime: string; readonly discord: string };
  readonly greeting: Greeting;
  readonly limits: ProcessLimits;
  readonly onMessage: (message: Message) => void;
  /** What it printed. */
  readonly onOutput: (text: string) => void;
}

/** How it ended. */
export interface ProcessEnd {
  readonly wanted: boolean;
  readonly error: SandboxError;
}

const pollMs = 250;
/** A process that gets no processor time is slow, not hung. */
const starvedFactor = 5;
const stopMs = 2_000;
const keptOutput = 4_000;

/** One process of one plugin version: started, listened to, watched, ended. */
export class SandboxProcess {
  /** Resolves when the plugin is loaded. @throws `SandboxError` */
  readonly ready: Promise<Loaded>;
  /** Resolves when the process is gone, and never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #channel: Channel;
  readonly #options: ProcessOptions;
  readonly #loaded = Promise.withResolvers<Loaded>();
  readonly #watch: NodeJS.Timeout;
  #cause: SandboxError | undefined;
  #wanted = false;
  #pid: number | undefined;
  #output = '';
  #ping: { readonly at: number; readonly cpuMs: number | undefined } | undefined;
  #paused = false;
  #isFirstToGo = false;
  /** Whether somebody waits for an answer; a process that has nothing to do needs no sign of life. */
  isBusy: () => boolean = () => false;

  constructor(options: ProcessOptions) {
    this.#options = options;
    const { folders, limits, level } = options;
    const reads = [folders.version, folders.runtime, folders.discord].map(
      (folder) => `--allow-fs-read=${folder}`,
    );
    const { command, parameters, uid, wrapped } = launchAt(level, [
      '--permission',
      ...reads,
      '--no-experimental-sqlite',
      '--disallow-code-generation-from-strings',
      '--disable-proto=delete',
      '--no-addons',
      '--report-exclude-env',
      '--report-exclude-network',
      '--no-warnings',
      `--max-old-space-size=${limits.heapMb}`,
      `${folders.runtime}/main.js`,
    ]);
    this.#child = spawn(command, [...parameters], {
      cwd: folders.version,
      // The wrapper looks for its programs; Node itself is named by its path and inherits nothing else.
      env: wrapped ? { ...launchEnvironment } : {},
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const { stdin, stdout, stderr } = this.#child;
    if (!stdin || !stdout || !stderr) throw new Error('a process with pipes has them');
    this.#pid = wrapped ? undefined : this.#child.pid;
    this.#channel = new Channel({
      input: stdout,
      output: stdin,
      onMessage: (message) => this.#receive(message),
      onBroken: (error) => this.kill('SANDBOX_BROKE_PROTOCOL', `It broke the protocol: ${error.message}`),
    });
    stderr.on('data', (chunk: Buffer) => this.#heard(chunk.toString('utf8')));
    this.ready = this.#loaded.promise;
    this.ready.catch(() => undefined);
    this.ended = this.#end();
    const startedAt = performance.now();
    this.#watch = setInterval(() => this.#look(startedAt), pollMs).unref();
    this.send(['hello', options.greeting]);
  }

  get pid(): number | undefined {
    if (this.#pid === undefined && this.#child.pid !== undefined) this.#pid = childOf(this.#child.pid);
    return this.#pid;
  }

  send(message: Message): void {
    this.#channel.send(message);
  }

  sendText(text: string): void {
    this.#channel.sendText(text);
  }

  /** See `Channel`. */
  sendWritten(write: (room: Buffer, at: number) => number): void {
    this.#channel.sendWritten(write);
  }

  /** Reads no further until `resume`: what it sends waits on its side. */
  pause(): void {
    this.#paused = true;
    this.#child.stdout?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#child.stdout?.resume();
  }

  /** Lets it end: its input ends. Who does not follow is killed. */
  async stop(): Promise<void> {
    this.#wanted = true;
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#signal(), stopMs);
    await this.ended;
    clearTimeout(timer);
  }

  kill(code: SandboxError['code'], message: string): void {
    this.#cause ??= new SandboxError(code, message, 'Tell its author; the operator’s log has more.');
    this.#signal();
  }

  #signal(): void {
    const pid = this.pid;
    if (pid !== undefined && pid !== this.#child.pid) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    this.#child.kill('SIGKILL');
  }

  #receive(message: Message): void {
    this.#ping = undefined;
    const [kind, content] = message;
    if (kind === 'ready') this.#loaded.resolve(content as Loaded);
    else if (kind === 'failed') {
      const { message: text } = readError(content);
      this.kill('SANDBOX_NOT_LOADED', text);
    } else if (kind !== 'pong') this.#options.onMessage(message);
  }

  #heard(text: string): void {
    this.#output = (this.#output + text).slice(-keptOutput);
    this.#options.onOutput(text);
  }

  #look(startedAt: number): void {
    const { limits } = this.#options;
    const pid = this.pid;
    const use = pid === undefined ? undefined : useOf(pid);
    if (pid !== undefined && !this.#isFirstToGo) this.#isFirstToGo = offerFirst(pid);
    if (use && use.rssBytes > limits.rssBytes) {
      const megabytes = Math.round(use.rssBytes / 1024 / 1024);
      this.kill(
        'SANDBOX_TOO_LARGE',
        `It took ${megabytes} MB of memory; ${limits.rssBytes / 1024 / 1024} are allowed.`,
      );
      return;
    }
    const now = performance.now();
    if (this.#ping) {
      this.#judge(now, use?.cpuMs);
    } else if (this.isBusy() && !this.#paused) {
      this.#ping = { at: now, cpuMs: use?.cpuMs };
      this.send(['ping', Math.round(now - startedAt)]);
    }
  }

  #judge(now: number, cpuMs: number | undefined): void {
    const ping = this.#ping;
    const { deadlineMs } = this.#options.limits;
    if (!ping || this.#paused || now - ping.at < deadlineMs) return;
    const hadProcessor =
      cpuMs === undefined || ping.cpuMs === undefined || cpuMs - ping.cpuMs >= deadlineMs / 2;
    if (!hadProcessor && now - ping.at < deadlineMs * starvedFactor) return;
    // Its answer may lie in our own queue, when it was we who were busy.
    setImmediate(() =>
      setImmediate(() => {
        if (this.#ping !== ping) return;
        this.kill(
          'SANDBOX_HUNG',
          `It did not answer for ${Math.round((performance.now() - ping.at) / 1000)} seconds.`,
        );
      }),
    );
  }

  async #end(): Promise<ProcessEnd> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#child.on('error', (error) => resolve(`it could not be started: ${error.message}`));
    this.#child.on('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
    const late = setTimeout(
      () => this.kill('SANDBOX_NOT_LOADED', 'It took too long to load.'),
      this.#options.limits.startMs,
    );
    this.ready.then(
      () => clearTimeout(late),
      () => clearTimeout(late),
    );
    const how = await promise;
    clearTimeout(late);
    clearInterval(this.#watch);
    this.#channel.close();
    const words = lastWords(this.#output, this.#options.folders.version);
    const error =
      this.#cause ??
      new SandboxError(
        this.#wanted ? 'SANDBOX_STOPPED' : 'SANDBOX_CRASHED',
        this.#wanted ? 'It was stopped.' : `It ended by itself (${how})${words ? `: ${words}` : '.'}`,
        'Tell its author; the operator’s log has more.',
      );
    this.#loaded.reject(error);
    return { wanted: this.#wanted && !this.#cause, error };
  }
}

/** What it printed of its end: the error, and where in the plugin's own files it came from. */
function lastWords(output: string, folder: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  // Node prints where it was before what it was.
  const at = lines.findIndex((line) => /^\w*(Error|Exception)\b|heap out of memory/.test(line));
  const words = (lines[at] ?? lines.find(Boolean) ?? '').slice(0, 300);
  const frame = at < 0 ? undefined : lines.slice(at).find((line) => line.includes(`${folder}/`));
  const place =
    frame && /^[^\s()]+:\d+(?::\d+)?/.exec(frame.slice(frame.indexOf(`${folder}/`) + folder.length + 1))?.[0];
  return place ? `${words} (${place})` : words;
}
