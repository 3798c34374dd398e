import { describe, expect, test } from 'vitest';
import type { RuleSet } from '../src/engine/rule-set.ts';
import { benignMessages, variety } from './corpus/benign.ts';
import { evasions } from './corpus/evasions.ts';
import { everything, foundIn, Scenario, standard } from './corpus/judge.ts';

/** Attempts of each kind that get past, as far as it has come. Whoever sees through more lowers it. */
const missed: Readonly<Record<string, number>> = {
  words: 9,
  invites: 1,
  domains: 1,
  phishing: 0,
  mentions: 0,
  files: 0,
  shapes: 0,
  spam: 1,
  names: 0,
};

const percent = (part: number, whole: number) =>
  `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`;

describe('attempts to get past the rules', () => {
  const results = evasions.map((evasion) => ({ ...evasion, seen: foundIn(evasion).has(evasion.rule) }));
  const kinds = Map.groupBy(results, ({ kind }) => kind);

  test('there are enough of them, and no two are the same', () => {
    expect(evasions.length).toBeGreaterThanOrEqual(300);
    expect(new Set(evasions.map(({ steps }) => JSON.stringify(steps))).size).toBe(evasions.length);
    expect([...kinds.keys()].sort()).toEqual(Object.keys(missed).sort());
  });

  test.each(Object.entries(missed))('%s: %i get past at most', (kind, most) => {
    const tried = kinds.get(kind) ?? [];
    const past = tried.filter(({ seen }) => !seen);
    process.stdout.write(
      `corpus: ${kind} ${percent(tried.length - past.length, tried.length)} of ${tried.length} seen${past.map(({ hides }) => `\n  not: ${hides}`).join('')}\n`,
    );
    expect(past.length).toBeLessThanOrEqual(most);
  });
});

describe('what nobody would want to have deleted', () => {
  const messages = benignMessages();

  test('there is enough of it, and little is said twice', () => {
    const { runs, distinct } = variety(messages);
    process.stdout.write(
      `corpus: ${messages.length} benign messages in ${new Set(messages.map(({ section }) => section)).size} sections, ${percent(distinct, runs)} of ${runs} runs of five words are said once\n`,
    );
    expect(messages.length).toBeGreaterThanOrEqual(3000);
    expect(new Set(messages.map(({ parts }) => parts.content)).size).toBe(messages.length);
    expect(distinct / runs).toBeGreaterThan(0.7);
  });

  /** As they are heard in a busy server: forty members, one after the other, a message in one and a half seconds. */
  function hits(set: RuleSet): readonly string[] {
    const scenario = new Scenario(set);
    return messages.flatMap(({ parts, corrected }, index) => {
      const member = (index * 7) % 40;
      const verdicts = [
        ...scenario.say(parts, member),
        ...(corrected === undefined ? [] : scenario.edit({ ...parts, content: corrected }, member)),
      ];
      scenario.wait(1500);
      return verdicts.length === 0
        ? []
        : [`${verdicts.map(({ finding }) => finding.trigger).join(', ')}: ${parts.content}`];
    });
  }

  test.each([
    // The share that the project promises for a guild that changed nothing.
    ['the rules that are on from the start', standard, 0.001],
    // Capitals alone are no crime, and who warns of a word says it.
    ['all presets and an admin’s own words, domains and names', everything, 0.002],
  ])('%s', (name, set, most) => {
    const found = hits(set);
    process.stdout.write(
      `corpus: ${name}: ${found.length} of ${messages.length} benign messages hit (${percent(found.length, messages.length)})${found.map((hit) => `\n  ${hit}`).join('')}\n`,
    );
    expect(found.length / messages.length).toBeLessThanOrEqual(most);
  });
});
