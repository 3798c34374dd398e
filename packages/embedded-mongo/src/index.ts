export { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from './server.ts';
export { EmbeddedMongoError, type EmbeddedMongoErrorCode } from './startup-error.ts';
