import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type CallExtras,
  type CallRef,
  cacheOnly,
  countsByEvent,
  decodeValue,
  describeError,
  encodeValue,
  type GuildFacts,
  type Loaded,
  type Message,
  noPiece,
  type RestCall,
  readClock,
  readError,
  reviveError,
} from '@guildhall/sandbox-runtime';
import type { Clock, Context, Logger } from '@guildhall/sdk';
import type { Manifest, Plugin } from '@guildhall/sdk/host';
import { asCore, asPlugin, type CallOwner, currentOwner, type Frame } from '../discord/index.ts';
import { interactionOf, languageOf, placesOf as placesMark } from '../runtime/context/context-marks.ts';
import type { FrameListener } from '../runtime/frame-hearer.ts';
import { ContextFunctions, contributionsOf } from './context-functions.ts';
import { SandboxError } from './errors.ts';
import { EventQueue, type HeardEvent, unheard, type Within } from './event-queue.ts';
import { manifestPlugin } from './manifest-plugin.ts';
import { type OpenCall, OpenCalls } from './open-calls.ts';
import type { ProcessLimits, SandboxProcess } from './sandbox-process.ts';

/** What a version's sandbox needs of the host around it. */
export interface SandboxHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: ProcessLimits;
  /** Starts a process that reads this version. */
  launch(
    options: Pick<ConstructorParameters<typeof SandboxProcess>[0], 'onMessage' | 'onOutput'>,
  ): Promise<SandboxProcess>;
  withhold(manifest: Manifest): (type: string, payload: unknown) => unknown;
  /** The same of a frame, as JSON. */
  textOf(manifest: Manifest): (guildId: string, frame: Frame) => string;
  /** A guild as discord.js would be told of it. */
  snapshot(manifest: Manifest, guildId: string): unknown;
  /** Makes a call to Discord in the owner's name. */
  rest(owner: CallOwner, call: RestCall): Promise<unknown>;
  /** The interaction with a handle in place of its token. */
  handled(owner: CallOwner, interaction: unknown): unknown;
  /** A process ended that nobody wanted to end. */
  crashed(guildIds: readonly string[], error: SandboxError): void;
}

const answering = ['reply', 'defer', 'followUp', 'update', 'showModal'] as const;
const plainValues = ['member', 'channelId', 'locale', 'messageId', 'actor', 'access'] as const;
/** An idle process stops; the next event or call starts another. */
export const idleMs = 10 * 60_000;
/** A process without a guild is let go after this. */
const unusedMs = 1_000;
/** So many calls to the host are done at once; more wait in the process. */
const mostAsked = 256;
const longestBackoffMs = 30_000;
const logLevels: ReadonlySet<unknown> = new Set(['debug', 'info', 'warn', 'error']);

interface Seat {
  readonly guildId: string;
  owner: CallOwner;
  context: Context;
  /** Whose facts the process knows. */
  told: Context | undefined;
  facts: string;
  snapshotSent: boolean;
}

/**
 * One version of a plugin in its own process, for all guilds. The process starts with the first call or event, stops when nothing
 * has happened for ten minutes, and is started again when it ends by itself.
 */
export class SandboxedVersion {
  readonly manifest: Manifest;
  readonly #host: SandboxHost;
  readonly #events: EventQueue;
  readonly #calls = new OpenCalls();
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #seats = new Map<string, Seat>();
  /** What other plugins there are in a guild matters to it. */
  readonly #factsVary: boolean;
  readonly #tallies: boolean;
  #functions: ContextFunctions;
  #process: SandboxProcess | undefined;
  #starting: Promise<SandboxProcess> | undefined;
  #loaded: Loaded | undefined;
  #lastUsed: number;
  #crashes = 0;
  #notBefore = 0;
  #asked = 0;
  #logged = { second: 0, lines: 0 };
  #closed = false;

  constructor(manifest: Manifest, host: SandboxHost) {
    this.manifest = manifest;
    this.#host = host;
    this.#functions = new ContextFunctions(manifest.id);
    this.#lastUsed = host.clock.now();
    this.#factsVary =
      manifest.uses.some((used) => used.optional) ||
      manifest.pieces.some(({ kind }) => kind === 'extensionPoint');
    this.#tallies = countsByEvent(manifest);
    this.#events = new EventQueue({
      withhold: host.withhold(manifest),
      textOf: host.textOf(manifest),
      onWaiting: () => setImmediate(() => this.#flush()),
    });
  }

  /** Starts the process once, to see that the code is what the manifest says. @throws `SandboxError` */
  async load(): Promise<Plugin> {
    await this.#running();
    if (!this.#loaded) throw new Error('a running process has been loaded');
    return manifestPlugin(this.manifest, this.#loaded, {
      call: (context, place, of, given) => this.#call(context as Context, place, of, given),
      hears: (place, type) => (context, owner, frame, listener) =>
        this.#hear(context as Context, owner, { place, type, frame, payload: undefined, listener }),
      hearAgain: (context, place, type, payload) =>
        new Promise((resolve, reject) => {
          const listener: FrameListener = { ended: (_, __, error) => (error ? reject(error) : resolve()) };
          const owner = ownerOf(this.manifest.id);
          this.#hear(context as Context, owner, { place, type, frame: undefined, payload, listener });
        }),
      migrate: async (of, old) => this.#send('', noPiece, of, {}, [old]),
    });
  }

  get isRunning(): boolean {
    return this.#process !== undefined || this.#starting !== undefined;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Whether something is under way in it. */
  get isBusy(): boolean {
    return this.#open.size > 0 || this.#events.size > 0 || this.#asked > 0;
  }

  /** Stops a process that nobody has needed for ten minutes. @returns when it is gone */
  async stopIfIdle(): Promise<void> {
    if (!this.#process || this.isBusy || this.#host.clock.now() - this.#lastUsed < idleMs) return;
    await this.#stop();
  }

  /** Something of a guild has changed that discord.js keeps; told where it keeps this guild. */
  cacheFrame(guildId: string, type: string, payload: unknown): void {
    const seat = this.#seats.get(guildId);
    if (!this.#process || !seat?.snapshotSent) return;
    const given = { frame: undefined, payload, listener: unheard, within: undefined };
    try {
      this.#events.add({ guildId, place: cacheOnly, type, ...given });
    } catch {
      // Too many wait. It is told anew how the guild is before what comes next.
      seat.snapshotSent = false;
    }
  }

  async #stopIfUnused(): Promise<void> {
    if (this.#seats.size === 0 && !this.isBusy) await this.#stop();
  }

  clockMoved(): void {
    this.#process?.send(['clock', readClock(this.#host.clock)]);
  }

  /** Ends the process; nothing starts it again. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#starting?.catch(() => undefined);
    await this.#stop();
    this.#events.drop(stopped(this.manifest.id));
  }

  async #stop(): Promise<void> {
    const process = this.#process;
    // Who comes now gets another one.
    this.#process = undefined;
    await process?.stop();
  }

  async #call(context: Context, place: number, of: string, given: readonly unknown[]): Promise<unknown> {
    const owner = ownerOf(this.manifest.id);
    const process = await this.#running();
    this.#tell(process, this.#sit(context, owner));
    const extras = this.#extrasOf(context, owner);
    const isAnswerable = extras.functions !== undefined;
    const call = this.#calls.open(context, owner, isAnswerable);
    try {
      return await this.#send(context.guild.id, place, of, extras, given, call);
    } finally {
      this.#calls.end(call);
    }
  }

  #callId = 0;

  async #send(
    guildId: string,
    place: number,
    of: string,
    extras: CallExtras,
    given: readonly unknown[],
    call?: number,
  ): Promise<unknown> {
    const process = await this.#running();
    this.#lastUsed = this.#host.clock.now();
    const id = call ?? --this.#callId;
    const answer = Promise.withResolvers<unknown>();
    this.#open.set(id, answer);
    // What happened before is told before.
    this.#events.flush(process, true);
    process.send(['call', id, guildId, place, of, encodeValue(extras), encodeValue(given)]);
    return answer.promise;
  }

  #hear(
    context: Context,
    owner: CallOwner,
    { place, type, frame, payload, listener }: Omit<HeardEvent, 'guildId' | 'config' | 'within'>,
  ): void {
    const seat = this.#sit(context, owner);
    if (this.#process) this.#tell(this.#process, seat);
    this.#lastUsed = this.#host.clock.now();
    // What it counts is named by the event, so that it counts once.
    const within: Within | undefined = this.#tallies ? AsyncLocalStorage.snapshot() : undefined;
    const config = placed(context);
    this.#events.add({ guildId: seat.guildId, place, type, frame, payload, listener, config, within });
  }

  #flush(): void {
    const process = this.#process;
    if (process) {
      this.#events.flush(process);
      return;
    }
    this.#running().then(
      () => this.#flush(),
      (error: unknown) => this.#events.drop(error as Error),
    );
  }

  /** The guild's place here, with the context and in the name that were last used for it. */
  #sit(context: Context, owner: CallOwner): Seat {
    const guildId = context.guild.id;
    let seat = this.#seats.get(guildId);
    if (seat?.owner.signal !== owner.signal) {
      if (seat) this.#leave(guildId, seat.owner);
      seat = { guildId, owner, context, told: undefined, facts: '', snapshotSent: false };
      this.#seats.set(guildId, seat);
      this.#calls.setGuild(guildId, seat);
      owner.signal.addEventListener('abort', () => this.#leave(guildId, owner), { once: true });
    }
    seat.context = context;
    seat.owner = owner;
    return seat;
  }

  /** Tells the process what it does not know yet of a guild, before anything that happens there. */
  #tell(process: SandboxProcess, seat: Seat): void {
    const { guildId, context } = seat;
    if (seat.told !== context || this.#factsVary) {
      seat.told = context;
      const facts = JSON.stringify(encodeValue(this.#factsOf(context)));
      if (facts !== seat.facts) {
        seat.facts = facts;
        process.sendText(`["guild",${JSON.stringify(guildId)},${facts}]`);
      }
    }
    if (seat.snapshotSent || !this.#loaded?.structures) return;
    const snapshot = this.#host.snapshot(this.manifest, guildId);
    if (snapshot === undefined) return;
    seat.snapshotSent = true;
    process.send(['snapshot', guildId, snapshot]);
  }

  #factsOf(context: Context): GuildFacts {
    const { name, locale, timezone } = context.guild;
    const { pieces } = this.manifest;
    const optional = this.#loaded?.uses.filter((used) => used.optional) ?? [];
    return {
      name,
      locale,
      timezone,
      config: context.configFor({}),
      ...placesOf(context),
      services: optional
        .filter(({ key }) => (context.use as Readonly<Record<string, unknown>>)[key] !== undefined)
        .map(({ id }) => id),
      contributions: Object.fromEntries(
        pieces.flatMap((piece) =>
          piece.kind === 'extensionPoint'
            ? [
                [
                  piece.name,
                  contributionsOf(this.manifest.id, context, piece.name).map(
                    ({ pluginId, name: contribution, title }) => ({ pluginId, name: contribution, title }),
                  ),
                ] as const,
              ]
            : [],
        ),
      ),
    };
  }

  #extrasOf(context: Context, owner: CallOwner): CallExtras {
    const given = context as unknown as Readonly<Record<string | symbol, unknown>>;
    const language = given[languageOf];
    const interaction = given[interactionOf];
    const values = Object.fromEntries(
      plainValues.flatMap((name) => (name in given ? [[name, given[name]] as const] : [])),
    );
    const functions = answering.filter((name) => name in given);
    return {
      ...(placed(context) === undefined ? {} : { config: context.config }),
      ...(typeof language === 'string' ? { language } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
      ...(functions.length > 0 ? { functions } : {}),
      ...(interaction === undefined ? {} : { interaction: this.#host.handled(owner, interaction) }),
    };
  }

  #leave(guildId: string, owner: CallOwner): void {
    if (this.#seats.get(guildId)?.owner.signal !== owner.signal) return;
    this.#seats.delete(guildId);
    this.#calls.setGuild(guildId, undefined);
    this.#events.drop(stopped(this.manifest.id), guildId);
    this.#process?.send(['leave', guildId]);
    // Off means off: what it has set going by itself ends, too. A moment later, because its teardown may be to come.
    if (this.#seats.size === 0) setTimeout(() => void this.#stopIfUnused(), unusedMs).unref();
  }

  #running(): Promise<SandboxProcess> {
    if (this.#closed) return Promise.reject(stopped(this.manifest.id));
    if (this.#process) return Promise.resolve(this.#process);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<SandboxProcess> {
    const wait = this.#notBefore - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const process = await this.#host.launch({
      onMessage: (message) => this.#receive(process, message),
      onOutput: (text) =>
        this.#host.logger.debug('a sandboxed plugin printed', {
          pluginId: this.manifest.id,
          text: text.slice(0, 2_000),
        }),
    });
    process.isBusy = () => this.isBusy;
    void process.ended.then(({ wanted, error }) => this.#ended(process, wanted, error));
    this.#loaded = await process.ready;
    this.#events.begin();
    this.#process = process;
    // It may have moved while the process began.
    this.clockMoved();
    // Everything that is waited for was asked before this process: it has to be told of its guilds first.
    for (const seat of this.#seats.values()) {
      seat.told = undefined;
      seat.facts = '';
      seat.snapshotSent = false;
      this.#tell(process, seat);
    }
    return process;
  }

  #ended(process: SandboxProcess, wanted: boolean, error: SandboxError): void {
    // It was let go, with nothing under way: what is under way now is another one's.
    if (wanted && !this.#closed) return;
    if (this.#process === process) this.#process = undefined;
    for (const answer of this.#open.values()) answer.reject(error);
    this.#open.clear();
    this.#events.lost(error);
    this.#functions.close();
    this.#functions = new ContextFunctions(this.manifest.id);
    this.#asked = 0;
    if (this.#closed) return;
    this.#crashes += 1;
    this.#notBefore = performance.now() + Math.min(longestBackoffMs, 250 * 2 ** (this.#crashes - 2));
    this.#host.logger.warn('the process of a sandboxed plugin ended', {
      pluginId: this.manifest.id,
      version: this.manifest.version,
      code: error.code,
      error: error.message,
    });
    this.#host.crashed([...this.#seats.keys()], error);
  }

  #receive(process: SandboxProcess, [kind, ...parts]: Message): void {
    switch (kind) {
      case 'got':
        // Not in the name of whoever once started the process.
        if (asCore(() => this.#events.read(parts[0], parts[1], parts[2]))) this.#crashes = 0;
        return;
      case 'done':
        asCore(() => this.#events.settle(parts[0]));
        this.#crashes = 0;
        return;
      case 'result':
        this.#answered(Number(parts[0]), parts[1] === true, parts[2]);
        return;
      case 'ask':
        this.#ask(process, Number(parts[0]), parts[1], (call) =>
          this.#functions.run(call, String(parts[2]), listOf(decodeValue(parts[3]))),
        );
        return;
      case 'transaction':
        this.#ask(process, Number(parts[0]), parts[1], (call) =>
          this.#functions.transaction(call, (transaction) =>
            process.send(['attempt', Number(parts[0]), transaction]),
          ),
        );
        return;
      case 'attempted':
        this.#functions.ended(Number(parts[0]), parts[1] === true);
        return;
      case 'rest':
        this.#ask(process, Number(parts[0]), parts[1], ({ owner }) =>
          this.#host.rest(owner, decodeValue(parts[2]) as RestCall),
        );
        return;
      case 'snapshot':
        this.#ask(process, Number(parts[0]), parts[1], async ({ owner }) => {
          const seat = this.#seats.get(owner.guildId);
          if (seat) seat.snapshotSent = true;
          return this.#host.snapshot(this.manifest, owner.guildId);
        });
        return;
      case 'log':
        this.#log(parts);
        return;
      default:
        process.kill('SANDBOX_BROKE_PROTOCOL', `It sent "${kind.slice(0, 40)}", which there is not.`);
    }
  }

  #answered(id: number, ok: boolean, value: unknown): void {
    const answer = this.#open.get(id);
    if (!answer) return;
    this.#open.delete(id);
    this.#crashes = 0;
    if (ok) answer.resolve(decodeValue(value));
    else answer.reject(reviveError(readError(value)));
  }

  /** Does what the process asks, in the name of one of its calls or guilds, and answers. */
  #ask(process: SandboxProcess, id: number, ref: unknown, work: (call: OpenCall) => Promise<unknown>): void {
    const call = this.#callOf(refOf(ref));
    this.#asked += 1;
    if (this.#asked === mostAsked) process.pause();
    const done = (ok: boolean, value: unknown) => {
      if (this.#process !== process) return;
      process.send(['answer', id, ok, value]);
      this.#lastUsed = this.#host.clock.now();
      if (this.#asked === mostAsked) process.resume();
      this.#asked -= 1;
    };
    if (!call) {
      const error = new Error(`${this.manifest.id} is not enabled where it wants to do something.`);
      done(false, describeError(Object.assign(error, { code: 'NOT_ENABLED' })));
      return;
    }
    call
      .within(() => asPlugin(call.owner, async () => encodeValue(await work(call))))
      .then(
        (value) => done(true, value),
        (error: unknown) => done(false, describeError(error)),
      );
  }

  #callOf(ref: CallRef): OpenCall | undefined {
    const call = this.#calls.find(ref);
    if (!call?.ofGuild || ref.event === undefined) return call;
    const within = this.#events.within(ref.guildId, ref.event.id, ref.event.place);
    return within ? { ...call, within } : call;
  }

  /** At most a hundred lines a second: a log is not a way to fill a disk. */
  #log([level, message, details, guildId]: readonly unknown[]): void {
    const second = Math.floor(performance.now() / 1000);
    if (this.#logged.second !== second) this.#logged = { second, lines: 0 };
    this.#logged.lines += 1;
    if (this.#logged.lines > 100) return;
    const plain = decodeValue(details);
    const write = this.#host.logger[logLevels.has(level) ? (level as 'info') : 'info'];
    write.call(this.#host.logger, String(message).slice(0, 4_000), {
      ...(typeof plain === 'object' ? plain : {}),
      ...(typeof guildId === 'string' ? { guildId } : {}),
      pluginId: this.manifest.id,
    });
  }
}

function ownerOf(pluginId: string): CallOwner {
  const owner = currentOwner();
  if (owner?.pluginId !== pluginId) throw new Error(`a handler of ${pluginId} runs in no name`);
  return owner;
}

const nowhere = {};

/** The context's own configuration, where it is another than its guild's. */
function placed({ config, configFor }: Context): unknown {
  return config === configFor(nowhere) ? undefined : config;
}

function placesOf(context: Context): Pick<GuildFacts, 'places'> {
  const places = (context as unknown as { readonly [placesMark]?: () => GuildFacts['places'] })[
    placesMark
  ]?.();
  return places ? { places } : {};
}

function refOf(value: unknown): CallRef {
  const { guildId, call, event } = recordOf(value);
  const { id, place } = recordOf(event);
  return {
    guildId: String(guildId),
    ...(typeof call === 'number' ? { call } : {}),
    ...(typeof id === 'number' && typeof place === 'number' ? { event: { id, place } } : {}),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function stopped(pluginId: string): SandboxError {
  return new SandboxError('SANDBOX_STOPPED', `${pluginId} was switched off.`, 'Enable it again to use it.');
}
