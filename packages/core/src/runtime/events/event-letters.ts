import type { Logger } from '@guildhall/sdk';
import { asCore, type Bot, visibleTo } from '../../discord/index.ts';
import { because } from '../data/index.ts';
import type { Outcome } from '../handler-runner.ts';
import type { DeadLetters, EventLetter } from '../jobs/dead-letters.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { canRebuild, rebuildEvent } from './rebuild-event.ts';

/** Larger payloads are not kept: the letter then only says that there was something. */
const largestPayload = 64 * 1024;

/** What a handler was run for. */
export interface Handled {
  readonly kind: EventLetter['kind'];
  /** The handler's name. */
  readonly name: string;
  /** As the piece names it: `messageCreate`, `MESSAGE_CREATE`, `starboard.starred`. */
  readonly event: string;
  /** Of Discord: the frame's type, by which it is decided what the plugin may see of it. */
  readonly type?: string;
  readonly payload: unknown;
  /** The same when it runs again: what it has counted is not counted again. */
  readonly cause: string;
}

export interface EventLettersParts {
  readonly bot: Bot;
  readonly letters: DeadLetters;
  readonly logger: Logger;
  readonly now: () => number;
  readonly find: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  /** Runs a handler with what it is given; `undefined` when the enabled version has none of this name. */
  readonly run: (
    live: LiveInstallation,
    handled: Handled,
    args: readonly unknown[],
  ) => Outcome | Promise<Outcome> | undefined;
}

/**
 * Events whose handler failed, kept for admins to replay or discard.
 *
 * 1. What is kept of Discord's payload is what the plugin may see of it, and no longer than a week; a replay gives it no more than
 *    it may see by then.
 * 2. A letter is replayed at most once; a replay that fails leaves a letter of its own.
 */
export class EventLetters {
  readonly #parts: EventLettersParts;
  readonly #writing = new Set<Promise<void>>();

  constructor(parts: EventLettersParts) {
    this.#parts = parts;
  }

  /** Keeps a letter when the handler failed. @returns resolves when it is kept; never rejects */
  watch(live: LiveInstallation, outcome: Outcome | Promise<Outcome>, handled: () => Handled): Promise<void> {
    const end = (ended: Outcome): Promise<void> | undefined =>
      ended.kind === 'failed' ? this.keep(live, handled(), ended.reference) : undefined;
    // One promise, and no more, for each of the many that wait for the database.
    return outcome instanceof Promise ? outcome.then(end) : (end(outcome) ?? Promise.resolve());
  }

  keep(live: LiveInstallation, handled: Handled, reference: string): Promise<void> {
    const { letters, now, logger } = this.#parts;
    const { kind, name, event, cause } = handled;
    const { guildId, pluginId } = live;
    const seen = this.#visible(live, handled);
    const writing = asCore(() =>
      letters.keepEvent({
        guildId,
        pluginId,
        kind,
        name,
        event,
        cause,
        ...(seen === undefined ? {} : { payload: seen.payload }),
        replayable: seen !== undefined && (kind !== 'on' || canRebuild(event)),
        at: new Date(now()),
        reference,
      }),
    )
      .catch((error: unknown) =>
        logger.error('a failed event could not be kept', { guildId, pluginId, event, error: String(error) }),
      )
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    return writing;
  }

  /** @returns whether there was such a letter that can be replayed, of a handler that the enabled version still has */
  async replay(guildId: string, pluginId: string, id: string): Promise<boolean> {
    const { bot, find, letters, run } = this.#parts;
    const live = find(guildId, pluginId);
    const letter = await letters.findEvent(guildId, pluginId, id);
    if (!live || !letter?.replayable) return false;
    const { kind, name, event, cause } = letter;
    // What other plugins emit is not Discord's, and theirs to give.
    const payload = kind === 'hear' ? letter.payload : this.#seen(live, letter.payload);
    const args = kind === 'on' ? rebuildEvent(bot.client, guildId, event, payload) : [payload];
    if (!args || !(await letters.claim(guildId, pluginId, id))) return false;
    const handled: Handled = { kind, name, event, cause, payload };
    const outcome = because(cause, () => run(live, handled, args));
    if (outcome === undefined) {
      await letters.unclaim(guildId, pluginId, id);
      return false;
    }
    const done = live.track(
      this.watch(live, outcome, () => handled).then(() => letters.discard(guildId, pluginId, id)),
    );
    done.catch((error: unknown) =>
      this.#parts.logger.error('a replayed event could not be struck off', {
        guildId,
        pluginId,
        error: String(error),
      }),
    );
    return true;
  }

  async idle(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }

  #seen(live: LiveInstallation, payload: unknown): unknown {
    const { bot } = this.#parts;
    return visibleTo(live.sight, payload, bot.client.user?.id ?? bot.applicationId);
  }

  /** `undefined`: too large. */
  #visible(live: LiveInstallation, { type, payload }: Handled): { readonly payload: unknown } | undefined {
    const seen = type === undefined ? payload : this.#seen(live, payload);
    const text = JSON.stringify(seen);
    return text !== undefined && text.length > largestPayload ? undefined : { payload: seen };
  }
}
