import type { Router } from 'vue-router';

const leftKey = 'guildhall:left-build';

/**
 * A tab that stays open while a new build of the dashboard is put in place asks for parts that are gone. It is then loaded anew, where
 * it was going; once for each build that it leaves, so that a part which is missing for another reason never makes it turn round.
 *
 * @param build the address of the running build's entry, which a page of another build does not name
 */
export function leaveOldBuild(
  router: Router,
  build: string,
  load = (to: string) => location.assign(to),
): void {
  let going: string | undefined;
  const arrived = (): void => {
    going = undefined;
  };
  router.beforeEach((to) => {
    going = router.resolve(to).href;
  });
  router.afterEach(arrived);
  router.onError(arrived);

  addEventListener('vite:preloadError', () => {
    const to = going ?? location.href;
    void isReplaced(build).then((replaced) => {
      if (!replaced || sessionStorage.getItem(leftKey) === build) return;
      sessionStorage.setItem(leftKey, build);
      load(to);
    });
  });
}

/** Not when nothing answers: loading anew would then lose what is still there. */
async function isReplaced(build: string): Promise<boolean> {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    return answer.ok && !(await answer.text()).includes(build);
  } catch {
    return false;
  }
}
