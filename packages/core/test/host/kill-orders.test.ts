import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followKillOrders, type KillOrder, leaveKillOrder } from '../../src/kill-switch/index.ts';

let folder: string;
let carriedOut: KillOrder[];
let failures: string[];
const follow = () =>
  followKillOrders(
    folder,
    async (order) => void carriedOut.push(order),
    (error) => failures.push(String(error)),
  );
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guildhall-orders-'));
  carriedOut = [];
  failures = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const off = { pluginId: 'walker', reason: 'It walks where it should not.' };
const on = { pluginId: 'walker', reason: null };

it('GIVEN a Guildhall that runs WHEN an order is left THEN it is carried out, and whoever left it knows', async () => {
  const stop = await follow();
  expect(await leaveKillOrder(folder, off, 30_000)).toBe(true);
  expect(carriedOut).toEqual([off]);
  await stop();
  expect(failures).toEqual([]);
});

it('GIVEN none that runs WHEN orders are left THEN the next one carries them out in their order, before it goes on', async () => {
  expect(await leaveKillOrder(folder, off, 0)).toBe(false);
  expect(await leaveKillOrder(folder, on, 0)).toBe(false);
  await (await follow())();
  expect(carriedOut).toEqual([off, on]);
  // Carried out once.
  await (await follow())();
  expect(carriedOut).toHaveLength(2);
});

it('GIVEN what is no order WHEN it lies there THEN it is told of and stands in no order’s way', async () => {
  await leaveKillOrder(folder, off, 0);
  await writeFile(path.join(folder, 'kill-switch', '000-nonsense.json'), '{"pluginId": 7}');
  await (await follow())();
  expect(carriedOut).toEqual([off]);
  expect(failures).toEqual([expect.stringContaining('000-nonsense.json')]);
  expect((await readdir(path.join(folder, 'kill-switch'))).filter((name) => name.endsWith('.json'))).toEqual(
    [],
  );
});

it('GIVEN a folder that can’t be read WHEN orders are looked for THEN that is told of', async () => {
  await writeFile(path.join(folder, 'kill-switch'), '');
  await (await follow())();
  expect(failures[0]).toContain('ENOTDIR');
});
