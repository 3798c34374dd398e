export { callRoute } from './call-route.ts';
export { RouteTable } from './route-table.ts';
export type { RefusalTexts, RouteCall, RouteIssue, RouteOutcome, RouteRefusalCode } from './types.ts';
