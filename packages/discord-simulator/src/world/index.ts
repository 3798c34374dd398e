export type { SimulatorClock } from './clock.ts';
export { createClock, readDuration } from './clock.ts';
export * from './entities.ts';
export type { WorldEvent, WorldEventOf } from './events.ts';
export { compareSnowflakes, discordEpoch, isSnowflake, snowflakeAt, snowflakeTime } from './snowflake.ts';
export type { Operation, Tables } from './store.ts';
export { Table } from './store.ts';
export type { Violation } from './world.ts';
export { World } from './world.ts';
