import { onScopeDispose, type Ref, ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';

/**
 * Keeps a person from losing what they did not save: asks before another page, warns before the tab closes, and saves
 * on Ctrl+S or ⌘S.
 */
export function useUnsavedGuard(isDirty: Readonly<Ref<boolean>>, save: () => void) {
  const asking = ref(false);
  let decide: ((leave: boolean) => void) | undefined;

  const ask = (): Promise<boolean> | boolean => {
    if (!isDirty.value) return true;
    asking.value = true;
    return new Promise((resolve) => {
      decide = resolve;
    });
  };
  const answer = (leave: boolean): void => {
    asking.value = false;
    decide?.(leave);
    decide = undefined;
  };
  onBeforeRouteLeave(ask);
  onBeforeRouteUpdate((to, from) => (to.path === from.path ? true : ask()));

  const onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (isDirty.value) save();
  };
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (isDirty.value) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  window.addEventListener('beforeunload', onUnload);
  onScopeDispose(() => {
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('beforeunload', onUnload);
    answer(false);
  });
  return { asking, answer };
}
