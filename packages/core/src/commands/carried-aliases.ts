import type { Manifest } from '@guildhall/sdk/host';

/**
 * The names that a guild's admins have chosen, by what the commands are called in this version: one that the author has renamed
 * keeps what was chosen for it (`formerly`), unless another command has its old name today. Pure.
 */
export function carriedAliases(
  { pieces }: Pick<Manifest, 'pieces'>,
  chosen: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const commands = pieces.filter((piece) => piece.kind === 'command');
  const names = new Set(commands.map(({ name }) => name));
  const carried = new Map<string, string>();
  for (const { name, formerly = [] } of commands) {
    const from = [name, ...formerly.filter((old) => !names.has(old))].find((old) =>
      Object.hasOwn(chosen, old),
    );
    const alias = from === undefined ? undefined : chosen[from];
    if (alias !== undefined) carried.set(name, alias);
  }
  return Object.fromEntries(carried);
}
