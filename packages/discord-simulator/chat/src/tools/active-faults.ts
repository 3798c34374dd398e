import { computed } from 'vue';
import { t } from '../language/index.ts';
import { world } from '../state/world.ts';

/** What is broken on purpose now, a line for each. */
export const activeFaults = computed((): string[] => {
  const { faults } = world;
  if (!faults) return [];
  return [
    ...(faults.latencyMs > 0 ? [t('faults.active.latency', { ms: faults.latencyMs })] : []),
    ...faults.planned.map((it) =>
      t('faults.active.planned', { route: it.route, status: it.status, count: it.left }),
    ),
    ...(faults.acksWithheld ? [t('faults.active.acks')] : []),
    ...(faults.reordering ? [t('faults.active.reordering')] : []),
    ...(faults.storms > 0 ? [t('faults.active.storm')] : []),
    ...(faults.silentConnections > 0 ? [t('faults.active.silent', { count: faults.silentConnections })] : []),
  ];
});
