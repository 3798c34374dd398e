export { createContextServices } from './context/context-services.ts';
export type { DeadLetter } from './jobs/dead-letters.ts';
export type { MovableClock } from './jobs/scheduler.ts';
export type { LiveInstallation } from './live-installation.ts';
export type { HostMetrics } from './metrics.ts';
export { type EmittedEvent, PluginRuntime } from './plugin-runtime.ts';
export { ProblemBook } from './problem-book.ts';
export type { RouteCall, RouteIssue, RouteOutcome, RouteRefusalCode } from './routes/index.ts';
export type { StrayKind } from './stray-errors.ts';
