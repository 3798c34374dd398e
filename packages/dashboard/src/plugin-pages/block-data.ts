import { useQuery } from '@pinia/colada';
import { computed, onScopeDispose } from 'vue';
import { api, type BlockNames, keys, type PageBlock, type PluginPage } from '../api/index.ts';

/** How often a page that is looked at reads its figures again. */
const refreshMs = 30_000;

/** What a block shows, with the names of the ids in it: read again while the page is visible. */
export function useBlockData(guildId: string, page: PluginPage, block: PageBlock) {
  const at = page.blocks.indexOf(block);
  const query = useQuery({
    key: [...keys.pluginData(guildId, page.pluginId), page.path, String(at)],
    query: () => api.readBlock(guildId, page.pluginId, page.path, String(at), { params: {}, query: {} }),
    staleTime: 5_000,
  });
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void query.refetch();
  }, refreshMs);
  onScopeDispose(() => clearInterval(timer));
  const answer = computed(() => query.data.value?.data);
  const rows = computed(() => rowsOf(answer.value));
  return {
    answer,
    rows,
    names: computed<BlockNames | undefined>(() => query.data.value?.names),
    /** For `BlockFrame`, of a block that shows rows. */
    frame: computed(() => ({
      state: query.data.value
        ? rows.value.length > 0
          ? ('ready' as const)
          : ('empty' as const)
        : query.error.value
          ? ('failed' as const)
          : ('loading' as const),
      error: query.error.value,
      retrying: query.asyncStatus.value === 'loading',
    })),
    refetch: () => query.refetch(),
  };
}

export type Row = Readonly<Record<string, unknown>>;

function rowsOf(data: unknown): readonly Row[] {
  return Array.isArray(data) ? data.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}
