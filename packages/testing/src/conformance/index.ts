export {
  checkOffMeansOff,
  OffMeansOffError,
  type OffMeansOffOptions,
  type OffMeansOffReport,
} from './off-means-off.ts';
export type { Stimulus, Trial } from './trial.ts';
