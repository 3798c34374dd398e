import type { SimulatorServer } from './server.ts';
import type { World } from './world/index.ts';

/** What a room (OAuth2, control, chat) is given to build on. */
export interface RoomContext<Simulator = unknown> {
  server: SimulatorServer;
  world: World;
  /** The public object that `createDiscord` returns. */
  simulator: Simulator;
  /** The secret that the control API and the chat view ask for. */
  controlToken: string;
}

/** Mounts its handlers on the server; returns how to take down what outlives a request (streams, timers). */
export type Room<Simulator = unknown> = (context: RoomContext<Simulator>) => (() => void) | undefined;
