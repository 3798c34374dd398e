/** What is masked, told from everything that a guild has. */
export interface Entities {
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly { readonly id: string; readonly type: string }[];
}

const snowflake = /\b\d{15,20}\b/g;
const mention = /<(@!?|@&|#)(\d{15,20})>/g;
const customEmoji = /<a?:\w+:\d{15,20}>/g;

/** Names for the entities of one scene, the same for the same id; and texts without what they say. */
export class Masks {
  readonly #members = new Map<string, string>();
  readonly #channels = new Map<string, string>();
  readonly #roles = new Map<string, string>();

  constructor({ roles, channels }: Entities) {
    for (const { id } of roles) this.#roles.set(id, `Role ${this.#roles.size + 1}`);
    for (const { id, type } of channels) {
      const kind = type === 'voice' || type === 'stage' ? 'Voice' : 'channel';
      this.#channels.set(
        id,
        kind === 'Voice' ? `Voice ${this.#channels.size + 1}` : `channel-${this.#channels.size + 1}`,
      );
    }
  }

  /** Anybody whose id turns up is somebody of the scene. */
  member(id: string): string {
    const known = this.#members.get(id) ?? `Member ${this.#members.size + 1}`;
    this.#members.set(id, known);
    return known;
  }

  channel(id: string): string | undefined {
    return this.#channels.get(id);
  }

  role(id: string): string | undefined {
    return this.#roles.get(id);
  }

  get members(): ReadonlyMap<string, string> {
    return this.#members;
  }

  get channels(): ReadonlyMap<string, string> {
    return this.#channels;
  }

  get roles(): ReadonlyMap<string, string> {
    return this.#roles;
  }

  /**
   * The shape of a text: letters are x, digits 0, its first word stays when it is one of `kept` (a command that the plugin reads).
   * Spaces, signs and emojis stay, because rules are about those.
   */
  text(text: string, kept: readonly string[] = []): string {
    const [first = ''] = text.split(/\s/, 1);
    const head = kept.includes(first.toLowerCase()) ? first : '';
    const rest = text
      .slice(head.length)
      .replace(customEmoji, '🙂')
      .replace(mention, '@')
      .replace(/\p{L}/gu, 'x')
      .replace(/\p{N}/gu, '0');
    return head + rest;
  }

  /** Any JSON, with entities of the guild by their masked names and every other id gone. */
  json(value: unknown): unknown {
    if (typeof value === 'string') return this.#reference(value) ?? value.replace(snowflake, '0');
    if (Array.isArray(value)) return value.map((item) => this.json(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key.replace(snowflake, '0'), this.json(item)]),
    );
  }

  #reference(id: string) {
    if (!/^\d{15,20}$/.test(id)) return undefined;
    const role = this.#roles.get(id);
    if (role !== undefined) return { role };
    const channel = this.#channels.get(id);
    if (channel !== undefined) return { channel };
    return { member: this.member(id) };
  }
}
