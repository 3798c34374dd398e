export { type PlanGrant, type PlanGrantRequest, PlanGrants } from './plan-grants.ts';
export { type CurrentPlan, includes, type PlanSource } from './plan-source.ts';
