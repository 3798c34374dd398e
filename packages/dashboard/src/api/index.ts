export { isProblem, isUnreachable, setRequestLanguage } from './client.ts';
export { keys } from './keys.ts';
export { staleAfter, useLiveUpdates } from './live.ts';
export { mergedNames } from './merged-names.ts';
export { api } from './operations.ts';
export { type Paged, usePaged } from './paged.ts';
export * from './queries.ts';
export type * from './types.ts';
