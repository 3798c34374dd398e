import { client } from './client.ts';
import { sendFile } from './send-file.ts';
import type {
  ConfigOverride,
  ConfigValues,
  GuildSettingsPatch,
  HeldVersion,
  PluginCategory,
  PluginPageRoute,
} from './types.ts';

/** The tag of a revision, for `If-Match`. */
const tag = (revision: number) => `"${revision}"`;

/** Every operation that the dashboard uses, with the answers' bodies. */
export const api = {
  signInUrl: (returnTo: string) => client.url('/auth/discord/login', { query: { returnTo } }),
  eventsUrl: (guildId: string) => client.url('/guilds/{guildId}/events', { params: { guildId } }),

  session: async () => (await client.get('/session')).data,
  signOut: async () => (await client.post('/auth/logout')).data,
  meta: async () => (await client.get('/meta')).data,

  guilds: async () => (await client.get('/guilds')).data.items,
  guild: async (guildId: string) => (await client.get('/guilds/{guildId}', { params: { guildId } })).data,
  initializeGuild: async (guildId: string) =>
    (await client.post('/guilds/{guildId}/initialize', { params: { guildId } })).data,
  channels: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/channels', { params: { guildId } })).data.items,
  roles: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/roles', { params: { guildId } })).data.items,
  emojis: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/emojis', { params: { guildId } })).data.items,
  members: async (guildId: string, query: string) =>
    (await client.get('/guilds/{guildId}/members', { params: { guildId }, query: { query, limit: 25 } })).data
      .items,
  commands: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/commands', { params: { guildId } })).data,

  settings: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/settings', { params: { guildId } })).data,
  updateSettings: async (guildId: string, patch: GuildSettingsPatch, revision: number) =>
    (
      await client.patch('/guilds/{guildId}/settings', {
        params: { guildId },
        body: patch,
        ifMatch: tag(revision),
      })
    ).data,

  plugins: async (query: string, category: PluginCategory | '') =>
    (
      await client.get('/plugins', {
        query: { limit: 100, ...(query ? { query } : {}), ...(category ? { category } : {}) },
      })
    ).data,
  plugin: async (pluginId: string) =>
    (await client.get('/plugins/{pluginId}', { params: { pluginId } })).data,

  installations: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/installations', { params: { guildId } })).data.items,
  install: async (
    guildId: string,
    pluginId: string,
    manifestHash: string,
    {
      sharesContent,
      shadowHours,
      values,
    }: {
      sharesContent?: boolean;
      shadowHours?: number | undefined;
      values?: Record<string, unknown> | undefined;
    } = {},
  ) =>
    (
      await client.post('/guilds/{guildId}/installations', {
        params: { guildId },
        body: {
          pluginId,
          manifestHash,
          ...(sharesContent ? { sharesContent } : {}),
          ...(shadowHours === undefined ? {} : { shadowHours }),
          ...(values === undefined ? {} : { values }),
        },
      })
    ).data,
  setEnabled: async (guildId: string, pluginId: string, enabled: boolean) =>
    (
      await client.patch('/guilds/{guildId}/installations/{pluginId}', {
        params: { guildId, pluginId },
        body: { enabled },
      })
    ).data,
  setSharesContent: async (guildId: string, pluginId: string, sharesContent: boolean) =>
    (
      await client.patch('/guilds/{guildId}/installations/{pluginId}', {
        params: { guildId, pluginId },
        body: { sharesContent },
      })
    ).data,
  uninstall: async (guildId: string, pluginId: string) =>
    (await client.delete('/guilds/{guildId}/installations/{pluginId}', { params: { guildId, pluginId } }))
      .data,
  dismissProblem: async (guildId: string, pluginId: string, problemId: string) =>
    (
      await client.delete('/guilds/{guildId}/installations/{pluginId}/problems/{problemId}', {
        params: { guildId, pluginId, problemId },
      })
    ).data,

  makeLive: async (guildId: string, pluginId: string) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/live', {
        params: { guildId, pluginId },
      })
    ).data,
  shadowReport: async (guildId: string, pluginId: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/shadow-report', {
        params: { guildId, pluginId },
      })
    ).data,
  problemScene: async (guildId: string, pluginId: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/problem-scene', {
        params: { guildId, pluginId },
      })
    ).data,
  explanations: async (
    guildId: string,
    filter: { cursor?: string; pluginId?: string; memberId?: string; messageId?: string; piece?: string },
  ) =>
    (
      await client.get('/guilds/{guildId}/explanations', {
        params: { guildId },
        query: { limit: 50, ...filter },
      })
    ).data,
  isolation: async () => (await client.get('/isolation')).data,

  renameCommand: async (guildId: string, pluginId: string, command: string, alias: string | null) =>
    (
      await client.put('/guilds/{guildId}/installations/{pluginId}/commands/{command}/alias', {
        params: { guildId, pluginId, command },
        body: { alias },
      })
    ).data,

  deadLetters: async (guildId: string, pluginId: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/dead-letters', {
        params: { guildId, pluginId },
      })
    ).data.items,
  replayDeadLetter: async (guildId: string, pluginId: string, letterId: string) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/dead-letters/{letterId}/replay', {
        params: { guildId, pluginId, letterId },
      })
    ).data,
  discardDeadLetter: async (guildId: string, pluginId: string, letterId: string) =>
    (
      await client.delete('/guilds/{guildId}/installations/{pluginId}/dead-letters/{letterId}', {
        params: { guildId, pluginId, letterId },
      })
    ).data,

  /** To the newest version when none is named. */
  previewUpdate: async (guildId: string, pluginId: string, version?: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/update', {
        params: { guildId, pluginId },
        query: version === undefined ? {} : { version },
      })
    ).data,
  /** @param sharesContent left out: as it was, where that is still what was allowed */
  update: async (
    guildId: string,
    pluginId: string,
    version: string,
    manifestHash: string,
    sharesContent?: boolean,
  ) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/update', {
        params: { guildId, pluginId },
        body: { version, manifestHash, ...(sharesContent === undefined ? {} : { sharesContent }) },
      })
    ).data,
  confirmUpdate: async (guildId: string, pluginId: string) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/confirm-update', {
        params: { guildId, pluginId },
      })
    ).data,
  rollback: async (guildId: string, pluginId: string) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/rollback', {
        params: { guildId, pluginId },
      })
    ).data,
  transitions: async (guildId: string, pluginId: string, cursor?: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/transitions', {
        params: { guildId, pluginId },
        query: { limit: 20, ...(cursor ? { cursor } : {}) },
      })
    ).data,
  pages: async (guildId: string) =>
    (await client.get('/guilds/{guildId}/pages', { params: { guildId } })).data,
  /** @param given what the block is asked for, beyond what the plugin has fixed */
  readBlock: async (
    guildId: string,
    pluginId: string,
    page: string,
    block: string,
    given: {
      readonly params: Readonly<Record<string, string>>;
      readonly query: Readonly<Record<string, string>>;
    },
  ) =>
    (
      await client.get('/guilds/{guildId}/pages/{pluginId}/data', {
        params: { guildId, pluginId },
        query: {
          page,
          block,
          ...(Object.keys({ ...given.params, ...given.query }).length > 0
            ? { given: JSON.stringify(given) }
            : {}),
        },
      })
    ).data,
  /** @param path with values in place of its names */
  callPlugin: (
    guildId: string,
    pluginId: string,
    method: PluginPageRoute['method'],
    path: string,
    options: {
      query?: Readonly<Record<string, unknown>>;
      body?: unknown;
      ifMatch?: string | undefined;
    } = {},
  ) =>
    client.plugin(
      guildId,
      pluginId,
      method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete',
      path,
      // A double click, or a request that is sent again, does it once.
      { ...options, ...(method === 'POST' ? { idempotencyKey: crypto.randomUUID() } : {}) },
    ),
  capabilities: async () => (await client.get('/capabilities')).data.items,
  member: async (guildId: string, userId: string) =>
    (await client.get('/guilds/{guildId}/members/{userId}', { params: { guildId, userId } })).data,

  config: async (guildId: string, pluginId: string) =>
    (await client.get('/guilds/{guildId}/installations/{pluginId}/config', { params: { guildId, pluginId } }))
      .data,
  saveConfig: async (
    guildId: string,
    pluginId: string,
    values: ConfigValues,
    overrides: readonly ConfigOverride[],
    revision: number,
  ) =>
    (
      await client.put('/guilds/{guildId}/installations/{pluginId}/config', {
        params: { guildId, pluginId },
        body: { values, overrides: [...overrides] },
        ifMatch: tag(revision),
      })
    ).data,
  configHistory: async (guildId: string, pluginId: string, cursor?: string) =>
    (
      await client.get('/guilds/{guildId}/installations/{pluginId}/config/history', {
        params: { guildId, pluginId },
        query: { limit: 20, ...(cursor ? { cursor } : {}) },
      })
    ).data,
  restoreConfig: async (guildId: string, pluginId: string, number: number, revision: number) =>
    (
      await client.post('/guilds/{guildId}/installations/{pluginId}/config/restore', {
        params: { guildId, pluginId },
        body: { revision: number },
        ifMatch: tag(revision),
      })
    ).data,

  audit: async (
    guildId: string,
    filter: { cursor?: string; action?: string; userId?: string; from?: string; to?: string; limit?: number },
  ) => (await client.get('/guilds/{guildId}/audit', { params: { guildId }, query: filter })).data,

  heldVersions: async () => (await client.get('/operator/plugins')).data.items,
  uploadPlugin: (file: Blob, onProgress: (part: number) => void) =>
    sendFile<HeldVersion>(client.url('/operator/plugins'), file, 'application/gzip', onProgress),
  fetchPlugin: async (request: { registryUrl: string; name: string; version?: string }) =>
    (await client.post('/operator/plugins/fetch', { body: request })).data,
  killedPlugins: async () => (await client.get('/operator/kill-switch')).data.items,
  killPlugin: async (pluginId: string, reason: string) =>
    (await client.put('/operator/kill-switch/{pluginId}', { params: { pluginId }, body: { reason } })).data,
  revivePlugin: async (pluginId: string) =>
    (await client.delete('/operator/kill-switch/{pluginId}', { params: { pluginId } })).data,
  trustVersion: async (pluginId: string, hash: string) =>
    (await client.put('/operator/plugins/{pluginId}/{hash}/trust', { params: { pluginId, hash } })).data,
  distrustVersion: async (pluginId: string, hash: string) =>
    (await client.delete('/operator/plugins/{pluginId}/{hash}/trust', { params: { pluginId, hash } })).data,
  removeVersion: async (pluginId: string, hash: string) =>
    (await client.delete('/operator/plugins/{pluginId}/{hash}', { params: { pluginId, hash } })).data,
};
