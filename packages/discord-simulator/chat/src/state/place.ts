import { reactive, watch } from 'vue';

/** Where the reader is: kept in the address, so that a link or a reload leads back there. */
export const place = reactive<{ guild: string | null; channel: string | null; as: string | null }>(read());

function read(): { guild: string | null; channel: string | null; as: string | null } {
  const query = new URLSearchParams(location.search);
  return { guild: query.get('guild'), channel: query.get('channel'), as: query.get('as') };
}

let fromHistory = false;

watch(
  () => [place.guild, place.channel, place.as],
  () => {
    if (fromHistory) {
      fromHistory = false;
      return;
    }
    const query = new URLSearchParams();
    for (const key of ['guild', 'channel', 'as'] as const) {
      const value = place[key];
      if (value !== null) query.set(key, value);
    }
    const search = query.size > 0 ? `?${query}` : '';
    if (search === location.search) return;
    // What the first snapshot fills in is the same place, not a new one to go back from.
    const same = read();
    const refines = (['guild', 'channel', 'as'] as const).every(
      (key) => same[key] === null || same[key] === place[key],
    );
    history[refines ? 'replaceState' : 'pushState'](null, '', `${location.pathname}${search}`);
  },
);

addEventListener('popstate', () => {
  fromHistory = true;
  Object.assign(place, read());
});
