import { variableNames } from './variables.ts';

/** Variables that other parts of a set-up read, and that look like ours. */
const others = new Set(['DISCORD_WEBHOOK_URL', 'PUBLIC_URLS']);

/**
 * Names in the environment that were probably meant for us: every unknown `GUILDHALL_…`, and what is one or two
 * letters away from a name of ours.
 *
 * @returns a sentence for each.
 */
export function misspelledVariables(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const known: readonly string[] = variableNames;
  return Object.keys(environment)
    .filter((name) => !known.includes(name) && !others.has(name))
    .flatMap((name) => {
      // Short names such as PORT have too many honest neighbours.
      const near = known.find((candidate) => candidate.length >= 8 && distance(candidate, name) <= 2);
      if (near) return [`${name} is not read. Did you mean ${near}?`];
      if (name.startsWith('GUILDHALL_')) return [`${name} is not read: Guildhall has no such variable.`];
      return [];
    });
}

/** Levenshtein's, up to 3. Given up as soon as it is: an environment has hundreds of names that are far from every one of ours. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return 3;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    if (Math.min(...current) > 2) return 3;
    previous = current;
  }
  return previous.at(-1) ?? 3;
}
