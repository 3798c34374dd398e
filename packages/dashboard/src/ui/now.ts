import { onScopeDispose, type Ref, ref } from 'vue';

/** A clock that runs while somebody looks at it: one timer for the whole page. */
function clock(everyMs: number): () => Readonly<Ref<number>> {
  const now = ref(Date.now());
  let users = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return () => {
    now.value = Date.now();
    users += 1;
    timer ??= setInterval(() => {
      now.value = Date.now();
    }, everyMs);
    onScopeDispose(() => {
      users -= 1;
      if (users === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    });
    return now;
  };
}

/** The time, in milliseconds, kept to about half a minute. */
export const useNow = clock(30_000);

/** The time, in milliseconds, kept to about a second: for countdowns. */
export const useSecond = clock(1_000);
