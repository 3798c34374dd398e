import { onScopeDispose, type Ref, ref } from 'vue';

const now = ref(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, in milliseconds, kept to about half a minute: one timer for the whole page. */
export function useNow(): Readonly<Ref<number>> {
  now.value = Date.now();
  users += 1;
  timer ??= setInterval(() => {
    now.value = Date.now();
  }, 30_000);
  onScopeDispose(() => {
    users -= 1;
    if (users === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  });
  return now;
}
