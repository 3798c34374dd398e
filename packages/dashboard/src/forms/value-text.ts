import { type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import { useChannels, useRoles } from '../api/index.ts';
import { usePermissionName } from '../text/permission-name.ts';
import { type FieldTexts, fieldTexts, type PluginLocales } from './schema/field-text.ts';
import { type JsonSchema, resolveNode } from './schema/json-schema.ts';
import { schemaAt } from './schema/schema-at.ts';
import { widgetOf } from './schema/widget-of.ts';
import { hexOf } from './values/color.ts';
import { isPlainObject } from './values/diff.ts';
import { durationText } from './values/duration.ts';
import { customEmoji } from './values/emoji.ts';
import { type OverrideDraft, overridesIn, overridesKey } from './values/overrides.ts';
import { type Path, pathOf } from './values/pointer.ts';
import { isSecretReference } from './values/secret.ts';

/** A configuration's values in words: for summaries of changes, where a form would be too much. */
export function useValueText(
  guildId: MaybeRefOrGetter<string>,
  schema: MaybeRefOrGetter<JsonSchema>,
  locales: MaybeRefOrGetter<PluginLocales>,
) {
  const { t, n, locale } = useI18n();
  const { data: channels } = useChannels(guildId);
  const { data: roles } = useRoles(guildId);
  const permissionName = usePermissionName();
  const texts = (): FieldTexts => fieldTexts(toValue(locales), locale.value);

  function text(node: JsonSchema, textPath: string, value: unknown): string {
    if (value === undefined || value === null || value === '') return t('form.none');
    const kind = widgetOf(node, toValue(schema));
    switch (kind) {
      case 'switch':
        return value === true ? t('form.on') : t('form.off');
      case 'select':
        return texts().option(textPath, value);
      case 'number':
        return typeof value === 'number' ? n(value) : String(value);
      case 'duration':
        return typeof value === 'number' ? durationText(value, locale.value) : String(value);
      case 'color':
        return typeof value === 'number' ? hexOf(value) : String(value);
      case 'channel':
        return `#${channels.value?.find((channel) => channel.id === value)?.name ?? value}`;
      case 'role':
        return `@${roles.value?.find((role) => role.id === value)?.name ?? value}`;
      case 'secret':
        // One secret and another look alike: what they are is nobody's to read.
        return t(isSecretReference(value) ? 'form.secretSet' : 'form.secretNew');
      case 'permission':
        return permissionName(String(value));
      case 'dateTime':
        return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(
          new Date(String(value)),
        );
      case 'emoji':
        return customEmoji(String(value))?.name ?? String(value);
      default:
        break;
    }
    if (Array.isArray(value)) {
      const { items } = node;
      if (value.length === 0) return t('form.none');
      if (!items || value.length > 4) return t('form.entries', { n: value.length }, value.length);
      return value
        .map((item) => text(resolveNode(items, toValue(schema)).node, `${textPath}.items`, item))
        .join(', ');
    }
    if (isPlainObject(value)) {
      return Object.entries(value)
        .map(([key, inner]) => {
          const property = node.properties?.[key] ?? {};
          return text(resolveNode(property, toValue(schema)).node, `${textPath}.${key}`, inner);
        })
        .join(' · ');
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  function overridesText(overrides: readonly OverrideDraft[]): string {
    if (overrides.length === 0) return t('form.none');
    const lines = overrides.map((override) => {
      const { node, textPath, title } = schemaAt(toValue(schema), pathOf(override.field), texts());
      const where =
        override.scope === 'role'
          ? `@${roles.value?.find((role) => role.id === override.id)?.name ?? override.id}`
          : `#${channels.value?.find((channel) => channel.id === override.id)?.name ?? override.id}`;
      return `${title}, ${where}: ${text(node, textPath, override.value)}`;
    });
    return lines.join(' · ');
  }

  return {
    title: (path: Path) => {
      if (path[0] !== overridesKey) return schemaAt(toValue(schema), path, texts()).title;
      return t('overrides.all');
    },
    value: (path: Path, value: unknown) => {
      if (path[0] === overridesKey) return overridesText(overridesIn({ [overridesKey]: value }));
      const place = schemaAt(toValue(schema), path, texts());
      return text(place.node, place.textPath, value);
    },
  };
}
