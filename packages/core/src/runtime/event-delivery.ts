import type { Context } from '@guildhall/sdk';
import type { Bot, Frame } from '../discord/index.ts';
import type { EventRecorder } from '../reproduction/index.ts';
import type { LiveContexts } from './context/live-contexts.ts';
import { placeOfFrame } from './context/place-of.ts';
import { because } from './data/index.ts';
import { DispatchTables, type MorePieces, type RawEntry } from './dispatch-tables.ts';
import { type EventLetters, type Handled, isWritten, withoutContent } from './events/index.ts';
import { type FrameListener, hearsFrames } from './frame-hearer.ts';
import { guildOfEvent, guildOfFrame } from './guild-of-event.ts';
import { away, type HandlerRunner, type Outcome } from './handler-runner.ts';
import type { LiveInstallation } from './live-installation.ts';
import { calledBy, messageContext } from './messages/index.ts';

interface DeliveryParts extends Pick<MorePieces, 'on' | 'written'> {
  readonly bot: Bot;
  readonly runner: HandlerRunner;
  readonly contexts: LiveContexts;
  /** What happened in guilds where something fails, to be played again. */
  readonly recorder: EventRecorder;
  readonly letters: () => EventLetters;
}

/** Carries Discord's events to the handlers of a guild's plugins: as the gateway sends them, and as discord.js tells them. */
export class EventDelivery {
  readonly tables: DispatchTables;
  readonly #parts: DeliveryParts;
  /** Of the client, each for all guilds that hear its event. */
  readonly #listeners = new Map<string, () => void>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.tables = new DispatchTables((event, heard) => this.#hear(event, heard), {
      on: parts.on,
      written: parts.written,
      listener: (live, piece, label) => this.#listener(live, piece, label),
    });
  }

  /** Listeners that the client has, for leak tests. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Whatever is no interaction. */
  onFrame(frame: Frame): void {
    const guildId = guildOfFrame(frame);
    if (guildId === undefined) return;
    this.#parts.recorder.event(guildId, frame.type, frame.payload);
    if (frame.type === 'MESSAGE_CREATE') this.#written(guildId, frame);
    const heard = this.tables.raw(guildId, frame.type);
    if (heard.length === 0) return;
    this.#parts.runner.hearAll(
      heard,
      frame.type,
      (entry) => this.#runRaw(entry, frame),
      ({ live, piece, label }, outcome) =>
        frame.track(
          this.#parts.letters().watch(live, outcome, () => this.#handledRaw(live, piece, label, frame)),
        ),
    );
  }

  /** Whether somebody wants what discord.js makes of a frame. */
  wantsStructures(payload: unknown, event: string): boolean {
    const guildId = (payload as { guild_id?: string }).guild_id;
    return guildId !== undefined && this.tables.on(guildId, event).length > 0;
  }

  /** Runs a handler again, with what it was given. */
  again(
    live: LiveInstallation,
    { kind, name, event }: Handled,
    args: readonly unknown[],
  ): Outcome | Promise<Outcome> | undefined {
    const { guildId } = live;
    const mine = <E extends { live: LiveInstallation; piece: { name: string } }>(entries: readonly E[]) =>
      entries.find((entry) => entry.live === live && entry.piece.name === name);
    if (kind === 'on') {
      const found = mine(this.tables.on(guildId, event));
      const context = () => this.#parts.contexts.atArguments(live, args);
      return (
        found && this.#parts.runner.run(live, event, `on ${name}`, () => found.piece.run(context(), ...args))
      );
    }
    const found = mine(this.tables.raw(guildId, event));
    const context = () => this.#parts.contexts.at(live, () => placeOfFrame(event, args[0]));
    return (
      found && this.#parts.runner.run(live, event, found.label, () => found.piece.run(context(), args[0]))
    );
  }

  /** A handler's work, done because of a frame when its plugin counts. */
  #for(live: LiveInstallation, frame: Frame | undefined, name: string, run: () => unknown): () => unknown {
    if (!live.tallies || !frame) return run;
    const cause = this.#causeOf(live, frame, name);
    return () => because(cause, run);
  }

  #causeOf({ pluginId }: LiveInstallation, frame: Frame, name: string): string {
    return `${this.#parts.bot.eventId(frame)}/${pluginId} ${name}`;
  }

  #handledRaw(live: LiveInstallation, piece: RawEntry['piece'], label: string, frame: Frame): Handled {
    const { type, payload } = frame;
    const cause = this.#causeOf(live, frame, label);
    return { kind: 'onRaw', name: piece.name, event: type, type, payload, cause };
  }

  #runRaw(entry: RawEntry, frame: Frame): unknown {
    const { live, piece, label } = entry;
    const context = live.differsByPlace
      ? this.#parts.contexts.at(live, () => placeOfFrame(frame.type, frame.payload))
      : this.#parts.contexts.of(live);
    if (entry.far) return this.#pass(entry, entry.far, context, frame);
    const payload = this.#parts.contexts.seen(live, frame);
    if (!live.tallies) return piece.run(context, payload);
    return this.#for(live, frame, label, () => piece.run(context, payload))();
  }

  /** To a handler in another process. */
  #pass(
    { live, label, owner, enter }: RawEntry,
    { hearer, listener }: NonNullable<RawEntry['far']>,
    context: Context,
    frame: Frame,
  ): typeof away {
    // What it counts is counted in the name of this handler's run, which it takes along.
    if (live.tallies)
      enter(
        this.#for(live, frame, label, () => hearer[hearsFrames](context, owner, frame, listener)),
        undefined,
      );
    else hearer[hearsFrames](context, owner, frame, listener);
    frame.open();
    live.sent();
    return away;
  }

  /** Tells how events end in another process: one for each handler. */
  #listener(live: LiveInstallation, piece: RawEntry['piece'], label: string): FrameListener {
    return {
      ended: (frame, startedAt, error) => {
        live.returned();
        const outcome = this.#parts.runner.ended({ live, label }, piece.event, startedAt, error);
        if (!frame) return;
        if (outcome.kind === 'failed') {
          frame.track(
            this.#parts.letters().watch(live, outcome, () => this.#handledRaw(live, piece, label, frame)),
          );
        }
        frame.close();
      },
    };
  }

  #hear(event: string, heard: boolean): void {
    if (!heard) {
      this.#listeners.get(event)?.();
      this.#listeners.delete(event);
      return;
    }
    const stop = this.#parts.bot.tap.listen(event, (...args: unknown[]) => this.#deliver(event, args));
    this.#listeners.set(event, stop);
  }

  #deliver(event: string, args: readonly unknown[]): void {
    const guildId = guildOfEvent(args);
    if (guildId === undefined) return;
    const { bot } = this.#parts;
    const frame = bot.tap.current;
    let unread: readonly unknown[] | undefined;
    for (const { live, piece } of this.tables.on(guildId, event)) {
      let given = args;
      if (!live.sight.content && isWritten(event) && frame) {
        unread ??= withoutContent(bot.client, guildId, event, args, frame, this.#parts.contexts.botId);
        given = unread;
      }
      const name = `on ${piece.name}`;
      const run = () => piece.run(this.#parts.contexts.atArguments(live, args), ...given);
      const work = this.#for(live, frame, name, run);
      const outcome = this.#parts.runner.run(live, event, name, work, live.owner, frame?.payload);
      if (!(outcome instanceof Promise) && outcome.kind !== 'failed') continue;
      const kept = this.#parts.letters().watch(live, outcome, () => ({
        kind: 'on',
        name: piece.name,
        event,
        ...(frame && { type: frame.type }),
        payload: frame?.payload,
        cause: frame ? this.#causeOf(live, frame, name) : `${Date.now()}`,
      }));
      frame?.track(kept);
    }
  }

  /** A message may call a command; where no plugin has one, this is a look-up. */
  #written(guildId: string, frame: Frame): void {
    const entries = this.tables.written(guildId);
    if (entries.length === 0) return;
    const { bot } = this.#parts;
    const seen = ({ live }: { readonly live: LiveInstallation }) => this.#parts.contexts.seen(live, frame);
    for (const { entry, called } of calledBy(entries, seen, this.#parts.contexts.botId)) {
      const { live, piece } = entry;
      const outcome = this.#parts.runner.run(live, 'messageCommand', `messageCommand ${piece.name}`, () =>
        piece.run(
          messageContext(
            this.#parts.contexts.at(live, () => placeOfFrame(frame.type, frame.payload)),
            bot,
            live.owner,
            frame.payload,
          ) as never,
          called.written,
          seen(entry),
        ),
      );
      if (outcome instanceof Promise) frame.track(outcome);
    }
  }
}
