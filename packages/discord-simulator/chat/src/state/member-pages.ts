import { computed, reactive, watch } from 'vue';
import type { MemberView } from '../../../src/control/protocol.ts';
import { ask } from '../control/client.ts';
import { fail } from './toasts.ts';
import { guild, world } from './world.ts';

const pageSize = 200;

/** Members beyond those that the stream tells: pages of a large guild, and what was searched for. */
const pages = reactive<{ query: string; list: MemberView[]; more: boolean; loading: boolean }>({
  query: '',
  list: [],
  more: false,
  loading: false,
});
let request = 0;

export const isLarge = computed(() => (guild.value?.memberCount ?? 0) > (guild.value?.members.length ?? 0));

/** The members to show: the stream's own where that is everyone, pages otherwise. */
export const shownMembers = computed((): MemberView[] => {
  const here = guild.value;
  if (!here) return [];
  const query = pages.query.toLowerCase();
  if (!isLarge.value) {
    return query === ''
      ? here.members
      : here.members.filter(
          (it) => it.name.toLowerCase().includes(query) || it.username.toLowerCase().includes(query),
        );
  }
  // Those that the stream tells are told anew when they change: a page is not.
  const live = new Map(here.members.map((it) => [it.userId, it]));
  const first = query === '' ? here.members : [];
  const known = new Set(first.map((it) => it.userId));
  return [
    ...first,
    ...pages.list.filter((it) => !known.has(it.userId)).map((it) => live.get(it.userId) ?? it),
  ];
});

async function load(after: string | undefined): Promise<void> {
  const here = guild.value;
  if (!here || world.as === null) return;
  const mine = ++request;
  pages.loading = true;
  try {
    const { members, more } = await ask('members', {
      as: world.as,
      guildId: here.id,
      limit: pageSize,
      ...(pages.query === '' ? {} : { query: pages.query }),
      ...(after === undefined ? {} : { after }),
    });
    if (mine !== request) return;
    pages.list = after === undefined ? members : [...pages.list, ...members];
    pages.more = more;
  } catch (error) {
    if (mine === request) fail(error);
  } finally {
    if (mine === request) pages.loading = false;
  }
}

export function searchMembers(query: string): void {
  pages.query = query.trim();
  pages.list = [];
  if (isLarge.value) void load(undefined);
}

/** The reader has come near the end of what there is. */
export function moreMembers(): void {
  if (!isLarge.value || pages.loading) return;
  // The stream told of the first ones, in the order of the pages.
  if (pages.list.length === 0)
    void load(pages.query === '' ? guild.value?.members.at(-1)?.userId : undefined);
  else if (pages.more) void load(pages.list.at(-1)?.userId);
}

watch(
  () => [guild.value?.id, world.as],
  () => {
    request++;
    Object.assign(pages, { query: '', list: [], more: false, loading: false });
  },
);
