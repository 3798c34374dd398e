import fc from 'fast-check';

/**
 * Property tests draw new cases at each run, except where `PROPERTY_SEED` is set: there a failure must come from the change
 * that is judged, and be the same for everybody.
 */
const seed = process.env.PROPERTY_SEED;
if (seed) fc.configureGlobal({ seed: Number(seed) });
