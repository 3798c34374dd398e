import { useInfiniteQuery, useQuery } from '@pinia/colada';
import { type ComputedRef, computed, onScopeDispose, type Ref } from 'vue';
import { type BlockNames, keys, mergedNames, type PageBlock } from '../api/index.ts';
import { usePageContext } from './page-context.ts';
import { isRow, type Row, rowsOf, takenTexts } from './record.ts';

/** A block that reads a route. */
export type ReadingBlock = Extract<PageBlock, { refresh?: number }>;

/** How often a page that is looked at reads its figures again, unless the block says otherwise. */
const refreshSeconds = 30;

interface Asked {
  readonly block: ReadingBlock;
  /** Its place on the page. */
  readonly address: string;
  /** The record that it belongs to. */
  readonly record: Row;
}

type Frame = {
  readonly state: 'loading' | 'failed' | 'empty' | 'ready';
  readonly error: unknown;
  readonly retrying: boolean;
};

/** What a block shows of a record, with the names of the ids in it: read again while the page is visible. */
export function useBlockData(asked: Asked) {
  const { key, read } = useReading(asked, () => ({}));
  const query = useQuery({ key, query: () => read(undefined), staleTime: 5_000 });
  useRefresh(asked.block, () => query.refetch());
  const answer = computed(() => query.data.value?.data);
  return {
    record: computed<Row>(() => (isRow(answer.value) ? answer.value : {})),
    rows: computed(() => rowsOf(answer.value)),
    names: computed<BlockNames | undefined>(() => query.data.value?.names),
    frame: frameOf(query, () => isRow(answer.value) || rowsOf(answer.value).length > 0),
    refetch: () => query.refetch(),
  };
}

/**
 * The rows of a block, page by page where its route answers pages.
 * @param more - what the reader asks for: filters, words, order
 */
export function useBlockRows(asked: Asked, more: () => Readonly<Record<string, string>> = () => ({})) {
  const { key, read } = useReading(asked, more);
  const query = useInfiniteQuery({
    key,
    query: ({ pageParam }: { pageParam: string | null }) => read(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: ({ data }) => (isRow(data) && typeof data.next === 'string' ? data.next : null),
  });
  useRefresh(asked.block, () => query.refetch());
  const pages = computed(() => query.data.value?.pages ?? []);
  const rows = computed(() => pages.value.flatMap((page) => rowsOf(page.data)));
  return {
    rows,
    isPaged: computed(() => isRow(pages.value[0]?.data)),
    names: computed<BlockNames>(() => mergedNames(pages.value)),
    frame: frameOf(query, () => rows.value.length > 0),
    hasMore: query.hasNextPage,
    loadMore: () => query.loadNextPage(),
    loading: computed(() => query.asyncStatus.value === 'loading'),
    refetch: () => query.refetch(),
  };
}

interface Query {
  readonly data: Ref<unknown>;
  readonly error: Ref<unknown>;
  readonly asyncStatus: Ref<string>;
}

function frameOf({ data, error, asyncStatus }: Query, hasSomething: () => boolean): ComputedRef<Frame> {
  const state = () => {
    if (data.value) return hasSomething() ? 'ready' : 'empty';
    return error.value ? 'failed' : 'loading';
  };
  return computed(() => ({
    state: state(),
    error: error.value,
    retrying: asyncStatus.value === 'loading',
  }));
}

function useReading({ block, address, record }: Asked, more: () => Readonly<Record<string, string>>) {
  const { guildId, page, host } = usePageContext();
  const given = () => ({
    params: takenTexts(block.params, record),
    query: { ...takenTexts(block.queryFrom, record), ...more() },
  });
  return {
    key: () => [...keys.pluginData(guildId, page.pluginId), page.path, address, JSON.stringify(given())],
    read: (cursor: string | undefined) => {
      const { params, query } = given();
      return host.read(address, {
        params,
        query: { ...query, ...(cursor === undefined ? {} : { cursor }) },
      });
    },
  };
}

function useRefresh(block: ReadingBlock, refetch: () => unknown): void {
  const timer = setInterval(
    () => {
      if (document.visibilityState === 'visible') void refetch();
    },
    (block.refresh ?? refreshSeconds) * 1000,
  );
  onScopeDispose(() => clearInterval(timer));
}
