export { contracts } from './contracts/index.ts';
export { createKeys, type Keys } from './crypto/keys.ts';
export { type ApiHost, type ApiHostOptions, startApiHost } from './http/api-host.ts';
export { PortError } from './http/port-error.ts';
export { createMongoIdempotencyStore } from './idempotency/mongo-idempotency-store.ts';
export { type OpenApiDocument, openApiDocument } from './openapi/document.ts';
export type { ApiServices, GuildAccess, OperatorStore } from './services.ts';
export {
  createIdentity,
  type DiscordEndpoints,
  type Identity,
  realDiscord,
} from './sign-in/discord-identity.ts';
export { createMongoSessionStore } from './sign-in/mongo-session-store.ts';
export type { Session, SessionStore } from './sign-in/session-store.ts';
