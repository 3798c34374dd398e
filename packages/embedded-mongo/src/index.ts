export { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from './server.ts';
export { EmbeddedMongoError } from './startup-error.ts';
