/** The folders that Sapphire keeps its pieces in. */
export type SapphireStore = 'commands' | 'listeners' | 'preconditions' | 'arguments' | 'interaction-handlers';

export const sapphireStores: readonly SapphireStore[] = [
  'commands',
  'listeners',
  'preconditions',
  'arguments',
  'interaction-handlers',
];

/** A class as Sapphire's own loader makes pieces of: one that extends its `Command`, `Listener`, `Precondition` … */
export type SapphireClass = abstract new (context: never, options: never) => object;

/** An ordinary piece of the Sapphire framework, made by `contract.sapphire` or found by `build` in `src/sapphire`. */
export interface SapphirePiece {
  readonly kind: 'sapphire';
  /** Where its file is, below the folder and without extension: `commands/fun/ping`. */
  readonly name: string;
  readonly store: SapphireStore;
  readonly piece: SapphireClass;
}

const outcomes = ['Denied', 'Accepted', 'Run', 'Success', 'Error', 'Finish'] as const;

/** Sapphire's own events that a plugin's listeners hear, each of that plugin's own pieces alone. */
export const sapphireEvents: ReadonlySet<string> = new Set([
  ...outcomes.map((outcome) => `chatInputCommand${outcome}`),
  ...outcomes.map((outcome) => `contextMenuCommand${outcome}`),
  ...outcomes.map((outcome) => `messageCommand${outcome}`),
  'commandAutocompleteInteractionSuccess',
  'commandAutocompleteInteractionError',
  'interactionHandlerParseError',
  'interactionHandlerError',
  'listenerError',
]);
