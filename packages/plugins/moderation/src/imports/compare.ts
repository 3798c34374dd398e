import type { Case } from '../cases/case.ts';
import { type ImportedCase, type ImportSource, originOf, type StagedCase } from './imported-case.ts';

/** Two bots that saw one ban wrote it down within this time. */
const sameMoment = 60_000;

type Here = Pick<Case, 'number' | 'origin' | 'userId' | 'kind' | 'at' | 'reason' | 'duration'>;
type Compared = Pick<StagedCase, 'verdict' | 'twin'>;

/**
 * Holds cases of an export beside those that are here. What was imported from the same bot is told by its name alone; anything else
 * is the same when it happened to the same member, is of the same kind, and within a minute. Each case here is the twin of one at most.
 *
 * @returns one for each of `theirs`, in their order
 */
export function compare(
  source: ImportSource,
  theirs: readonly ImportedCase[],
  here: readonly Here[],
): readonly Compared[] {
  const known = new Map(here.map((one) => [one.origin, one.number]));
  const open = new Map<string, Here[]>();
  for (const one of here) {
    const key = keyOf(one);
    open.set(key, [...(open.get(key) ?? []), one]);
  }
  return theirs.map((one): Compared => {
    const before = known.get(originOf(source, one.theirId));
    if (before !== undefined) return { verdict: 'known', twin: before };
    const candidates = (open.get(keyOf(one)) ?? [])
      .filter(({ origin, at }) => !origin.startsWith(namespaceOf(source, one.theirId)) && near(at, one.at))
      .toSorted((a, b) => distance(a, one) - distance(b, one));
    const [twin] = candidates;
    if (!twin) return { verdict: 'new', twin: null };
    open.set(
      keyOf(one),
      (open.get(keyOf(one)) ?? []).filter(({ number }) => number !== twin.number),
    );
    return { verdict: agree(one, twin) ? 'same' : 'conflict', twin: twin.number };
  });
}

/** Within it, names say what is the same. Red's two files both tell of its warnings, and name them differently. */
function namespaceOf(source: ImportSource, theirId: string): string {
  return originOf(source, source === 'red' ? theirId.replace(/:.*$/, ':') : '');
}

function keyOf({ userId, kind }: Pick<Here, 'userId'> & { readonly kind: string | null }): string {
  return `${userId} ${kind}`;
}

function near(here: number, there: number | null): boolean {
  return there !== null && Math.abs(here - there) <= sameMoment;
}

function distance({ at }: Here, one: ImportedCase): number {
  return Math.abs(at - (one.at ?? 0));
}

/** They say nothing that contradicts: a reason or a duration that only one of them has does not. */
function agree(there: ImportedCase, here: Here): boolean {
  const differs = <T>(a: T | null, b: T | null) => a !== null && b !== null && a !== b;
  return !differs(there.reason, here.reason) && !differs(there.duration, here.duration);
}
