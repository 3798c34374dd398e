import {
  type AccessLevel,
  blocksByAddress,
  type ManifestAction,
  type ManifestBlock,
  type ManifestLink,
  type ManifestPage,
  type ManifestRoute,
  routesOf,
} from '@guildhall/sdk/host';
import type { Installation } from '../../installations/types.ts';
import type { PluginPageView } from '../contracts/pages.ts';
import { reaches } from './caller-level.ts';

/** A page as this caller sees it: without the buttons that would only be refused. */
export function pageView(
  { pluginId, version }: Installation,
  page: ManifestPage,
  level: AccessLevel,
): PluginPageView {
  const { manifest } = version;
  const routes = manifest.pieces.filter((piece): piece is ManifestRoute => piece.kind === 'route');
  const open = new Set(routes.filter(({ access }) => reaches(level, access)).map(({ name }) => name));
  const blocks = page.blocks.map((block) => withoutClosed(block, open));
  const wanted = new Set([...blocksByAddress(blocks).values()].flatMap(routesOf));
  return {
    pluginId,
    pluginName: manifest.name,
    path: page.name,
    title: page.title,
    access: page.access,
    blocks,
    routes: routes
      .filter((piece) => wanted.has(piece.name))
      .map(({ name, method, path, query, body }) => ({ name, method, path, query, body: body ?? null })),
    locales: manifest.locales,
  };
}

/** Blocks keep their places, by which they are read. */
function withoutClosed(block: ManifestBlock, open: ReadonlySet<string>): ManifestBlock {
  const inner = (blocks: readonly ManifestBlock[]) => blocks.map((child) => withoutClosed(child, open));
  const actions = (all: readonly (ManifestAction | ManifestLink)[] | undefined) =>
    all && { actions: all.filter((each) => each.kind === 'link' || open.has(each.route)).map(undoable) };
  const undoable = <T extends ManifestAction | ManifestLink>(action: T): T =>
    action.kind === 'action' && action.undo && !open.has(action.undo.route)
      ? { ...action, undo: undefined }
      : action;
  switch (block.kind) {
    case 'actions':
      return { ...block, actions: actions(block.actions)?.actions ?? [] };
    case 'details':
      return { ...block, ...actions(block.actions) };
    case 'table': {
      const { create, bulk, move, detail, ...table } = block;
      return {
        ...table,
        ...actions(block.actions),
        ...(create && open.has(create.route) ? { create } : {}),
        ...(bulk ? { bulk: bulk.filter((each) => open.has(each.route)) } : {}),
        ...(move && open.has(move.route) ? { move } : {}),
        ...(detail ? { detail: { ...detail, blocks: inner(detail.blocks) } } : {}),
      };
    }
    case 'section':
      return { ...block, blocks: inner(block.blocks) };
    case 'tabs':
      return { ...block, tabs: block.tabs.map((tab) => ({ ...tab, blocks: inner(tab.blocks) })) };
    default:
      return block;
  }
}
