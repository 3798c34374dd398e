interface Known {
  readonly places: string;
  readonly number: string;
  /** The same for whole packets. */
  readonly ofPacket: string;
}

interface HeadedEvent {
  readonly guildId: string;
  readonly type: string;
  readonly config: unknown;
}

/**
 * What a process has been told about whom its events are for, so that of the next event of the same kind it is told a number only.
 * The process counts the same way; see `EventHead`.
 */
export class EventHeads {
  /** By guild and by name. */
  readonly #known = new Map<string, Map<string, Known[]>>();
  #count = 0;
  #latest: { readonly list: Known[] } | undefined;

  /**
   * @param places the pieces' places, with commas between them
   * @param isPacket what follows is the whole packet, with the payload in it
   * @returns the head as JSON; the process knows it from now on
   */
  textOf({ guildId, type, config }: HeadedEvent, places: string, isPacket: boolean): string {
    this.#latest = undefined;
    // A guild's id and an event's name hold nothing that JSON escapes, coming from Discord; the rest is made by the host.
    const whole = () => `[${isPacket ? 1 : 0},"${guildId}","${type}",[${places}]`;
    if (config !== undefined) return `${whole()},${JSON.stringify(config)}]`;
    const list = this.#listOf(guildId, type);
    for (const known of list) {
      if (known.places === places) return isPacket ? known.ofPacket : known.number;
    }
    list.push({ places, number: String(this.#count), ofPacket: String(-1 - this.#count) });
    this.#latest = { list };
    this.#count += 1;
    return `${whole()}]`;
  }

  /** What `textOf` has given last is not sent after all. */
  takeBack(): void {
    if (!this.#latest) return;
    this.#latest.list.pop();
    this.#latest = undefined;
    this.#count -= 1;
  }

  /** The process forgets the guild. */
  forget(guildId: string): void {
    this.#known.delete(guildId);
  }

  /** The process is another one. */
  clear(): void {
    this.#known.clear();
    this.#count = 0;
  }

  #listOf(guildId: string, type: string): Known[] {
    let ofGuild = this.#known.get(guildId);
    if (!ofGuild) {
      ofGuild = new Map();
      this.#known.set(guildId, ofGuild);
    }
    let list = ofGuild.get(type);
    if (!list) {
      list = [];
      ofGuild.set(type, list);
    }
    return list;
  }
}
