export { type EventLoopWatch, stalledAfterMs, watchEventLoop } from './event-loop.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { type Check, type CheckResult, Readiness } from './readiness.ts';
export { sdkLogger } from './sdk-logger.ts';
