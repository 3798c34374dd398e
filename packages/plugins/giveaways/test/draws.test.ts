import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, type Entrant, entrantKey, inOrder } from '../src/draws/entrants.ts';
import { commitmentOf, isCommitted, mostRounds, newRoot, seedOf, sha256 } from '../src/draws/seeds.ts';
import { drawing } from '../src/draws/tickets.ts';
import { type PublishedDraw, verifyDraw } from '../src/draws/verify.ts';
// @ts-expect-error: plain JavaScript, for everybody to read and run.
import { check } from '../verify-draw.mjs';

const list = (weights: readonly number[]): Entrant[] =>
  inOrder(weights.map((weight, index) => ({ key: entrantKey('cake', String(index)), weight })));

const weights = fc.array(fc.integer({ min: 1, max: 1001 }), { minLength: 1, maxLength: 60 });
const seeds = fc.integer().map((number) => sha256(`seed ${number}`));

describe('seeds', () => {
  it('are a chain: each is bound by the one before, and the first by the commitment', () => {
    const root = newRoot();
    const commitment = commitmentOf(root);
    expect(seedOf(root, mostRounds)).toBe(root);
    for (const round of [1, 2, 17, mostRounds]) {
      expect(sha256(seedOf(root, round))).toBe(seedOf(root, round - 1));
      expect(isCommitted(commitment, round, seedOf(root, round))).toBe(true);
      expect(isCommitted(commitment, round + 1, seedOf(root, round))).toBe(false);
    }
    expect(isCommitted(commitment, 1, newRoot())).toBe(false);
    expect(() => seedOf(root, mostRounds + 1)).toThrow(RangeError);
  });
});

describe('a draw', () => {
  it('comes upon everybody once, whatever the weights, and the same way each time', () => {
    fc.assert(
      fc.property(weights, seeds, (given, seed) => {
        const entrants = list(given);
        const digest = digestOf(entrants);
        const order = [...drawing(seed, digest, entrants)].map(({ key }) => key);
        expect(new Set(order).size).toBe(given.length);
        expect([...order].sort()).toEqual(entrants.map(({ key }) => key));
        expect([...drawing(seed, digest, entrants)].map(({ key }) => key)).toEqual(order);
      }),
    );
  });

  it('does not depend on the order that members entered in', () => {
    fc.assert(
      fc.property(weights, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const entrants = list(given);
        const shuffled = entrants
          .map((entrant) => ({ entrant, by: numbers.next().value as number }))
          .sort((a, b) => a.by - b.by)
          .map(({ entrant }) => entrant);
        expect(inOrder(shuffled)).toEqual(entrants);
        expect(digestOf(inOrder(shuffled))).toBe(digestOf(entrants));
      }),
    );
  });

  it('never comes upon who has no tickets in it', () => {
    fc.assert(
      fc.property(weights, seeds, fc.nat(), (given, seed, some) => {
        const entrants = list(given);
        const without = new Set(entrants.slice(0, some % entrants.length).map(({ key }) => key));
        const order = [...drawing(seed, digestOf(entrants), entrants, without)].map(({ key }) => key);
        expect(order.some((key) => without.has(key))).toBe(false);
        expect(order).toHaveLength(entrants.length - without.size);
      }),
    );
  });

  it('is uniform by weight: chi-square of 40,000 draws, for the first place and for the second', () => {
    const given = [1, 1, 2, 3, 5, 8, 13, 1, 21, 5];
    const entrants = list(given);
    const total = given.reduce((a, b) => a + b, 0);
    const digest = digestOf(entrants);
    const draws = 40_000;
    const first = new Map<string, number>();
    const second = new Map<string, number>();
    for (let number = 0; number < draws; number += 1) {
      const order = drawing(sha256(`draw ${number}`), digest, entrants);
      for (const counts of [first, second]) {
        const { value } = order.next();
        if (value) counts.set(value.key, (counts.get(value.key) ?? 0) + 1);
      }
    }
    const chance = (key: string) => (entrants.find((one) => one.key === key)?.weight ?? 0) / total;
    const secondChance = (key: string) =>
      entrants
        .filter((other) => other.key !== key)
        .reduce((sum, other) => sum + chance(other.key) * (chance(key) / (1 - chance(other.key))), 0);
    const chiSquare = (counts: Map<string, number>, expected: (key: string) => number) =>
      entrants.reduce((sum, { key }) => {
        const wanted = expected(key) * draws;
        return sum + ((counts.get(key) ?? 0) - wanted) ** 2 / wanted;
      }, 0);
    const found = { first: chiSquare(first, chance), second: chiSquare(second, secondChance) };
    process.stdout.write(
      `chi-square of 40,000 draws of 10 entrants, 9 degrees of freedom: first place ${found.first.toFixed(2)}, second ${found.second.toFixed(2)}\n`,
    );
    // 27.88 is passed by one fair draw in a thousand; the seeds are fixed, so this is no matter of luck.
    expect(found.first).toBeLessThan(27.88);
    expect(found.second).toBeLessThan(27.88);
  });

  it('of 10,000 entrants and 50 winners takes well below a second', () => {
    const entrants = list(Array.from({ length: 10_000 }, (_, index) => 1 + (index % 7)));
    const began = performance.now();
    const order = drawing(sha256('big'), digestOf(entrants), entrants);
    const winners = Array.from({ length: 50 }, () => order.next().value?.key);
    const took = performance.now() - began;
    process.stdout.write(`50 winners of 10,000 entrants in ${took.toFixed(1)} ms\n`);
    expect(new Set(winners).size).toBe(50);
    expect(took).toBeLessThan(1000);
  });
});

describe('verifying', () => {
  const root = sha256('root');
  /** A fair draw of two winners, in which every third is passed over. */
  const published = (
    given: readonly number[],
    round: number,
    earlier: readonly string[] = [],
  ): PublishedDraw => {
    const entrants = list(given);
    const seed = seedOf(root, round);
    const digest = digestOf(entrants);
    const picks: { key: string; outcome: string }[] = [];
    for (const { key } of drawing(seed, digest, entrants, new Set(earlier))) {
      picks.push({ key, outcome: picks.length % 3 === 2 ? 'left' : 'won' });
      if (picks.filter(({ outcome }) => outcome === 'won').length === 2) break;
    }
    return { commitment: commitmentOf(root), round, seed, digest, wanted: 2, picks, earlier };
  };
  const all = { seedCommitted: true, entrantsMatch: true, orderMatches: true, winnersMatch: true };

  it('a fair draw fits, and the script that shares no code with it says so too', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: mostRounds }), (given, round) => {
        const first = published(given, round);
        const won = first.picks.filter(({ outcome }) => outcome === 'won').map(({ key }) => key);
        for (const draw of [first, published(given, Math.min(round + 1, mostRounds), won)]) {
          expect(verifyDraw(draw, list(given))).toEqual(all);
          expect(Object.values(check(draw, list(given)))).toEqual([true, true, true, true]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('what has been changed afterwards does not', () => {
    const given = [1, 2, 3, 4, 5, 6, 7, 8];
    const fair = published(given, 1);
    const entrants = list(given);
    const other = entrants.find(({ key }) => !fair.picks.some((pick) => pick.key === key))?.key ?? '';
    const verdict = (draw: Partial<PublishedDraw>, from = entrants) => verifyDraw({ ...fair, ...draw }, from);
    expect(verdict({ seed: seedOf(root, 2) })).toMatchObject({ seedCommitted: false, orderMatches: false });
    expect(verdict({ picks: [{ key: other, outcome: 'won' }, ...fair.picks.slice(1)] })).toMatchObject({
      orderMatches: false,
    });
    expect(verdict({ picks: fair.picks.slice(0, 1) })).toMatchObject({ winnersMatch: false });
    expect(verdict({ earlier: [fair.picks[0]?.key ?? ''] })).toMatchObject({
      orderMatches: false,
      winnersMatch: false,
    });
    expect(verdict({ wanted: 1 })).toMatchObject({ winnersMatch: false });
    expect(verdict({}, entrants.slice(1))).toMatchObject({ entrantsMatch: false });
    expect(verdict({}, [{ key: entrants[0]?.key ?? '', weight: 99 }, ...entrants.slice(1)])).toMatchObject({
      entrantsMatch: false,
    });
    for (const tampered of [
      { ...fair, seed: seedOf(root, 2) },
      { ...fair, picks: [{ key: other, outcome: 'won' }] },
    ]) {
      expect(Object.values(check(tampered, entrants))).toContain(false);
    }
  });
});
