import type { Rule } from './schema.ts';

type Texts = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** One line that says what a rule does: `3 · **Links** · links → delete, warn`. */
export function describeRule(
  { name, enabled, dryRun, triggers, actions, disabledBecause }: Rule,
  t: Texts,
): string {
  const state =
    disabledBecause === 'slowPatterns'
      ? t('rule.state.slow')
      : !enabled
        ? t('rule.state.off')
        : dryRun
          ? t('rule.state.dryRun')
          : t('rule.state.on');
  return t('rule.line', {
    name,
    state,
    triggers: triggers.map(({ type }) => t(`trigger.${type}`)).join(', '),
    actions: actions.map(({ type }) => t(`action.${type}`)).join(', '),
  });
}
