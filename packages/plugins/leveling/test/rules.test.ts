import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, mostXp } from '../src/levels/change-xp.ts';
import {
  type Curve,
  highestLevel,
  levelForXp,
  progressBar,
  progressOf,
  xpForLevel,
} from '../src/rules/curve.ts';
import { isWrittenByMember } from '../src/rules/message-counts.ts';
import { messageXp } from '../src/rules/message-xp.ts';
import { nearestPage, pageCount, pageSize } from '../src/rules/page.ts';
import { entitledRoles, rewardChange } from '../src/rules/reward-change.ts';

const curve = fc.constantFrom<Curve>('sqrt', 'mee6', 'linear', 'flat');
const xp = fc.integer({ min: 0, max: mostXp });
const level = fc.integer({ min: 0, max: highestLevel });

test('sqrt is level = ⌊√(xp / 100)⌋', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amount) => {
      expect(levelForXp('sqrt', amount)).toBe(Math.floor(Math.sqrt(amount / 100)));
    }),
  );
});

test('mee6 takes 5n² + 50n + 100 from level n to the next', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: highestLevel - 1 }), (n) => {
      expect(xpForLevel('mee6', n + 1) - xpForLevel('mee6', n)).toBe(5 * n * n + 50 * n + 100);
    }),
  );
});

test('a level begins exactly at its threshold, on every curve', () => {
  fc.assert(
    fc.property(curve, level, (shape, n) => {
      const threshold = xpForLevel(shape, n);
      expect(Number.isSafeInteger(threshold)).toBe(true);
      expect(levelForXp(shape, threshold)).toBe(n);
      if (n > 0) expect(levelForXp(shape, threshold - 1)).toBe(n - 1);
    }),
  );
});

test('more XP is never a lower level', () => {
  fc.assert(
    fc.property(curve, xp, xp, (shape, a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      expect(levelForXp(shape, less)).toBeLessThanOrEqual(levelForXp(shape, more));
    }),
  );
});

test('progress lies within its level, and its bar is full only at the very end', () => {
  fc.assert(
    fc.property(curve, xp, (shape, amount) => {
      const progress = progressOf(shape, amount);
      expect(xpForLevel(shape, progress.level) + progress.into).toBe(amount);
      const bar = progressBar(progress, 10);
      expect(bar).toHaveLength(10);
      if (progress.span === 0) expect(bar).toBe('█'.repeat(10));
      else {
        expect(progress.into).toBeLessThan(progress.span);
        expect(bar).toContain('░');
      }
    }),
  );
});

test('a message gives an amount within its bounds, the same each time, and every amount occurs', () => {
  const ids = fc.bigInt({ min: 10n ** 17n, max: 10n ** 19n }).map(String);
  fc.assert(
    fc.property(ids, fc.nat(1000), fc.nat(1000), (id, a, b) => {
      const bounds = { min: Math.min(a, b), max: Math.max(a, b) };
      const given = messageXp(id, bounds);
      expect(given).toBeGreaterThanOrEqual(bounds.min);
      expect(given).toBeLessThanOrEqual(bounds.max);
      expect(messageXp(id, bounds)).toBe(given);
    }),
  );
  const neighbours = Array.from({ length: 1000 }, (_, index) =>
    messageXp(String(1_400_000_000_000_000_000n + BigInt(index)), { min: 15, max: 25 }),
  );
  const mean = neighbours.reduce((sum, amount) => sum + amount) / neighbours.length;
  expect(new Set(neighbours).size).toBe(11);
  expect(mean).toBeGreaterThan(19);
  expect(mean).toBeLessThan(21);
});

test('XP stays between 0 and its maximum, whatever an admin does', () => {
  const change = fc.constantFrom('add', 'remove', 'set');
  fc.assert(
    fc.property(xp, change, fc.nat(mostXp), (before, kind, amount) => {
      const after = changed(before, kind, amount);
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(mostXp);
      if (kind === 'set') expect(after).toBe(amount);
    }),
  );
});

const rewards = fc.array(
  fc.record({ level: fc.integer({ min: 1, max: 20 }), role: fc.constantFrom('a', 'b', 'c', 'd') }),
  { maxLength: 8 },
);
const mode = fc.constantFrom('stack', 'replace');
const roles = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'other'));
const step = fc.integer({ min: 0, max: 25 });

test('after a change a member has every role of the level, and none is given and taken at once', () => {
  fc.assert(
    fc.property(rewards, mode, roles, step, step, (list, how, has, from, to) => {
      const { give, take } = rewardChange({ rewards: list, mode: how, from, to, has });
      const after = new Set([...has.filter((role) => !take.includes(role)), ...give]);
      for (const role of entitledRoles(list, how, to)) expect(after).toContain(role);
      expect(give.filter((role) => take.includes(role))).toEqual([]);
      expect(give.filter((role) => has.includes(role))).toEqual([]);
      expect(take.filter((role) => !has.includes(role))).toEqual([]);
      expect(take).not.toContain('other');
    }),
  );
});

test('rising never takes a stacked reward, and a jump gives all of them', () => {
  const list = [
    { level: 1, role: 'a' },
    { level: 2, role: 'b' },
    { level: 5, role: 'c' },
  ];
  expect(rewardChange({ rewards: list, mode: 'stack', from: 0, to: 3, has: ['c'] })).toEqual({
    give: ['a', 'b'],
    take: [],
  });
  expect(rewardChange({ rewards: list, mode: 'replace', from: 1, to: 3, has: ['a'] })).toEqual({
    give: ['b'],
    take: ['a'],
  });
  expect(rewardChange({ rewards: list, mode: 'stack', from: 5, to: 1, has: ['a', 'b', 'c'] })).toEqual({
    give: [],
    take: ['b', 'c'],
  });
});

test('only what a member wrote counts', () => {
  const message = { type: 0, author: {}, member: {} };
  expect(isWrittenByMember(message)).toBe(true);
  expect(isWrittenByMember({ ...message, type: 19 })).toBe(true);
  expect(isWrittenByMember({ ...message, type: 7 })).toBe(false);
  expect(isWrittenByMember({ ...message, author: { bot: true } })).toBe(false);
  expect(isWrittenByMember({ ...message, webhook_id: '1' })).toBe(false);
});

test('a page that doesn’t exist becomes the nearest that does', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(10_000), (page, entries) => {
      const nearest = nearestPage(page, entries);
      expect(nearest).toBeGreaterThanOrEqual(1);
      expect(nearest).toBeLessThanOrEqual(pageCount(entries));
      if (entries > 0) expect((nearest - 1) * pageSize).toBeLessThan(entries);
    }),
  );
});
