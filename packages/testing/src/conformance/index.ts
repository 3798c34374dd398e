export {
  checkOffMeansOff,
  OffMeansOffError,
  type OffMeansOffOptions,
  type OffMeansOffReport,
} from './off-means-off.ts';
export type { Stimulus, Trial } from './trial.ts';
export {
  checkWithoutIntents,
  type WithoutIntents,
  WithoutIntentsError,
  type WithoutIntentsOptions,
} from './without-intents.ts';
