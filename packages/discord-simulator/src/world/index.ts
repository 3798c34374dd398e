export type { SimulatorClock } from './clock.ts';
export { createClock } from './clock.ts';
export * from './entities.ts';
export type { WorldEvent, WorldEventOf } from './events.ts';

export type { Operation, Tables } from './store.ts';

export type { Violation } from './world.ts';
export { World } from './world.ts';
