import type { Rule } from './schema.ts';

type Texts = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Whether it acts. `slow`: the plugin switched it off, because its patterns took too long. */
export function stateOfRule({ enabled, dryRun, disabledBecause }: Rule): 'on' | 'off' | 'dryRun' | 'slow' {
  if (disabledBecause === 'slowPatterns') return 'slow';
  return !enabled ? 'off' : dryRun ? 'dryRun' : 'on';
}

/** One line that says what a rule does: `3 · **Links** · links → delete, warn`. */
export function describeRule(rule: Rule, t: Texts): string {
  const { name, triggers, actions } = rule;
  return t('rule.line', {
    name,
    state: t(`rule.state.${stateOfRule(rule)}`),
    triggers: triggers.map(({ type }) => t(`trigger.${type}`)).join(', '),
    actions: actions.map(({ type }) => t(`action.${type}`)).join(', '),
  });
}
