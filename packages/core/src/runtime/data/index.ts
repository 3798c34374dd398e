export { collectionName, createIndexes, guildCollection, purgeData } from './guild-collection.ts';
export { inTransaction } from './transaction.ts';
