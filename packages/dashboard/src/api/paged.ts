import { useInfiniteQuery } from '@pinia/colada';
import { type ComputedRef, computed } from 'vue';

/** A list that goes on over several pages. */
export type Paged<Item, Page = unknown> = Pick<
  ReturnType<typeof useInfiniteQuery<Page, Error>>,
  'error' | 'isPending' | 'asyncStatus' | 'hasNextPage' | 'loadNextPage' | 'refetch'
> & {
  /** What has arrived, page by page. */
  readonly pages: ComputedRef<readonly Page[]>;
  readonly items: ComputedRef<readonly Item[]>;
};

/** Each page is asked for with the cursor of the one before. */
export function usePaged<Page extends { items: unknown[]; nextCursor: string | null }>(
  key: () => readonly string[],
  load: (cursor: string | undefined) => Promise<Page>,
): Paged<Page['items'][number], Page> {
  const query = useInfiniteQuery({
    key: () => [...key()],
    query: ({ pageParam }: { pageParam: string | null }) => load(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const pages = computed(() => query.data.value?.pages ?? []);
  return { ...query, pages, items: computed(() => pages.value.flatMap((page) => page.items)) };
}
