export { maxResults } from './cursor.ts';
export { DataError } from './errors.ts';
export { collectionName, createIndexes, guildCollection, purgeData } from './guild-collection.ts';
export { inTransaction } from './transaction.ts';
