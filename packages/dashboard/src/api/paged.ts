import { useInfiniteQuery } from '@pinia/colada';
import { computed } from 'vue';

/** A list that goes on over several pages, each asked for with the cursor of the one before. */
export function usePaged<T>(
  key: () => readonly string[],
  load: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>,
) {
  const query = useInfiniteQuery({
    key: () => [...key()],
    query: ({ pageParam }: { pageParam: string | null }) => load(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...query, items: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) };
}
