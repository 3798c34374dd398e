import { useQuery } from '@pinia/colada';
import { onScopeDispose } from 'vue';
import { api, keys, type PluginPage } from '../api/index.ts';

/** How often a page that is looked at reads its figures again. */
const refreshMs = 30_000;

/** What a block shows: the answer of its route, read again while the page is visible. */
export function useBlockData(
  guildId: string,
  page: PluginPage,
  block: { readonly route: string; readonly query?: Readonly<Record<string, unknown>> | undefined },
) {
  const route = page.routes.find((each) => each.name === block.route);
  const query = useQuery({
    key: [...keys.pluginData(guildId, page.pluginId), block.route, JSON.stringify(block.query ?? {})],
    query: async () => {
      if (!route) throw new TypeError(`The page has no route ${block.route}.`);
      return (await api.callPlugin(guildId, page.pluginId, route, { query: block.query ?? {} })) ?? null;
    },
    staleTime: 5_000,
  });
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void query.refetch();
  }, refreshMs);
  onScopeDispose(() => clearInterval(timer));
  return query;
}

export type Row = Readonly<Record<string, unknown>>;

export function rowsOf(data: unknown): readonly Row[] {
  return Array.isArray(data) ? data.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}
