export {
  collectionName,
  createIndexes,
  type DataScope,
  guildCollection,
  purgeData,
} from './guild-collection.ts';
export { because, becauseOfThat, TallyBook, TallyWriter } from './tally/index.ts';
export { inTransaction } from './transaction.ts';
