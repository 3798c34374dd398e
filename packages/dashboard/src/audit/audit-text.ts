import { type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import { type Actor, type AuditEntry, useInstallations } from '../api/index.ts';
import { wordsOf } from '../forms/schema/field-text.ts';
import { useLocalized } from '../text/localized.ts';

/** Sentences for what a guild's audit log holds. */
export function useAuditText(guildId: MaybeRefOrGetter<string>) {
  const { t, te } = useI18n();
  const localized = useLocalized();
  const { data: installations } = useInstallations(() => toValue(guildId));
  /** A plugin as people call it; one that is no longer installed has its id only. */
  const pluginName = (pluginId: string) => {
    const installed = installations.value?.find((each) => each.pluginId === pluginId);
    return installed ? localized(installed.plugin.name) : pluginId;
  };
  return {
    actor(actor: Actor): string {
      switch (actor.kind) {
        case 'member':
          return actor.name ?? t('audit.actor.left', { id: actor.userId });
        case 'plugin':
          return t('audit.actor.plugin', { plugin: pluginName(actor.pluginId) });
        case 'system':
          return t('audit.actor.system');
      }
    },
    action({ action, target, actor }: Pick<AuditEntry, 'action' | 'target' | 'actor'>): string {
      const key = `audit.action.${action.replaceAll('.', '_')}`;
      if (te(key)) return t(key, { target: target ? pluginName(target) : '' });
      // What a plugin writes begins with its id, which its name says already.
      const own = actor.kind === 'plugin' && action.startsWith(`${actor.pluginId}.`);
      const words = own
        ? wordsOf(action.slice(actor.pluginId.length + 1).replaceAll('.', ' ')).toLowerCase()
        : action;
      return [words, target].filter(Boolean).join(' · ');
    },
  };
}
