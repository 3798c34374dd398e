import { controlRoom } from './control/index.ts';
import { oauthRoom } from './oauth/index.ts';
import type { SimulatorServer } from './server.ts';
import type { DiscordSimulator } from './simulator.ts';
import type { World } from './world/index.ts';

/** What a room (OAuth2, control, chat) is given to build on. */
export interface RoomContext {
  server: SimulatorServer;
  world: World;
  /** The public object that `createDiscord` returns. */
  simulator: DiscordSimulator;
  /** The secret that the control API and the chat view ask for. */
  controlToken: string;
}

/** Mounts its handlers on the server; returns how to take down what outlives a request (streams, timers). */
export type Room = (context: RoomContext) => (() => void) | undefined;

/** Every room beside REST, gateway and CDN. `createDiscord` opens them once the server listens. */
export const rooms: Room[] = [oauthRoom, controlRoom];
