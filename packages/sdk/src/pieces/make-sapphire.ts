import {
  type SapphireClass,
  type SapphirePiece,
  type SapphireStore,
  sapphireStores,
} from './sapphire-types.ts';

export function makeSapphirePiece(path: string, piece: SapphireClass): SapphirePiece {
  const store = path.slice(0, Math.max(0, path.indexOf('/'))) as SapphireStore;
  return Object.freeze({ kind: 'sapphire', name: path, store, piece });
}

/** What only the prototypes of a store's own class have: nothing of Sapphire is imported to find out. */
const marks: Readonly<Record<SapphireStore, readonly string[]>> = {
  commands: ['supportsChatInputCommands'],
  listeners: ['_runOnce'],
  preconditions: ['fetchChannelFromInteraction'],
  arguments: ['ok', 'error'],
  'interaction-handlers': ['some', 'none'],
};

/** Whether a value is a class that Sapphire's store of that name takes. */
export function isPieceOf(store: SapphireStore, value: unknown): value is SapphireClass {
  if (!sapphireStores.includes(store) || typeof value !== 'function') return false;
  const prototype: unknown = value.prototype;
  if (typeof prototype !== 'object' || prototype === null) return false;
  // `Precondition` has `ok` and `error` too.
  if (store === 'arguments' && 'fetchChannelFromInteraction' in prototype) return false;
  return marks[store].every((mark) => mark in prototype);
}
