export { callRoute } from './call-route.ts';
export { patternOf, RouteTable } from './route-table.ts';
export type { RefusalTexts, RouteCall, RouteIssue, RouteOutcome, RouteRefusalCode } from './types.ts';
