export { because, causeOf } from './cause.ts';
export { TallyReader } from './read-tally.ts';
export type { Addition } from './tally.ts';
export { TallyBook } from './tally-book.ts';
export { type Progress, type ProgressSnapshot, TallyWriter } from './tally-writer.ts';
