import { computed, type Ref, ref } from 'vue';
import type { PageCall } from '../api/index.ts';
import type { JsonSchema } from '../forms/schema/json-schema.ts';
import { startingValue } from '../forms/schema/starting-value.ts';
import { sameValue } from '../forms/values/diff.ts';
import { useRouteCall } from './call-route.ts';
import { isRow, type Row, taken } from './record.ts';

interface Asking extends PageCall {
  readonly ask?: readonly string[];
  readonly value?: PageCall;
}

/** The part of a route's body that somebody fills in, with what it begins with. */
export function useAskedForm(asking: Asking, record: Row) {
  const { routeOf, call } = useRouteCall();
  const whole = (routeOf(asking.route)?.body ?? {}) as JsonSchema;
  const schema = askedSchema(whole, asking);
  const names = Object.keys(schema.properties ?? {});
  const fresh = (): Record<string, unknown> => ({
    ...(startingValue(schema, schema) as Record<string, unknown> | undefined),
    ...only(taken(asking.bodyFrom, record)),
  });
  const values: Ref<Record<string, unknown>> = ref(fresh());
  const saved: Ref<Row> = ref(values.value);
  const etag = ref<string>();
  const state = ref<'ready' | 'loading' | 'failed'>(asking.value ? 'loading' : 'ready');
  const error = ref<unknown>();

  function only(from: Row): Record<string, unknown> {
    return Object.fromEntries(
      names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
    );
  }

  /** Reads what the form begins with, again too. */
  async function load(): Promise<void> {
    if (!asking.value) return;
    state.value = 'loading';
    try {
      const answer = await call(asking.value, record);
      values.value = { ...fresh(), ...(isRow(answer.data) ? only(answer.data) : {}) };
      saved.value = values.value;
      etag.value = answer.etag;
      state.value = 'ready';
    } catch (failure) {
      error.value = failure;
      state.value = 'failed';
    }
  }

  function reset(): void {
    values.value = asking.value ? { ...saved.value } : fresh();
    saved.value = values.value;
  }

  return {
    schema,
    values,
    state,
    error,
    etag,
    asks: names.length > 0,
    isDirty: computed(() => !sameValue(values.value, saved.value)),
    load,
    reset,
  };
}

export type AskedForm = ReturnType<typeof useAskedForm>;

/** The body's schema with only what is asked for; all that is not given otherwise, when nothing is said. */
export function askedSchema(whole: JsonSchema, { ask, body, bodyFrom }: Asking): JsonSchema {
  const given = Object.keys({ ...body, ...(ask ? {} : bodyFrom) });
  const wanted = ask ?? Object.keys(whole.properties ?? {}).filter((name) => !given.includes(name));
  return {
    ...whole,
    properties: Object.fromEntries(
      wanted.flatMap((name) => {
        const property = whole.properties?.[name];
        return property ? [[name, property]] : [];
      }),
    ),
    required: (whole.required ?? []).filter((name) => wanted.includes(name)),
  };
}
