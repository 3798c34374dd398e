import semver from 'semver';

/**
 * The part of a changelog that tells of the way from one version to another: the sections above the older one, up to and
 * including the newer one's, whichever way the move goes. A changelog without a heading for any version is returned whole.
 * Pure.
 *
 * @param markdown with one heading for each version, such as `## 1.2.0` or `## [1.2.0] - 2026-01-05`
 * @returns `null` when nothing is said about it
 */
export function changelogBetween(markdown: string, from: string, to: string): string | null {
  const [older, newer] = semver.compare(from, to) <= 0 ? [from, to] : [to, from];
  const parts = markdown.split(/^(?=#{1,4} .*\d+\.\d+\.\d+)/m).map((text) => ({
    text,
    version: versionOf(text),
  }));
  if (!parts.some((part) => part.version !== undefined)) return markdown.trim() || null;
  const told = parts.filter(
    ({ version }) =>
      version !== undefined && semver.gt(version, older) && semver.compare(version, newer) <= 0,
  );
  return told.map(({ text }) => text.trim()).join('\n\n') || null;
}

function versionOf(part: string): string | undefined {
  const [heading = ''] = part.split('\n', 1);
  const found = /^#{1,4} .*?(\d+\.\d+\.\d+(?:-[\w.]+)?)/.exec(heading)?.[1];
  return found !== undefined && semver.valid(found) !== null ? found : undefined;
}
