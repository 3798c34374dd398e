import type { PluginPage } from '../api/index.ts';
import { pathParams, type Row } from './record.ts';

/** The page at a path, with what its names stand for; one without names goes before one that has some. */
export function pageAt(
  pages: readonly PluginPage[],
  pluginId: string,
  path: string,
): { readonly page: PluginPage; readonly params: Row } | undefined {
  const fitting = pages.flatMap((page) => {
    const params = page.pluginId === pluginId ? pathParams(page.path, path) : undefined;
    return params ? [{ page, params }] : [];
  });
  return fitting.find(({ page }) => page.path === path) ?? fitting[0];
}

/** Whether a page stands in menus: what leads to one with names in its path is a row. */
export function isListed({ path }: PluginPage): boolean {
  return !path.includes('{');
}
