import { type MaybeRefOrGetter, toValue, watchEffect } from 'vue';

/** The document's title while a page is open: what it is, then where. */
export function usePageTitle(
  title: MaybeRefOrGetter<string | undefined>,
  guildName?: MaybeRefOrGetter<string | undefined>,
) {
  watchEffect(() => {
    document.title = [toValue(title), toValue(guildName), 'Guildhall'].filter(Boolean).join(' · ');
  });
}
