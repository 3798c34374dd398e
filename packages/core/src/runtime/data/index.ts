export { collectionName, createIndexes, type DataScope, guildCollection, purgeData } from './guild-collection.ts';
export { inTransaction } from './transaction.ts';
