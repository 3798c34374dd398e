import { type Component, type InjectionKey, inject } from 'vue';
import { api, type BlockNames, type PluginPage, type PluginPageRoute } from '../api/index.ts';

/** What a block is asked for, beyond what the plugin has fixed. */
export interface Given {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export interface Sent {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
}

/** Where a page's data comes from and its calls go to. */
export interface PageHost {
  /** What the block at a place shows. */
  read(address: string, given: Given): Promise<{ readonly data?: unknown; readonly names: BlockNames }>;
  /** @param path with values in place of its names */
  call(
    route: PluginPageRoute,
    path: string,
    sent: Sent,
  ): Promise<{ readonly data: unknown; readonly etag: string | undefined }>;
}

/** What every block of a page needs to know of the whole. */
export interface PageContext {
  readonly guildId: string;
  readonly page: PluginPage;
  /** Whether it stands by itself, outside of the dashboard. */
  readonly alone: boolean;
  readonly host: PageHost;
  /** Draws blocks, for the blocks that hold others. */
  readonly list: Component;
}

export const pageContextKey: InjectionKey<PageContext> = Symbol('plugin page');

export function usePageContext(): PageContext {
  const context = inject(pageContextKey);
  if (!context) throw new Error('A block must be inside of PluginPageBlocks.');
  return context;
}

/** The plugin itself, over the API. */
export function hostOf(guildId: string, { pluginId, path: page }: PluginPage): PageHost {
  return {
    read: (address, given) => api.readBlock(guildId, pluginId, page, address, given),
    call: (route, path, sent) => api.callPlugin(guildId, pluginId, route.method, path, sent),
  };
}
