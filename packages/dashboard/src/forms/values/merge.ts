import { type Change, diffValues, sameValue } from './diff.ts';
import { type Path, pointerOf, valueAt, withValueAt } from './pointer.ts';

/** A value that both people changed, differently. */
interface Conflict {
  readonly path: Path;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merge {
  /** Theirs with mine on top, where they do not collide; theirs where they do. */
  readonly merged: Record<string, unknown>;
  /** What I changed and they did not. */
  readonly kept: readonly Change[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Brings two people's changes of the same values together: what only one of them changed is taken from that one;
 * what both changed to the same is no conflict.
 */
export function mergeValues(
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
): Merge {
  let merged: Record<string, unknown> = theirs;
  const kept: Change[] = [];
  const conflicts: Conflict[] = [];
  const theirChanges = diffValues(base, theirs);
  for (const change of diffValues(base, mine)) {
    const { path } = change;
    const theirsHere = valueAt(theirs, path);
    if (sameValue(change.after, theirsHere)) continue;
    if (theirChanges.some((other) => overlaps(other.path, path))) {
      conflicts.push({ path, base: change.before, mine: change.after, theirs: theirsHere });
    } else {
      kept.push(change);
      merged = withValueAt(merged, path, change.after) as Record<string, unknown>;
    }
  }
  return { merged, kept, conflicts };
}

/** The merge with each conflict decided. */
export function resolveConflicts(
  merge: Merge,
  choice: (pointer: string) => 'mine' | 'theirs',
): Record<string, unknown> {
  return merge.conflicts.reduce<Record<string, unknown>>(
    (values, conflict) =>
      choice(pointerOf(conflict.path)) === 'mine'
        ? (withValueAt(values, conflict.path, conflict.mine) as Record<string, unknown>)
        : values,
    merge.merged,
  );
}

function overlaps(a: Path, b: Path): boolean {
  return a.slice(0, b.length).every((key, index) => key === b[index]);
}
