import type { ManifestAction, ManifestBlock, ManifestCall } from './block-types.ts';

/** The blocks within a block, each with its address below it: a tab's `1.0`, a section's or a drawer's `2`. */
export function childBlocks(block: ManifestBlock): readonly (readonly [string, ManifestBlock])[] {
  const numbered = (blocks: readonly ManifestBlock[], prefix = '') =>
    blocks.map((child, index) => [`${prefix}${index}`, child] as const);
  if (block.kind === 'section') return numbered(block.blocks);
  if (block.kind === 'tabs') return block.tabs.flatMap((tab, index) => numbered(tab.blocks, `${index}.`));
  if (block.kind === 'table') return numbered(block.detail?.blocks ?? []);
  return [];
}

/** Every block of a page by its address: `0`, and what is in it, `0.1`. */
export function blocksByAddress(blocks: readonly ManifestBlock[]): ReadonlyMap<string, ManifestBlock> {
  const found = new Map<string, ManifestBlock>();
  const add = (address: string, block: ManifestBlock): void => {
    found.set(address, block);
    for (const [below, child] of childBlocks(block)) add(`${address}.${below}`, child);
  };
  for (const [index, block] of blocks.entries()) add(String(index), block);
  return found;
}

/** What of a block calls a route when somebody presses a button. */
export function actionsOf(block: ManifestBlock): readonly ManifestAction[] {
  const listed = 'actions' in block ? (block.actions ?? []) : [];
  const create = block.kind === 'table' && block.create ? [block.create] : [];
  return [...listed.filter((each): each is ManifestAction => each.kind === 'action'), ...create];
}

/** The names of all routes of a block, without those of the blocks in it. */
export function routesOf(block: ManifestBlock): readonly string[] {
  const calls: (ManifestCall | undefined)[] = actionsOf(block).flatMap((action) => [
    action,
    action.value,
    action.undo,
  ]);
  if ('route' in block) calls.push(block);
  if ('value' in block && typeof block.value === 'object') calls.push(block.value);
  if (block.kind === 'table') calls.push(...(block.bulk ?? []), block.move);
  return [...new Set(calls.flatMap((each) => each?.route ?? []))];
}
