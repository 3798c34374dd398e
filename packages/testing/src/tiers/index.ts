export { callerOf } from './caller.ts';
export { inTier, tierOf } from './in-tier.ts';
