import { randomUUID } from 'node:crypto';
import type { Clock } from '@guildhall/sdk';
import type { Plugin } from '@guildhall/sdk/host';
import type { InstallationDocument, UnderWay, VersionSide } from '../../database/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { PluginRuntime, ProblemBook } from '../../runtime/index.ts';
import { loadCode } from '../config/index.ts';
import { InstallationError } from '../errors.ts';
import { type Because, type InstallationStore, isRunning } from '../installation-store.ts';
import type { CollectionStep, DataMigration } from './data-migration.ts';

/** For this long after an update the former version and its data can be had back. */
export const watchMs = 24 * 60 * 60_000;

export interface VersionMoveParts {
  readonly store: InstallationStore;
  readonly runtime: PluginRuntime;
  readonly problems: ProblemBook;
  readonly migration: DataMigration;
  readonly clock: Clock;
  /** @throws `InstallationError` `PLUGIN_UNKNOWN` when it is no longer held */
  readonly versionOf: (pluginId: string, hash: string, version: string) => PluginVersion;
  /** @throws `InstallationError` `KILLED_BY_OPERATOR`: none of its code may run, also not to migrate */
  readonly refuseKilled: (pluginId: string) => void;
  /** Brings this process in line with the document. */
  readonly apply: (document: InstallationDocument) => Promise<void>;
  /** Told after each step that is on disk; for tests of what a death in the middle leaves. */
  readonly onStep: (step: string) => void | Promise<void>;
}

/** How a move ended. */
export interface Moved {
  readonly document: InstallationDocument;
  /** Why it did not come about. */
  readonly failure?: unknown;
}

/**
 * Moves installations between versions. What is under way is in the installation itself (`update`), so that a process that dies
 * in the middle leaves to the next one what to do (`resume`):
 *
 * | state | died here | the next process |
 * |---|---|---|
 * | `updating` | nothing has changed | takes it back, with a problem |
 * | `migrating`, forward | data are copied, or half replaced | goes on; if that fails, or an operator has switched the plugin off meanwhile, goes back, which takes no code of it |
 * | `migrating`, back | data are half restored | goes on going back |
 */
export class VersionMoves {
  readonly #parts: VersionMoveParts;

  constructor(parts: VersionMoveParts) {
    this.#parts = parts;
  }

  /** Announces the move; the version of before still runs. */
  async begin(
    current: InstallationDocument,
    to: PluginVersion,
    because: Because & { readonly pinned: boolean },
  ): Promise<InstallationDocument> {
    const { store, clock, versionOf } = this.#parts;
    const former = versionOf(current.pluginId, current.hash, current.version);
    const from = sideOf(current, former);
    const running = isRunning(current.state) || current.state === 'quarantined';
    const update: UnderWay = {
      id: randomUUID(),
      direction: 'forward',
      endState: running ? 'enabled' : 'disabled',
      formerState: current.state,
      from,
      to: {
        ...from,
        version: to.version,
        hash: to.hash,
        // Collections that it no longer declares keep their form.
        dataVersions: { ...from.dataVersions, ...dataVersions(to) },
      },
      pinned: because.pinned,
      actor: because.actor,
      startedAt: new Date(clock.now()),
      collections: changedCollections(from.dataVersions, to),
    };
    const updating = await store.change(current, { state: 'updating', update }, because);
    await this.#parts.onStep('updating');
    return updating;
  }

  /** Takes an announced move back: nothing has changed yet. */
  async abandon(updating: InstallationDocument, because: Because): Promise<InstallationDocument> {
    const { store } = this.#parts;
    const state = updating.update?.formerState ?? 'enabled';
    return store.change(updating, { state, update: null }, because);
  }

  /** The announced move can't be made, and the plugin's code is why. */
  async refuse(
    updating: InstallationDocument,
    because: Because,
    failure: unknown,
  ): Promise<InstallationDocument> {
    const under = requireUpdate(updating);
    const state = under.endState === 'disabled' ? 'disabled' : 'rolled_back';
    const wasQuarantined = under.formerState === 'quarantined';
    const back = await this.#parts.store.change(
      updating,
      { state: wasQuarantined ? 'quarantined' : state, update: null },
      because,
    );
    await this.#report(back, updateFailed(under, failure));
    return back;
  }

  /** Goes through with an announced move, whose configuration and consent are known by now. */
  async carryOut(
    updating: InstallationDocument,
    side: Pick<VersionSide, 'config' | 'consent'>,
  ): Promise<Moved> {
    const { store, onStep } = this.#parts;
    const under = requireUpdate(updating);
    const update: UnderWay = { ...under, to: { ...under.to, ...side } };
    const migrating = await store.change(updating, { state: 'migrating', update }, { actor: under.actor });
    await onStep('migrating');
    return this.#forward(migrating);
  }

  /** Back to the version of before the last update. @throws `InstallationError` `NOTHING_TO_ROLL_BACK` */
  async rollBack(
    current: InstallationDocument,
    because: Because,
    problem?: UnderWay['problem'],
  ): Promise<InstallationDocument> {
    const { store, clock, versionOf, onStep } = this.#parts;
    const { previous, pluginId } = current;
    if (!previous) {
      throw new InstallationError(
        'NOTHING_TO_ROLL_BACK',
        `${pluginId} has not been updated here, or the update has been confirmed. Update to an older version instead.`,
      );
    }
    versionOf(pluginId, previous.hash, previous.version);
    const at = new Date(clock.now());
    const { migrationId, collections, until: _, ...to } = previous;
    const wasOff = current.state === 'disabled';
    const endState = wasOff ? 'disabled' : problem ? 'rolled_back' : 'enabled';
    const from: VersionSide = {
      version: current.version,
      hash: current.hash,
      consent: current.consent,
      config: current.config,
      dataVersions: current.dataVersions ?? {},
    };
    const config =
      to.config.number === current.config.number
        ? to.config
        : {
            ...to.config,
            number: current.config.number + 1,
            actor: because.actor,
            at,
            restoredFrom: to.config.number,
          };
    const update: UnderWay = {
      id: migrationId,
      direction: 'back',
      endState,
      formerState: current.state,
      from,
      to: { ...to, config },
      pinned: true,
      actor: because.actor,
      startedAt: at,
      collections,
      ...(problem === undefined ? {} : { problem }),
    };
    await store.remember(current);
    const migrating = await store.change(current, { state: 'migrating', update }, because);
    await onStep('rolling back');
    return this.#back(migrating, because.reason);
  }

  /** Goes on with what a former process was in the middle of. */
  async resume(document: InstallationDocument): Promise<InstallationDocument> {
    const under = requireUpdate(document);
    if (document.state === 'updating') {
      const back = await this.abandon(document, {
        actor: { kind: 'system', reason: 'recovery' },
        reason: 'UPDATE_INTERRUPTED',
      });
      await this.#report(document, {
        code: 'UPDATE_INTERRUPTED',
        message: `The update to ${under.to.version} was cut short when Guildhall stopped. ${under.from.version} goes on.`,
        remedy: 'Start the update again.',
      });
      return back;
    }
    if (under.direction === 'back') return this.#back(document, 'RECOVERED');
    return (await this.#forward(document)).document;
  }

  /** Keeps the version for good. */
  async confirm(document: InstallationDocument): Promise<InstallationDocument> {
    const { store, migration } = this.#parts;
    if (!document.previous) return document;
    const { migrationId } = document.previous;
    const confirmed = await store.change(document, { previous: null });
    await migration.drop(migrationId);
    return confirmed;
  }

  async #forward(migrating: InstallationDocument): Promise<Moved> {
    const { store, runtime, migration, clock, onStep, apply, problems } = this.#parts;
    const { guildId, pluginId } = migrating;
    const under = requireUpdate(migrating);
    const { to, from } = under;
    await runtime.deactivate(guildId, pluginId);
    const job = { id: under.id, guildId, pluginId };
    try {
      this.#parts.refuseKilled(pluginId);
      const version = this.#parts.versionOf(pluginId, to.hash, to.version);
      await migration.forward(job, collectionSteps(await loadCode(version), from, under.collections));
      await runtime.adoptData(guildId, version, { strict: true });
    } catch (failure) {
      return { document: await this.#failed(migrating, failure), failure };
    }
    const now = clock.now();
    // Only the last update can be taken back.
    const superseded = migrating.previous?.migrationId;
    const moved = await store.change(
      migrating,
      {
        ...to,
        state: under.endState,
        update: null,
        updatedAt: new Date(now),
        pinned: under.pinned,
        previous: {
          ...from,
          migrationId: under.id,
          collections: under.collections,
          until: new Date(now + watchMs),
        },
      },
      { actor: under.actor },
    );
    await onStep('moved');
    if (superseded) await migration.drop(superseded);
    const over = ['UPDATE_FAILED', 'UPDATE_CRASHED', 'UPDATE_INTERRUPTED', 'QUARANTINED'];
    await problems.resolve(guildId, pluginId, ...over);
    try {
      await apply(moved);
    } catch (failure) {
      const back = await this.rollBack(
        moved,
        { actor: { kind: 'system', reason: 'update' }, reason: 'UPDATE_FAILED' },
        updateFailed(under, failure),
      );
      return { document: back, failure };
    }
    await store.remember(moved);
    return { document: moved };
  }

  /** The step forward failed: everything as it was. */
  async #failed(migrating: InstallationDocument, failure: unknown): Promise<InstallationDocument> {
    const { store } = this.#parts;
    const under = requireUpdate(migrating);
    const update: UnderWay = {
      ...under,
      direction: 'back',
      endState: under.endState === 'disabled' ? 'disabled' : 'rolled_back',
      to: under.from,
      from: under.to,
      problem: updateFailed(under, failure),
    };
    const turned = await store.change(migrating, { update });
    return this.#back(turned, 'UPDATE_FAILED');
  }

  async #back(migrating: InstallationDocument, reason: string | undefined): Promise<InstallationDocument> {
    const { store, runtime, migration, clock, apply, onStep } = this.#parts;
    const { guildId, pluginId } = migrating;
    const under = requireUpdate(migrating);
    await runtime.deactivate(guildId, pluginId);
    await migration.back({ id: under.id, guildId, pluginId }, under.collections);
    const former = this.#parts.versionOf(pluginId, under.to.hash, under.to.version);
    const outside = await runtime.adoptData(guildId, former, { strict: false });
    // Of a move that never came about, the update before it can still be taken back.
    const kept = migrating.previous && migrating.previous.migrationId !== under.id ? {} : { previous: null };
    const restored = await store.change(
      migrating,
      {
        ...under.to,
        ...kept,
        state: under.endState,
        update: null,
        updatedAt: new Date(clock.now()),
        pinned: under.pinned || migrating.pinned === true,
      },
      { actor: under.actor, ...(reason === undefined ? {} : { reason }) },
    );
    await onStep('rolled back');
    if (under.problem) await this.#report(restored, under.problem);
    if (outside.length > 0) await this.#report(restored, notUnique(former, outside));
    await apply(restored);
    await store.remember(restored);
    await migration.dropOriginals(under.id);
    return restored;
  }

  async #report(
    { guildId, pluginId }: InstallationDocument,
    problem: NonNullable<UnderWay['problem']>,
  ): Promise<void> {
    await this.#parts.problems.record(guildId, pluginId, problem);
  }
}

function updateFailed({ from, to }: UnderWay, failure: unknown): NonNullable<UnderWay['problem']> {
  const why = failure instanceof Error ? failure.message : String(failure);
  return {
    code: 'UPDATE_FAILED',
    message: `The update from ${from.version} to ${to.version} failed: ${why} ${from.version} goes on, with its data as they were.`,
    remedy: 'Tell the plugin’s author; try again with a version that mends it.',
  };
}

function notUnique(
  { version }: PluginVersion,
  collections: readonly string[],
): NonNullable<UnderWay['problem']> {
  return {
    code: 'DATA_NOT_UNIQUE',
    message: `Some documents of ${collections.join(', ')} break what ${version} wants to be unique, because a newer version has written them.`,
    remedy: 'They stay, and count as others do. Change or delete the doubles, or update again.',
  };
}

function requireUpdate(document: InstallationDocument): UnderWay {
  if (document.update) return document.update;
  throw new Error(`${document.pluginId} in ${document.guildId} is ${document.state} without an update`);
}

/** The versions of a version's collections. */
export function dataVersions({ manifest }: PluginVersion): Record<string, number> {
  return Object.fromEntries(Object.entries(manifest.data).map(([name, { version }]) => [name, version]));
}

function sideOf(document: InstallationDocument, version: PluginVersion): VersionSide {
  const { hash, consent, config } = document;
  return {
    version: document.version,
    hash,
    consent,
    config,
    dataVersions: document.dataVersions ?? dataVersions(version),
  };
}

/**
 * Collections whose documents must change form.
 * @throws `InstallationError` `STATE_CONFLICT` when they are already in a newer one
 */
export function changedCollections(
  held: Readonly<Record<string, number>>,
  to: PluginVersion,
): readonly string[] {
  return Object.entries(to.manifest.data).flatMap(([name, { version }]) => {
    const current = held[name];
    if (current === undefined || current === version) return [];
    if (current < version) return [name];
    throw new InstallationError(
      'STATE_CONFLICT',
      `${to.id} ${to.version} can't read its "${name}" here: they are in the form of version ${current}, and it knows ${version}. Roll the last update back instead, or choose a newer version.`,
    );
  });
}

function collectionSteps(
  plugin: Plugin,
  from: VersionSide,
  collections: readonly string[],
): readonly CollectionStep[] {
  return collections.flatMap((name) => {
    const declaration = plugin.declaration.data?.[name];
    const held = from.dataVersions[name];
    return declaration && held !== undefined ? [{ name, from: held, declaration }] : [];
  });
}
