import type { WrittenArguments } from '@guildhall/sdk';
import {
  clientEventRequirement,
  type EventPiece,
  type HearPiece,
  type MessageCommandPiece,
  type RawEventPiece,
  rawEventRequirement,
} from '@guildhall/sdk/host';
import type { CallOwner } from '../discord/index.ts';
import { declaredAs, type FrameHearer, type FrameListener, frameHearer } from './frame-hearer.ts';
import type { Heard } from './handler-runner.ts';
import type { LiveInstallation } from './live-installation.ts';

/** A raw handler. */
export interface RawEntry extends Entry<RawEventPiece>, Heard {
  readonly owner: CallOwner;
  /** Its plugin lives in another process. */
  readonly far: { readonly hearer: FrameHearer; readonly listener: FrameListener } | undefined;
}

export interface Entry<P> {
  readonly live: LiveInstallation;
  readonly piece: P;
}

/** A command that is written as a message, whichever way its plugin declares it. */
export interface WrittenPiece extends Pick<MessageCommandPiece, 'name' | 'aliases' | 'prefix'> {
  readonly run: (context: never, written: WrittenArguments, payload: unknown) => unknown;
}

/** What an installation hears beside the pieces of its contract. */
export interface MorePieces {
  readonly on: (live: LiveInstallation) => readonly EventPiece[];
  readonly written: (live: LiveInstallation) => readonly WrittenPiece[];
  /** Who is told how events end that a piece of a plugin in another process hears. */
  readonly listener: (live: LiveInstallation, piece: RawEventPiece, label: string) => FrameListener;
}

interface GuildTable {
  readonly raw: ReadonlyMap<string, readonly RawEntry[]>;
  readonly on: ReadonlyMap<string, readonly Entry<EventPiece>[]>;
  readonly written: readonly Entry<WrittenPiece>[];
  /** By the emitting plugin and the event: `starboard.starred`. */
  readonly heard: ReadonlyMap<string, readonly Entry<HearPiece>[]>;
}

const nothing: readonly never[] = [];

/**
 * Who hears what, per guild: compiled from the enabled installations whenever those change, so that an event costs two map
 * look-ups and a disabled plugin nothing.
 */
export class DispatchTables {
  readonly #tables = new Map<string, GuildTable>();
  /** A frame asks several times for its guild's table: found by the very same text, which takes no hashing. */
  #latestGuild: string | undefined;
  #latest: GuildTable | undefined;
  /** In how many guilds each discord.js event is heard. */
  readonly #heard = new Map<string, number>();
  readonly #more: MorePieces;
  readonly #onHeard: (event: string, heard: boolean) => void;

  /** @param onHeard told when the first guild begins to hear a discord.js event, and when the last one stops. */
  constructor(onHeard: (event: string, heard: boolean) => void, more: MorePieces) {
    this.#onHeard = onHeard;
    this.#more = more;
  }

  /** Moderation goes first, the others in the order of installation, so that an order never depends on a restart. */
  compile(guildId: string, installations: readonly LiveInstallation[]): void {
    const raw = new Map<string, RawEntry[]>();
    const on = new Map<string, Entry<EventPiece>[]>();
    const written: Entry<WrittenPiece>[] = [];
    const heard = new Map<string, Entry<HearPiece>[]>();
    for (const live of inOrder(installations)) {
      for (const piece of live.pieces.onRaw) {
        if (!mayHear(live, rawEventRequirement(piece.event))) continue;
        const hearer = frameHearer(piece);
        const label = `${hearer?.[declaredAs] ?? 'onRaw'} ${piece.name}`;
        const far = hearer && { hearer, listener: this.#more.listener(live, piece, label) };
        append(raw, piece.event, { live, piece, label, far, ...live.entranceOf(label, piece.event) });
      }
      if (live.owner.capabilities.has('messages.read')) {
        for (const piece of live.pieces.messageCommands) written.push({ live, piece });
        for (const piece of this.#more.written(live)) written.push({ live, piece });
      }
      for (const piece of live.pieces.hear) append(heard, `${piece.plugin}.${piece.event}`, { live, piece });
      for (const piece of [...live.pieces.on, ...this.#more.on(live)]) {
        if (mayHear(live, clientEventRequirement(piece.event))) append(on, piece.event, { live, piece });
      }
    }
    const before = this.#tables.get(guildId);
    this.#latestGuild = undefined;
    const any = raw.size + on.size + written.length + heard.size;
    if (any > 0) this.#tables.set(guildId, { raw, on, written, heard });
    else this.#tables.delete(guildId);
    for (const event of on.keys()) if (!before?.on.has(event)) this.#count(event, 1);
    for (const event of before?.on.keys() ?? []) if (!on.has(event)) this.#count(event, -1);
  }

  raw(guildId: string, type: string): readonly RawEntry[] {
    return this.#of(guildId)?.raw.get(type) ?? nothing;
  }

  on(guildId: string, event: string): readonly Entry<EventPiece>[] {
    return this.#of(guildId)?.on.get(event) ?? nothing;
  }

  /** Commands that are written as messages. */
  written(guildId: string): readonly Entry<WrittenPiece>[] {
    return this.#of(guildId)?.written ?? nothing;
  }

  /** Who hears a plugin's event. */
  heard(guildId: string, pluginId: string, event: string): readonly Entry<HearPiece>[] {
    return this.#of(guildId)?.heard.get(`${pluginId}.${event}`) ?? nothing;
  }

  /** Entries of all guilds, for leak tests. */
  get size(): number {
    let entries = 0;
    for (const table of this.#tables.values()) {
      for (const list of table.raw.values()) entries += list.length;
      for (const list of table.on.values()) entries += list.length;
      for (const list of table.heard.values()) entries += list.length;
      entries += table.written.length;
    }
    return entries;
  }

  #of(guildId: string): GuildTable | undefined {
    if (guildId === this.#latestGuild) return this.#latest;
    this.#latestGuild = guildId;
    this.#latest = this.#tables.get(guildId);
    return this.#latest;
  }

  #count(event: string, change: 1 | -1): void {
    const before = this.#heard.get(event) ?? 0;
    const after = before + change;
    if (after === 0) this.#heard.delete(event);
    else this.#heard.set(event, after);
    if (before === 0) this.#onHeard(event, true);
    if (after === 0) this.#onHeard(event, false);
  }
}

/**
 * Whether a plugin's manifest opens an event to it. `build` refuses a listener that it doesn't, and a stranger's manifest need not
 * have been built.
 */
function mayHear(
  { owner, version }: LiveInstallation,
  requirement: ReturnType<typeof rawEventRequirement>,
): boolean {
  if (!requirement || !owner.capabilities.has(requirement.capability)) return false;
  const { intent } = requirement;
  if (intent !== 'GuildMembers' && intent !== 'GuildPresences') return true;
  return version.manifest.intents.privileged.some(({ name }) => name === intent);
}

/**
 * Plugins for moderation hear of everything before those that count or answer it. Of each kind the oldest installation goes first;
 * of the same moment, by id.
 */
export function inOrder(installations: readonly LiveInstallation[]): readonly LiveInstallation[] {
  return [...installations].sort(
    (a, b) =>
      Number(moderates(b)) - Number(moderates(a)) ||
      a.installedAt - b.installedAt ||
      (a.pluginId < b.pluginId ? -1 : 1),
  );
}

function moderates({ version }: LiveInstallation): boolean {
  return version.manifest.category === 'moderation';
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
