import { useInfiniteQuery } from '@pinia/colada';
import { computed } from 'vue';

/** A list that goes on over several pages, each asked for with the cursor of the one before. */
export function usePaged<P extends { items: unknown[]; nextCursor: string | null }>(
  key: () => readonly string[],
  load: (cursor: string | undefined) => Promise<P>,
) {
  const query = useInfiniteQuery({
    key: () => [...key()],
    query: ({ pageParam }: { pageParam: string | null }) => load(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return {
    ...query,
    items: computed(() => (query.data.value?.pages.flatMap((page) => page.items) ?? []) as P['items']),
  };
}
