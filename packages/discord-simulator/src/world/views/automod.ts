import type { AutoModRule } from '../entities.ts';

export function autoModRuleView(rule: AutoModRule) {
  return { ...rule, actions: rule.actions.map(({ type, metadata }) => ({ type, metadata })) };
}
