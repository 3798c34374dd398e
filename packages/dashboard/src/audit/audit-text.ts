import { useI18n } from 'vue-i18n';
import type { Actor, AuditEntry } from '../api/index.ts';

/** Sentences for what the audit log holds. */
export function useAuditText() {
  const { t, te } = useI18n();
  return {
    actor(actor: Actor): string {
      switch (actor.kind) {
        case 'member':
          return actor.name ?? t('audit.actor.left', { id: actor.userId });
        case 'plugin':
          return t('audit.actor.plugin', { plugin: actor.pluginId });
        case 'system':
          return t('audit.actor.system');
      }
    },
    action(entry: Pick<AuditEntry, 'action' | 'target'>): string {
      const key = `audit.action.${entry.action.replaceAll('.', '_')}`;
      return te(key)
        ? t(key, { target: entry.target ?? '' })
        : [entry.action, entry.target].filter(Boolean).join(' · ');
    },
  };
}
