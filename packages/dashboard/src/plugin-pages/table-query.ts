import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { PageTable } from '../api/index.ts';

/** No name of a query begins like this. */
const openRow = '_row';

/**
 * What a reader asks of a table: words, filters, order, the open row. It is part of the page's address, so that it can be sent to
 * somebody and survives going back.
 * @param address - tells tables of one page apart
 */
export function useTableQuery(table: PageTable, address: string) {
  const route = useRoute();
  const router = useRouter();
  const prefix = address === '0' ? '' : `${address}-`;
  const names = [
    ...(table.search ? [table.search] : []),
    ...(table.filters ?? []).map((filter) => filter.query),
    ...(table.sort ? [table.sort] : []),
  ];
  const read = (name: string): string => {
    const value = route.query[prefix + name];
    return typeof value === 'string' ? value : '';
  };
  const chosen = computed(() =>
    Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value !== '')),
  );

  /** An empty text takes a part away. */
  function change(parts: Readonly<Record<string, string>>): void {
    const query = { ...route.query };
    for (const [name, value] of Object.entries(parts)) {
      if (value === '') delete query[prefix + name];
      else query[prefix + name] = value;
    }
    void router.replace({ query });
  }

  return {
    chosen,
    isFiltered: computed(() => Object.keys(chosen.value).some((name) => name !== table.sort)),
    change,
    clear: () => change(Object.fromEntries(names.map((name) => [name, '']))),
    /** The id of the row whose drawer is open. */
    open: computed(() => read(openRow)),
    show: (id: string) => change({ [openRow]: id }),
  };
}

/** Midnight at the beginning of a day where the reader is, or of the day after. */
export function midnight(date: string, later = 0): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + later).toISOString();
}

/** What is asked of the route: days become moments. */
export function askedOf(table: PageTable, chosen: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([name, value]) => {
      const filter = table.filters?.find((each) => each.query === name);
      if (filter?.as !== 'since' && filter?.as !== 'until') return [[name, value]];
      if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return [];
      return [[name, midnight(value, filter.as === 'until' ? 1 : 0)]];
    }),
  );
}
