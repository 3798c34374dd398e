export type { Match } from './matching.ts';
export type { AutoModForm } from './rules.ts';
export {
  autoModRuleOf,
  createAutoModRule,
  deleteAutoModRule,
  listAutoModRules,
  updateAutoModRule,
} from './rules.ts';
export { actOn, isBlocking, screen } from './screen.ts';
