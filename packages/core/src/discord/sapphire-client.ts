import type { Logger } from '@guildhall/sdk';
import { type Piece, SapphireClient, type Store } from '@sapphire/framework';
import { type ClientOptions, Partials } from 'discord.js';
import { limitedCaches } from './caches.ts';

interface RememberedPiece {
  readonly store: 'listeners' | 'preconditions' | 'arguments';
  readonly name: string;
  readonly piece: never;
}

/**
 * Sapphire hands its own listeners, preconditions and arguments to the first client of a process only (they are queued when its
 * module loads). Remembered here, so that a bot that is started again in the same process is whole.
 */
let sapphireOwn: readonly RememberedPiece[] | undefined;

/** The client: Sapphire with limited caches and all partials. Its stores hold the core's commands and plugins' ordinary pieces. */
export class GuildhallClient extends SapphireClient {
  /** Whose piece somebody means who asks a store for a name: the host answers for plugins, which see their own first. */
  scope: ((store: string, name: string) => Piece | undefined) | undefined;

  constructor(options: Pick<ClientOptions, 'intents' | 'rest' | 'ws'>, logger: Logger) {
    super({
      ...options,
      baseUserDirectory: null,
      loadMessageCommandListeners: false,
      // Only our planner writes commands to Discord.
      loadApplicationCommandRegistriesStatusListeners: false,
      makeCache: limitedCaches(),
      // Without them, a message that was skipped would make its later reactions, edits and deletions vanish.
      partials: [
        Partials.Channel,
        Partials.GuildMember,
        Partials.GuildScheduledEvent,
        Partials.Message,
        Partials.Poll,
        Partials.PollAnswer,
        Partials.Reaction,
        Partials.SoundboardSound,
        Partials.ThreadMember,
        Partials.User,
      ],
      allowedMentions: { parse: [] },
      logger: { instance: sapphireLogger(logger) },
    });
    for (const store of this.stores.values()) scopeStore(store as unknown as Store<Piece>, () => this.scope);
  }

  override async login(token?: string): Promise<string> {
    for (const piece of sapphireOwn ?? []) {
      const store = this.stores.get(piece.store);
      if (!store.has(piece.name)) await store.loadPiece(piece as never);
    }
    const result = super.login(token);
    sapphireOwn ??= await this.#rememberAfterLoading(result);
    return result;
  }

  async #rememberAfterLoading(loggedIn: Promise<string>): Promise<readonly RememberedPiece[]> {
    await loggedIn;
    const remembered: RememberedPiece[] = [];
    for (const store of ['listeners', 'preconditions', 'arguments'] as const) {
      for (const [name, piece] of this.stores.get(store)) {
        remembered.push({ store, name, piece: piece.constructor as never });
      }
    }
    return remembered;
  }
}

function scopeStore(store: Store<Piece>, scope: () => GuildhallClient['scope']): void {
  const { name } = store;
  const get = store.get.bind(store);
  const has = store.has.bind(store);
  store.get = (key) => scope()?.(name, key) ?? get(key);
  store.has = (key) => scope()?.(name, key) !== undefined || has(key);
}

function sapphireLogger(logger: Logger) {
  const text = (values: readonly unknown[]) =>
    values.map((value) => (value instanceof Error ? value.stack : String(value))).join(' ');
  const debug = (...values: readonly unknown[]) => logger.debug(text(values));
  return {
    has: () => false,
    trace: debug,
    debug,
    info: (...values: readonly unknown[]) => logger.info(text(values)),
    warn: (...values: readonly unknown[]) => logger.warn(text(values)),
    error: (...values: readonly unknown[]) => logger.error(text(values)),
    fatal: (...values: readonly unknown[]) => logger.error(text(values)),
    write: (_level: unknown, ...values: readonly unknown[]) => logger.info(text(values)),
  };
}
