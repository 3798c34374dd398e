export { type Asker, Egress, type EgressObserver } from './egress.ts';
export type { Hop, HopAnswer, Internet } from './internet.ts';
