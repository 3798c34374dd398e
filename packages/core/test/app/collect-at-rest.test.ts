import { expect, test } from 'vitest';
import { collectorAtRest } from '../../src/app/collect-at-rest.ts';

const mb = 1024 * 1024;

/** A heap whose garbage is what lies above 80 MB. */
function heap() {
  const state = { busy: 0, bytes: 200 * mb, collections: 0 };
  const tick = collectorAtRest(
    () => state,
    async () => {
      state.collections += 1;
      state.bytes = 80 * mb;
    },
  );
  return { state, tick };
}

test('a heap is collected at the second look at rest, and not again until it has grown', async () => {
  const { state, tick } = heap();
  expect(await tick()).toBe(false);
  expect(await tick()).toBe(true);
  state.bytes = 111 * mb;
  expect([await tick(), await tick()]).toEqual([false, false]);
  state.bytes = 112 * mb;
  expect(await tick()).toBe(true);
  expect(state.collections).toBe(2);
});

test('a busy process is never held up, and rests only after two quiet looks in succession', async () => {
  const { state, tick } = heap();
  for (const busy of [0.9, 0.01, 0.06, 0.01, 0.4]) {
    state.busy = busy;
    expect(await tick()).toBe(false);
  }
  state.busy = 0.01;
  expect([await tick(), await tick()]).toEqual([false, true]);
});
