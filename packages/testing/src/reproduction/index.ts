export { type Replay, type ReplayOptions, replayProblem } from './replay-problem.ts';
