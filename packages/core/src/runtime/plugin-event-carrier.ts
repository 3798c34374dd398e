import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@guildhall/sdk';
import type { HearPiece } from '@guildhall/sdk/host';
import type { LiveContexts } from './context/live-contexts.ts';
import { because, causeOf } from './data/index.ts';
import type { DispatchTables } from './dispatch-tables.ts';
import type { EventLetters } from './events/index.ts';
import type { HandlerRunner, Outcome } from './handler-runner.ts';
import type { LiveInstallation } from './live-installation.ts';

/** So many events may follow from one another; more are a circle of plugins that answer each other for ever. */
const deepest = 8;

const depth = new AsyncLocalStorage<number>();

/** What another plugin's event, or a test, can hear. */
export interface EmittedEvent {
  readonly guildId: string;
  readonly pluginId: string;
  readonly event: string;
  readonly payload: unknown;
}

interface CarrierParts {
  readonly runner: HandlerRunner;
  readonly contexts: LiveContexts;
  readonly logger: Logger;
  readonly tables: DispatchTables;
  readonly letters: () => EventLetters;
}

/** Carries what plugins emit to the plugins of the same guild that hear it. */
export class PluginEventCarrier {
  readonly #parts: CarrierParts;
  readonly #listeners = new Set<(event: EmittedEvent) => void>();

  constructor(parts: CarrierParts) {
    this.#parts = parts;
  }

  /** @returns stops it */
  onEmit(listener: (event: EmittedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(live: LiveInstallation, event: string, payload: unknown): void {
    const schema = live.plugin.declaration.emits?.[event];
    if (!schema) throw new TypeError(`${live.pluginId} does not declare the event "${event}"`);
    const checked: unknown = schema.parse(payload);
    const { guildId, pluginId } = live;
    for (const listener of this.#listeners) listener({ guildId, pluginId, event, payload: checked });
    this.#carry(live, event, checked);
  }

  /** Runs a handler again, with what it was given. */
  again(
    live: LiveInstallation,
    name: string,
    event: string,
    payload: unknown,
  ): Outcome | Promise<Outcome> | undefined {
    const found = live.pieces.hear.find((piece) => piece.name === name);
    return (
      found &&
      this.#parts.runner.run(live, 'hear', `hear ${name}`, () => this.#heard(live, found, event, payload))
    );
  }

  /** Carries an event to who hears it in the guild, after the handler that emitted it goes on. */
  #carry(from: LiveInstallation, event: string, payload: unknown): void {
    for (const { live, piece } of this.#parts.tables.heard(from.guildId, from.pluginId, event)) {
      const went = oneDeeper(() =>
        live.track(
          Promise.resolve().then(() => {
            const name = `hear ${piece.name}`;
            const cause = causeOf(`${live.pluginId} ${name}`);
            const heard = `${from.pluginId}.${event}`;
            const outcome = because(cause, () =>
              this.#parts.runner.run(live, 'hear', name, () => this.#heard(live, piece, heard, payload)),
            );
            const handled = { kind: 'hear', name: piece.name, event: heard, payload, cause } as const;
            return this.#parts.letters().watch(live, outcome, () => handled);
          }),
        ),
      );
      if (went) continue;
      this.#parts.logger.warn('plugins answer each other’s events for ever: the chain was cut', {
        guildId: from.guildId,
        pluginId: from.pluginId,
        event,
        hearer: live.pluginId,
      });
    }
  }

  /** The two may be of different versions: each has its own idea of the event, and its own copy. */
  async #heard(live: LiveInstallation, piece: HearPiece, event: string, payload: unknown): Promise<void> {
    const heard = await piece.payload.safeParseAsync(structuredClone(payload));
    if (!heard.success) {
      throw new TypeError(`"${event}" came as this version does not expect it: ${heard.error.message}`);
    }
    await piece.run(this.#parts.contexts.of(live), heard.data as never);
  }
}

/** Runs what hears an event, one step deeper. @returns `undefined` when the chain is too long to go on. */
function oneDeeper<T>(work: () => T): { readonly value: T } | undefined {
  const now = depth.getStore() ?? 0;
  if (now >= deepest) return undefined;
  return { value: depth.run(now + 1, work) };
}
