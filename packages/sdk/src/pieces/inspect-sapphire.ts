import type { SapphirePiece } from './sapphire-types.ts';

/** What a class of Sapphire says of itself once there is a piece of it. */
export interface SapphireInspection {
  /** As the piece calls itself: what its class passes to Sapphire, or else its file's name. */
  readonly name: string;
  readonly description: string;
  readonly aliases: readonly string[];
  /** Methods that a command has. */
  readonly runs: readonly string[];
  /** A listener's event. */
  readonly event?: string;
  /** A listener of something else than the client. */
  readonly foreignEmitter: boolean;
  /** The commands that it registers, as Discord takes them. */
  readonly bodies: readonly SapphireCommandBody[];
  /** It asks for these guilds alone. */
  readonly guildIds: readonly string[];
  /** Why no piece could be made of it, or why it could not register its commands. */
  readonly failure?: string;
}

/** A command of Discord's API, as far as it is looked at. */
export interface SapphireCommandBody {
  readonly type?: number;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string | null>> | null;
  readonly default_member_permissions?: string | null;
  readonly nsfw?: boolean;
  readonly options?: readonly SapphireOptionBody[];
}

export interface SapphireOptionBody extends Omit<SapphireCommandBody, 'type' | 'options'> {
  readonly type: number;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly name_localizations?: Readonly<Record<string, string | null>> | null;
    readonly value: string | number;
  }[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly options?: readonly SapphireOptionBody[];
}

/** The parts of Sapphire's classes that are read. */
interface Instance {
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly event?: string | symbol;
  readonly options?: { readonly emitter?: unknown };
  readonly applicationCommandRegistry?: { readonly constructor: new (name: string) => Registry };
  registerApplicationCommands?(registry: Registry): unknown;
}
interface Registry {
  readonly apiCalls: readonly {
    readonly builtData: SapphireCommandBody;
    readonly registerOptions?: { readonly guildIds?: readonly string[] };
  }[];
}

const inspected = new WeakMap<object, Map<string, SapphireInspection>>();

/**
 * Makes a piece of the class, as Sapphire would, and writes down what it says. Nothing is loaded anywhere, and nothing sent:
 * its commands are registered with a registry that nobody reads. Once for each class.
 */
export function inspectSapphire(piece: SapphirePiece): SapphireInspection {
  const known = inspected.get(piece.piece) ?? new Map<string, SapphireInspection>();
  inspected.set(piece.piece, known);
  const found = known.get(piece.name) ?? inspect(piece);
  known.set(piece.name, found);
  return found;
}

/** The name that Sapphire would give it: its file's. */
export function fileNameOf(piece: Pick<SapphirePiece, 'name'>): string {
  return (piece.name.split('/').at(-1) ?? '').replace(/#.*$/, '');
}

/** What Sapphire's loader passes to a class's constructor. Its folders become the command's category. */
export function sapphireArguments(
  piece: Pick<SapphirePiece, 'name' | 'store'>,
  store: unknown,
): [context: Record<string, unknown>, options: Record<string, unknown>] {
  const name = fileNameOf(piece);
  const root = `/src/sapphire/${piece.store}`;
  return [
    { store, name, root, path: `/src/sapphire/${piece.name.replace(/#.*$/, '')}.js` },
    { name, enabled: true },
  ];
}

function inspect(piece: SapphirePiece): SapphireInspection {
  const name = fileNameOf(piece);
  try {
    const Piece = piece.piece as unknown as new (...args: unknown[]) => Instance;
    return withClient(piece.piece.prototype, () =>
      describe(piece, new Piece(...sapphireArguments(piece, { name: piece.store }))),
    );
  } catch (error) {
    return { ...nothing, name, failure: error instanceof Error ? error.message : String(error) };
  }
}

const nothing = {
  description: '',
  aliases: [],
  runs: [],
  foreignEmitter: false,
  bodies: [],
  guildIds: [],
} as const;

function describe({ store }: SapphirePiece, instance: Instance): SapphireInspection {
  const { event } = instance;
  return {
    ...nothing,
    name: instance.name,
    description: instance.description ?? '',
    aliases: instance.aliases ?? [],
    runs: ['chatInputRun', 'contextMenuRun', 'autocompleteRun', 'messageRun'].filter(
      (method) => typeof Reflect.get(instance, method) === 'function',
    ),
    foreignEmitter: instance.options?.emitter !== undefined,
    ...(store === 'listeners' && typeof event === 'string' ? { event } : {}),
    ...register(instance),
  };
}

/** Sapphire's constructors ask its client for defaults; where a plugin is built there is none. */
function withClient<T>(prototype: unknown, work: () => T): T {
  const { container } = prototype as { readonly container: { client?: unknown } };
  if (container.client !== undefined) return work();
  container.client = { options: {} };
  try {
    return work();
  } finally {
    delete container.client;
  }
}

function register(instance: Instance): Pick<SapphireInspection, 'bodies' | 'guildIds' | 'failure'> {
  const Registry = instance.applicationCommandRegistry?.constructor;
  if (!Registry || !instance.registerApplicationCommands) return { bodies: [], guildIds: [] };
  // One of its own: Sapphire's is shared by every command of that name in the process.
  const registry = new Registry(instance.name);
  let failure: string | undefined;
  const done = instance.registerApplicationCommands(registry);
  if (isThenable(done)) {
    // A manifest is the same every time: what comes of waiting for something can't be in it.
    if (registry.apiCalls.length === 0) failure = 'it registers its commands only after having waited';
    done.then(undefined, () => undefined);
  }
  return {
    bodies: registry.apiCalls.map(({ builtData }) => builtData),
    guildIds: registry.apiCalls.flatMap(({ registerOptions }) => registerOptions?.guildIds ?? []),
    ...(failure === undefined ? {} : { failure }),
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
