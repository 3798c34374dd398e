export { DataKeys } from './data-keys.ts';
export {
  collectionName,
  type DataScope,
  guildCollection,
  purgeData,
  storedCollections,
} from './guild-collection.ts';
export { adoptRules, createIndexes, dropUnusedIndexes, type Indexed } from './indexes.ts';
export { SealedFields } from './sealed-fields.ts';
export { type Addition, because, causeOf, TallyBook, TallyWriter } from './tally/index.ts';
export { inTransaction } from './transaction.ts';
