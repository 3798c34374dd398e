export { because, causeOf } from './cause.ts';
export { readTally } from './read-tally.ts';
export { TallyBook } from './tally-book.ts';
export { type Progress, type ProgressSnapshot, TallyWriter } from './tally-writer.ts';
