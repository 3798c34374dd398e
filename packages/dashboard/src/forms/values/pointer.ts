export type Path = readonly (string | number)[];

/** RFC 6901. */
export function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function pathOf(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** A copy of the root with another value at the path; `undefined` takes it away. Objects on the way are made. */
export function withValueAt(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const copy = [...root];
    copy[Number(key)] = withValueAt(copy[Number(key)], rest, value);
    return copy;
  }
  const { [key]: inner, ...others } = (typeof root === 'object' && root !== null ? root : {}) as Record<
    string | number,
    unknown
  >;
  const next = withValueAt(inner, rest, value);
  if (next === undefined) return others;
  // In its old place, so that a form's rows do not jump.
  return typeof root === 'object' && root !== null && key in root
    ? Object.fromEntries(Object.entries(root).map(([name, old]) => [name, name === String(key) ? next : old]))
    : { ...others, [key]: next };
}
