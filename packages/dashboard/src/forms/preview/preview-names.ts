import { type ComputedRef, computed, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useChannels, useRoles } from '../../api/index.ts';
import { useFormContext } from '../form-context.ts';
import type { TemplateVariable } from '../schema/json-schema.ts';
import type { PreviewNames } from './discord-markdown.ts';
import { samplePlaceholder } from './sample-placeholder.ts';

/** What ids and placeholders look like in previews of this form's guild. */
export function usePreviewNames(variables: Ref<readonly TemplateVariable[]>): ComputedRef<PreviewNames> {
  const form = useFormContext();
  const { t } = useI18n();
  const { data: roles } = useRoles(form.guildId);
  const { data: channels } = useChannels(form.guildId);
  return computed(() => {
    const known = new Set(variables.value.map((variable) => variable.name));
    return {
      placeholder: (name) =>
        known.has(name) ? samplePlaceholder(name, form.guildName.value, t('preview.member')) : undefined,
      role: (id) => roles.value?.find((role) => role.id === id)?.name,
      channel: (id) => channels.value?.find((channel) => channel.id === id)?.name,
    };
  });
}
