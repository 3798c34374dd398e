import { useQueryCache } from '@pinia/colada';
import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, type Config, type ConfigOverride, isProblem, keys, useConfig } from '../api/index.ts';
import { errorsByPointer } from './form-context.ts';
import { checkOverrides, checkValue } from './schema/check-value.ts';
import type { JsonSchema } from './schema/json-schema.ts';
import { diffValues, sameValue } from './values/diff.ts';
import { type Merge, mergeValues, resolveConflicts } from './values/merge.ts';
import { overridesIn, valuesIn, wholeOf } from './values/overrides.ts';
import { pathOf, pointerOf, valueAt } from './values/pointer.ts';
import { withoutUntouchedDefaults } from './values/without-untouched-defaults.ts';

type Values = Record<string, unknown>;

/** What came of a save. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly config: Config; readonly before: Config }
  | { readonly kind: 'invalid' | 'conflict' | 'unchanged' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * The configuration that an admin is working on: a draft over what was loaded. Guarantees: nobody's changes are
 * overwritten unseen (a save is based on a revision), and a change from elsewhere never takes a draft away.
 */
export function useConfigDraft(guildId: string, pluginId: string) {
  const { t } = useI18n();
  const cache = useQueryCache();
  const query = useConfig(guildId, pluginId);

  const base = ref<Config>();
  const draft = ref<Values>({});
  const latest = ref<Config>();
  const saving = ref(false);
  const tried = ref(false);
  const refused = ref<{ errors: Map<string, string[]>; values: Values }>();
  const merge = ref<Merge>();

  const schema = computed<JsonSchema>(() => (base.value?.schema ?? {}) as JsonSchema);
  const changes = computed(() => (base.value ? diffValues(wholeOf(base.value.current), draft.value) : []));
  const isDirty = computed(() => changes.value.length > 0);
  const changedElsewhere = computed(
    () =>
      base.value !== undefined &&
      latest.value !== undefined &&
      !sameValue(wholeOf(latest.value.current), wholeOf(base.value.current)),
  );

  function start(config: Config): void {
    base.value = config;
    latest.value = config;
    draft.value = toPlain(wholeOf(config.current));
    refused.value = undefined;
    tried.value = false;
    merge.value = undefined;
  }

  watch(
    query.data,
    (config) => {
      if (!config) return;
      if (!base.value || !isDirty.value) return start(config);
      latest.value = config;
      // Switched on or off meanwhile, say: the values are the same, only the revision moved on.
      if (!changedElsewhere.value) base.value = config;
    },
    { immediate: true },
  );

  /** What can be said here; the rest is the host's to say. */
  const mistakes = computed(() => {
    const found = new Map<string, string[]>();
    if (!base.value) return found;
    const changed = changes.value.map((change) => pointerOf(change.path));
    const problems = [
      ...checkValue(schema.value, valuesIn(draft.value), schema.value),
      ...checkOverrides(schema.value, overridesIn(draft.value)),
    ];
    for (const problem of problems) {
      const isChanged = changed.some((pointer) => `${problem.pointer}/`.startsWith(`${pointer}/`));
      if (tried.value || isChanged)
        found.set(problem.pointer, [t(`form.error.${problem.key}`, problem.values)]);
    }
    return found;
  });

  const errors = computed(() => {
    const found = new Map<string, string[]>();
    for (const [pointer, messages] of refused.value?.errors ?? []) {
      const path = pathOf(pointer);
      // What was changed since is no longer what the host refused.
      if (sameValue(valueAt(draft.value, path), valueAt(refused.value?.values, path)))
        found.set(pointer, messages);
    }
    return new Map([...found, ...mistakes.value]);
  });

  async function save(): Promise<SaveOutcome> {
    if (!base.value || !isDirty.value || saving.value) return { kind: 'unchanged' };
    tried.value = true;
    // A refusal does not hold a save back: what it was about may have been put right elsewhere in the form.
    if (mistakes.value.size > 0) return { kind: 'invalid' };
    saving.value = true;
    const before = base.value;
    const values = toPlain(draft.value);
    try {
      const config = await put(before, values);
      if (!config) return { kind: 'conflict' };
      start(config);
      cache.setQueryData(keys.config(guildId, pluginId), config);
      void cache.invalidateQueries({ key: keys.history(guildId, pluginId) });
      return { kind: 'saved', config, before };
    } catch (error) {
      if (isProblem(error, 'config_invalid')) {
        refused.value = { errors: errorsByPointer(error), values };
        return { kind: 'invalid' };
      }
      return { kind: 'failed', error };
    } finally {
      saving.value = false;
    }
  }

  /** Saves over `onto`. When the values there have moved on, the merge begins and nothing is saved. */
  async function put(onto: Config, values: Values): Promise<Config | undefined> {
    const body = withoutUntouchedDefaults(valuesIn(values), onto.defaults, onto.current.values);
    const overrides = overridesIn(values) as readonly ConfigOverride[];
    try {
      return await api.saveConfig(guildId, pluginId, body, overrides, onto.revision);
    } catch (error) {
      if (!isProblem(error, 'revision_mismatch')) throw error;
      const theirs = await api.config(guildId, pluginId);
      if (sameValue(wholeOf(theirs.current), wholeOf(onto.current))) {
        return await api.saveConfig(guildId, pluginId, body, overrides, theirs.revision);
      }
      latest.value = theirs;
      beginMerge();
      return undefined;
    }
  }

  function beginMerge(): void {
    if (!base.value || !latest.value) return;
    merge.value = mergeValues(
      toPlain(wholeOf(base.value.current)),
      toPlain(draft.value),
      toPlain(wholeOf(latest.value.current)),
    );
  }

  /** Goes on from the other's version, with mine on top as chosen. */
  function finishMerge(choice: (pointer: string) => 'mine' | 'theirs'): void {
    if (!merge.value || !latest.value) return;
    const resolved = resolveConflicts(merge.value, choice);
    start(latest.value);
    draft.value = toPlain(resolved);
  }

  return {
    query,
    base,
    draft,
    schema,
    changes,
    isDirty,
    errors,
    saving,
    merge,
    latest,
    changedElsewhere,
    save,
    beginMerge,
    finishMerge,
    cancelMerge: () => {
      merge.value = undefined;
    },
    discard: () => {
      const config = latest.value ?? base.value;
      if (config) start(config);
    },
  };
}

/** Values are JSON; a copy takes Vue's proxies out. */
function toPlain(values: Values): Values {
  return JSON.parse(JSON.stringify(values));
}
