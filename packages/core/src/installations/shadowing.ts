import type { Actor } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { ChangeParts, Changes } from './changes.ts';
import { loadCode } from './config/index.ts';
import type { Dependencies } from './dependencies/index.ts';
import { InstallationError } from './errors.ts';

const hourMs = 60 * 60_000;
/** Less says nothing about a guild's day; more is a decision put off. */
export const shadowHours: { readonly least: number; readonly most: number } = { least: 24, most: 72 };

export interface ShadowingParts extends Pick<ChangeParts, 'clock' | 'problems' | 'store' | 'syncCommands'> {
  readonly changes: Changes;
  readonly dependencies: Dependencies;
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

/**
 * How long a shadow install of so many hours lasts.
 * @throws `RangeError`
 */
export function shadowFor(hours: number, now: number): NonNullable<InstallationDocument['shadow']> {
  const { least, most } = shadowHours;
  if (!Number.isInteger(hours) || hours < least || hours > most) {
    throw new RangeError(`A plugin is tried in shadow for ${least} to ${most} hours, not ${hours}.`);
  }
  return { since: new Date(now), until: new Date(now + hours * hourMs) };
}

/** How a shadow install ends: an admin makes it live, or its time is over. */
export class Shadowing {
  readonly #parts: ShadowingParts;

  constructor(parts: ShadowingParts) {
    this.#parts = parts;
  }

  /** From now on its writes reach Discord, and members see its commands. */
  async goLive(current: InstallationDocument, actor: Actor): Promise<InstallationDocument> {
    const { apply, changes, clock, dependencies, problems, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = current;
    if (!current.shadow) throw new InstallationError('STATE_CONFLICT', `${pluginId} is live already.`);
    changes.refuseState(current, ['enabled', 'disabled', 'rolled_back', 'consent_required']);
    const version = changes.versions.of(current);
    await dependencies.check(guildId, version);
    await loadCode(version);
    await problems.resolve(guildId, pluginId, 'SHADOW_OVER');
    const state = current.state === 'disabled' ? 'enabled' : current.state;
    const live = await store.change(
      current,
      { shadow: null, state, updatedAt: new Date(clock.now()) },
      { actor, reason: 'LIVE' },
    );
    await apply(live);
    await dependencies.review(guildId);
    await syncCommands(guildId);
    await changes.record(guildId, actor, 'installation.live', pluginId, 'shadow', 'live');
    return live;
  }

  /** Its time is over: it waits, switched off, for an admin who has read the report. */
  async end(current: InstallationDocument): Promise<InstallationDocument> {
    const { apply, changes, clock, dependencies, problems, store } = this.#parts;
    const { guildId, pluginId } = current;
    const actor: Actor = { kind: 'system', reason: 'shadow' };
    const ended = await store.change(
      current,
      { state: 'disabled', updatedAt: new Date(clock.now()) },
      { actor, reason: 'SHADOW_OVER' },
    );
    await apply(ended);
    await dependencies.forget(ended);
    await dependencies.review(guildId);
    await problems.record(guildId, pluginId, {
      code: 'SHADOW_OVER',
      message: `The time in which ${pluginId} was tried in shadow is over.`,
      remedy: 'Read what it would have done, then make it live or uninstall it.',
    });
    await changes.record(guildId, actor, 'installation.disabled', pluginId, 'enabled', 'disabled');
    return ended;
  }
}
