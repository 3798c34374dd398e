import { accessLevels, type Manifest } from '@guildhall/sdk/host';
import { PermissionFlagsBits } from 'discord.js';
import { accessOf } from '../../src/access/index.ts';
import type { AnyReply } from '../../src/api/contract/route.ts';
import type { ApiServices } from '../../src/api/index.ts';
import type { Session } from '../../src/api/sign-in/session-store.ts';
import type { Actor, RecordedEntry } from '../../src/audit/index.ts';
import type { GuildSettings } from '../../src/database/index.ts';
import type { GuildDirectory, MemberView } from '../../src/discord/directory-types.ts';
import { SettingsRevisionError } from '../../src/guilds/index.ts';
import { InstallationError } from '../../src/installations/index.ts';
import { shadowFor } from '../../src/installations/shadowing.ts';
import type {
  ConfigProblem,
  ConfigRevision,
  Installation,
  InstallationEvent,
  Installations,
} from '../../src/installations/types.ts';
import { PluginStoreError, type PluginVersion } from '../../src/plugins/index.ts';
import type { DeadLetter, RouteRefusalCode } from '../../src/runtime/index.ts';
import { memoryExplanations, memoryPlans } from './memory-plans.ts';
import { memoryTrust } from './memory-trust.ts';

export const ids = {
  application: '100000000000000001',
  cafe: '200000000000000001',
  /** A guild with the bot, of other people. */
  foreign: '200000000000000002',
  /** Ana's, without the bot. */
  empty: '200000000000000003',
  ana: '300000000000000001',
  /** Administrator. */
  bob: '300000000000000002',
  /** Has the role that is granted in the settings. */
  chloe: '300000000000000003',
  dan: '300000000000000004',
  eve: '300000000000000005',
  managers: '400000000000000001',
  admins: '400000000000000002',
  general: '500000000000000001',
  hidden: '500000000000000002',
  lounge: '500000000000000003',
} as const;

export const manifest: Manifest = {
  manifestVersion: 1,
  id: 'leveling',
  package: '@guildhall/plugin-leveling',
  version: '1.2.0',
  sdk: '^0.1.0',
  name: { en: 'Leveling', fr: 'Niveaux' },
  description: { en: 'XP for messages', fr: 'De l’XP pour les messages' },
  category: 'engagement',
  capabilities: [{ id: 'messages.send', reason: 'to announce' }],
  intents: { standard: ['GuildMessages'], privileged: [] },
  permissions: ['SendMessages', 'ManageRoles'],
  hosts: [],
  dataLeaving: [],
  premium: [],
  config: {
    version: 1,
    schema: { type: 'object', properties: { cooldown: { type: 'integer', minimum: 0, default: 60 } } },
    defaults: { cooldown: 60 },
  },
  data: {},
  emits: {},
  uses: [],
  pieces: (['public', 'member', 'manager', 'admin'] as const).flatMap((access) => [
    {
      kind: 'route' as const,
      name: `GET /${access}/{id}`,
      method: 'GET' as const,
      path: `/${access}/{id}`,
      access,
      params: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      query: { type: 'object', properties: { limit: { type: 'integer', maximum: 10 } } },
      returns: {
        type: 'object',
        properties: { id: { $ref: '#/$defs/id' } },
        $defs: { id: { type: 'string' } },
      },
    },
    {
      kind: 'page' as const,
      name: `/${access}`,
      title: access,
      access,
      blocks: [{ kind: 'markdown' as const, text: access }],
    },
  ]),
  locales: { en: {} },
  installTypes: ['guild'],
  contexts: ['guild'],
};

const version: PluginVersion = {
  id: 'leveling',
  version: '1.2.0',
  hash: 'a'.repeat(64),
  manifestHash: 'b'.repeat(64),
  manifest,
  tier: 'inline',
  firstParty: true,
  readme: '# Leveling',
  load: () => Promise.reject(new Error('tests of the API run no plugin')),
};

/** What the API stands on, kept in memory, with the behaviour that its interfaces promise. */
export function createMemoryServices(now: () => number): ApiServices & {
  readonly sessions: ApiServices['sessions'] & { readonly all: Map<string, Session> };
  readonly revoked: string[];
} & Pick<ReturnType<typeof memoryTrust>, 'capture' | 'emit'> {
  const directory = createDirectory();
  const settings = createSettings(now);
  const audit = createAudit(now);
  const sessions = new Map<string, Session>();
  const revoked: string[] = [];
  const catalogue = {
    list: () => [version],
    newest: (id: string) => (id === version.id ? version : undefined),
    versions: (id: string) => (id === version.id ? [version] : []),
    get: (id: string, hash: string) => (id === version.id && hash === version.hash ? version : undefined),
  };
  const installations = createInstallations(audit.record, now);
  return {
    directory,
    catalogue,
    settings,
    audit,
    installations,
    revoked,
    sessions: {
      all: sessions,
      async create(session) {
        sessions.set(session.id, session);
      },
      async find(id) {
        const found = sessions.get(id);
        return found && found.expiresAt.getTime() > now() ? found : undefined;
      },
      async delete(id) {
        sessions.delete(id);
      },
    },
    identity: {
      authorizeUrl: ({ state }) => `http://discord.test/oauth2/authorize?state=${state}`,
      exchange: async ({ code }) =>
        code === 'good' ? { token: 'token-of-ana', expiresInSeconds: 604_800 } : undefined,
      user: async () => ({ id: ids.ana, name: 'Ana', avatarUrl: null, locale: 'fr' }),
      guilds: async (token) =>
        token === 'withdrawn'
          ? undefined
          : [
              { id: ids.cafe, name: 'Café', iconUrl: null, owner: true, permissions: 8n },
              { id: ids.empty, name: 'Empty', iconUrl: null, owner: true, permissions: 8n },
            ],
      revoke: async (token) => void revoked.push(token),
    },
    async access(guildId, userId) {
      const member = directory.guild(guildId) ? await directory.member(guildId, userId) : undefined;
      return member ? accessOf(member, (await settings.get(guildId)).managerRoles) : 'absent';
    },
    async initialize(guildId, actor) {
      if (await settings.initialize(guildId))
        await audit.record({ guildId, actor, action: 'guild.initialized' });
    },
    idempotency: createIdempotency(),
    async callRoute({ guildId, pluginId, path, query, access, actor, method }) {
      const refuse = (status: number, code: RouteRefusalCode) =>
        ({ ok: false, status, code, message: code }) as const;
      const found = await installations.get(guildId, pluginId);
      if (found?.state !== 'enabled') return refuse(404, 'PLUGIN_OFF');
      const [, needed, id] = /^\/(\w+)\/([^/]+)$/.exec(path) ?? [];
      const level = accessLevels.find((each) => each === needed);
      if (!level || method !== 'GET') return refuse(404, 'ROUTE_UNKNOWN');
      if (accessLevels.indexOf(access) < accessLevels.indexOf(level)) {
        return actor ? refuse(403, 'ACCESS_DENIED') : refuse(401, 'SIGN_IN_REQUIRED');
      }
      if (Number(query?.limit ?? 0) > 10) {
        return {
          ...refuse(400, 'REQUEST_INVALID'),
          issues: [{ pointer: '/query/limit', message: 'is too large' }],
        };
      }
      if (id === 'gone') {
        return { ...refuse(410, 'REFUSED_BY_PLUGIN'), message: 'It is gone.', pluginCode: 'ENTRY_GONE' };
      }
      if (id === 'broken') return { ...refuse(500, 'ROUTE_FAILED'), reference: 'r-1' };
      return { ok: true, status: 200, body: { id, by: actor?.userId ?? null } };
    },
    isOperator: async (userId) => userId === ids.ana,
    commands: async () => ({
      items: [
        { name: 'rank', command: 'rank', description: 'Your rank', pluginId: 'leveling', state: 'synced' },
        {
          name: 'Report',
          command: 'Report',
          description: 'Reports',
          pluginId: 'leveling',
          menu: 3,
          state: 'left_out',
          leftOut: 'limit',
          takenBy: null,
        },
      ],
      budget: { used: 1, limit: 100 },
      menus: { user: { used: 0, limit: 15 }, message: { used: 15, limit: 15 } },
      creations: { used: 1, limit: 200 },
    }),
    ...createDeadLetters(now, audit.record),
    explanations: memoryExplanations(now, ids.ana),
    members: {
      export: async (guildId, memberId) => ({
        ...{
          guildId,
          memberId,
          at: new Date(now()),
          plugins: { leveling: { members: [{ userId: memberId }] } },
        },
        ...{ explanations: [], deadLetters: [], jobs: [], capturedWrites: [], audit: [] },
      }),
      async erase(guildId, memberId, actor) {
        const after = { deleted: 1, masked: 0, jobsKept: 0, auditKept: 0 };
        await audit.record({ guildId, actor, action: 'member.erased', target: memberId, after });
        return after;
      },
    },
    plans: memoryPlans(now),
    store: createOperatorStore(),
    ...memoryTrust(now),
  };
}

/** One letter that can run again and one that can't. */
function createDeadLetters(
  now: () => number,
  record: ApiServices['audit']['record'],
): Pick<ApiServices, 'deadLetters' | 'replayDeadLetter' | 'discardDeadLetter'> {
  const at = new Date(now());
  let letters: readonly DeadLetter[] = ['l1', 'l2'].map((id) => ({
    id,
    pluginId: 'leveling',
    kind: id === 'l1' ? 'job' : 'event',
    job: 'digest',
    ...(id === 'l1' ? {} : { event: 'messageCreate' }),
    replayable: id === 'l1',
    input: { to: 'ana' },
    attempts: 3,
    dueAt: at,
    failedAt: at,
    reference: `r-${id}`,
  }));
  const take = async (guildId: string, id: string, actor: Actor, action: string): Promise<boolean> => {
    const found = letters.some((letter) => letter.id === id);
    letters = letters.filter((letter) => letter.id !== id);
    if (found) await record({ guildId, actor, action, target: 'leveling' });
    return found;
  };
  return {
    deadLetters: async () => letters,
    replayDeadLetter: async (guildId, _pluginId, id, actor) =>
      letters.find((letter) => letter.id === id)?.replayable === true &&
      take(guildId, id, actor, 'job.replayed'),
    discardDeadLetter: (guildId, _pluginId, id, actor) => take(guildId, id, actor, 'job.discarded'),
  };
}

function createOperatorStore(): ApiServices['store'] {
  const refuse = (code: PluginStoreError['code']) =>
    Promise.reject(
      new PluginStoreError(code, 'package/../evil.js leads out of the package.', 'Do not trust it.'),
    );
  return {
    // What was sent says which refusal to play.
    addTarball: async (bytes, by) => {
      const text = Buffer.from(bytes).toString();
      if (text !== 'good') return refuse(text as PluginStoreError['code']);
      return { ...version, origin: { at: new Date(0), from: 'tarball', ...(by ? { by } : {}) } };
    },
    addFromRegistry: async ({ name, registryUrl }) =>
      name === 'gone'
        ? refuse('REGISTRY_UNREACHABLE')
        : { ...version, origin: { at: new Date(0), from: 'registry', registry: registryUrl } },
    trust: async (_id, _hash, trusted) => ({
      ...version,
      tier: trusted ? 'inline' : 'sandboxed',
      ...(trusted ? { trusted } : {}),
    }),
    useOf: async () => 2,
    remove: () => refuse('VERSION_IN_USE'),
  };
}

function createIdempotency(): ApiServices['idempotency'] {
  const kept = new Map<string, { fingerprint: string; reply?: AnyReply }>();
  return {
    async claim(id, fingerprint) {
      const found = kept.get(id);
      if (!found) {
        kept.set(id, { fingerprint });
        return { kind: 'new' };
      }
      if (found.fingerprint !== fingerprint) return { kind: 'other_request' };
      return found.reply ? { kind: 'answered', reply: found.reply } : { kind: 'in_flight' };
    },
    async settle(id, reply) {
      const found = kept.get(id);
      if (found) found.reply = reply;
    },
    async release(id) {
      kept.delete(id);
    },
  };
}

function createDirectory(): GuildDirectory {
  const member = (
    userId: string,
    name: string,
    roleIds: string[],
    permissions: bigint,
    isOwner = false,
  ): MemberView => ({
    userId,
    name,
    avatarUrl: null,
    bot: false,
    roleIds,
    isOwner,
    permissions,
    timedOutUntil: null,
  });
  const members: Record<string, MemberView[]> = {
    [ids.cafe]: [
      member(ids.ana, 'Ana', [], PermissionFlagsBits.Administrator, true),
      member(ids.bob, 'Bob', [ids.admins], PermissionFlagsBits.Administrator),
      member(ids.chloe, 'Chloé', [ids.managers], PermissionFlagsBits.SendMessages),
      member(ids.dan, 'Dan', [], PermissionFlagsBits.SendMessages),
    ],
    [ids.foreign]: [member(ids.eve, 'Eve', [], PermissionFlagsBits.Administrator, true)],
  };
  const names: Record<string, string> = { [ids.cafe]: 'Café', [ids.foreign]: 'Secret Society' };
  return {
    applicationId: ids.application,
    guildIds: () => Object.keys(names),
    guild: (guildId) =>
      names[guildId] === undefined
        ? undefined
        : {
            id: guildId,
            name: names[guildId],
            iconUrl: null,
            ownerId: guildId === ids.cafe ? ids.ana : ids.eve,
            memberCount: members[guildId]?.length ?? 0,
            preferredLocale: 'en-US',
            bot: {
              userId: ids.application,
              permissions: PermissionFlagsBits.SendMessages,
              topRolePosition: 3,
            },
          },
    roles: () => [
      {
        id: ids.managers,
        name: 'Team',
        color: 0,
        position: 1,
        managed: false,
        permissions: 0n,
        assignable: true,
      },
      {
        id: ids.admins,
        name: 'Admin',
        color: 0xff0000,
        position: 4,
        managed: false,
        permissions: 8n,
        assignable: false,
      },
    ],
    overwrites: () => [],
    channels: () => [
      { id: ids.lounge, name: 'Lounge', type: 'voice', parentId: null, position: 0, botPermissions: 0x400n },
      { id: ids.general, name: 'general', type: 'text', parentId: null, position: 0, botPermissions: 0xc00n },
      { id: ids.hidden, name: 'hidden', type: 'text', parentId: null, position: 1, botPermissions: 0n },
    ],
    emojis: async () => [
      {
        id: '140000000000000001',
        name: 'party',
        animated: false,
        imageUrl: 'https://cdn.example/emojis/140000000000000001.png',
      },
    ],
    member: async (guildId, userId) => members[guildId]?.find((one) => one.userId === userId),
    user: async (userId) =>
      userId === '300000000000000404' ? { userId, name: 'gone', avatarUrl: null } : undefined,
    searchMembers: async (guildId, query, limit) =>
      (members[guildId] ?? [])
        .filter((one) => one.name.toLowerCase().startsWith(query.toLowerCase()))
        .slice(0, limit),
  };
}

function createSettings(now: () => number): ApiServices['settings'] {
  const kept = new Map<string, GuildSettings>();
  const listeners = new Set<(settings: GuildSettings) => void>();
  const get = (guildId: string): GuildSettings => {
    const found = kept.get(guildId);
    if (found) return found;
    const at = new Date(now());
    const made: GuildSettings = {
      applicationId: ids.application,
      guildId,
      language: 'en',
      timezone: 'UTC',
      managerRoles: [ids.managers],
      logChannel: null,
      initializedAt: null,
      revision: 1,
      createdAt: at,
      updatedAt: at,
    };
    kept.set(guildId, made);
    return made;
  };
  const put = (settings: GuildSettings) => {
    kept.set(settings.guildId, settings);
    for (const listener of listeners) listener(settings);
    return settings;
  };
  return {
    get: async (guildId) => get(guildId),
    async update(guildId, patch, expectedRevision) {
      const current = get(guildId);
      if (expectedRevision !== undefined && expectedRevision !== current.revision) {
        throw new SettingsRevisionError(current.revision);
      }
      return put({ ...current, ...patch, revision: current.revision + 1 });
    },
    async initialize(guildId) {
      const current = get(guildId);
      if (current.initializedAt) return false;
      put({ ...current, initializedAt: new Date(now()), revision: current.revision + 1 });
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function createAudit(now: () => number): ApiServices['audit'] {
  const entries: RecordedEntry[] = [];
  const listeners = new Set<(entry: RecordedEntry) => void>();
  return {
    async record({ target, ...rest }) {
      const entry = { ...rest, id: String(entries.length + 1), at: new Date(now()), target: target ?? null };
      entries.unshift(entry);
      for (const listener of listeners) listener(entry);
    },
    async list(guildId, { limit, after, action, userId, from, to }) {
      const found = entries.filter(
        (entry) =>
          entry.guildId === guildId &&
          (action === undefined || entry.action === action || entry.action.startsWith(`${action}.`)) &&
          (userId === undefined || (entry.actor.kind === 'member' && entry.actor.userId === userId)) &&
          (!from || entry.at >= from) &&
          (!to || entry.at < to) &&
          (after === undefined || Number(entry.id) < Number(after)),
      );
      return { items: found.slice(0, limit), next: found.length > limit ? found[limit - 1]?.id : undefined };
    },
    onRecord(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function createInstallations(record: ApiServices['audit']['record'], now: () => number): Installations {
  const kept = new Map<string, { installation: Installation; history: ConfigRevision[] }>();
  const listeners = new Set<(event: InstallationEvent) => void>();
  const key = (guildId: string, pluginId: string) => `${guildId}/${pluginId}`;
  const of = (guildId: string, pluginId: string) => {
    const found = kept.get(key(guildId, pluginId));
    if (!found) throw new InstallationError('NOT_INSTALLED', 'refused: NOT_INSTALLED');
    return found;
  };
  const wrong = (values: unknown): ConfigProblem[] => {
    const { cooldown } = values as { cooldown?: unknown };
    return cooldown === undefined || (Number.isInteger(cooldown) && Number(cooldown) >= 0)
      ? []
      : [{ pointer: '/cooldown', code: 'type', message: 'a whole number' }];
  };
  const change = async (
    guildId: string,
    pluginId: string,
    changes: Partial<Installation>,
    type: InstallationEvent['type'],
    actor: Parameters<Installations['uninstall']>[2],
  ) => {
    const found = of(guildId, pluginId);
    const installation = { ...found.installation, ...changes, revision: found.installation.revision + 1 };
    const history = changes.config ? [changes.config, ...found.history] : found.history;
    kept.set(key(guildId, pluginId), { installation, history });
    await record({
      guildId,
      actor,
      action: type === 'configured' ? 'config.updated' : `installation.${type}`,
      target: pluginId,
    });
    for (const listener of listeners) listener({ guildId, pluginId, type, revision: installation.revision });
    return installation;
  };
  const revisionOf = (values: unknown, number: number, actor: ConfigRevision['actor']): ConfigRevision => ({
    number,
    configVersion: 1,
    values: values as Record<string, unknown>,
    effective: { cooldown: 60, ...(values as Record<string, unknown>) },
    overrides: [],
    actor,
    at: new Date(now()),
  });
  return {
    list: async (guildId) =>
      [...kept.values()].map((one) => one.installation).filter((one) => one.guildId === guildId),
    get: async (guildId, pluginId) => kept.get(key(guildId, pluginId))?.installation,
    async install({ guildId, pluginId, manifestHash, values = {}, shadowHours, actor }) {
      if (pluginId !== version.id) throw new InstallationError('PLUGIN_UNKNOWN', 'refused: PLUGIN_UNKNOWN');
      if (kept.has(key(guildId, pluginId)))
        throw new InstallationError('ALREADY_INSTALLED', 'refused: ALREADY_INSTALLED');
      if (manifestHash !== version.manifestHash)
        throw new InstallationError('CONSENT_OUTDATED', 'refused: CONSENT_OUTDATED');
      const problems = wrong(values);
      if (problems.length > 0) throw new InstallationError('CONFIG_INVALID', 'not valid', { problems });
      const config = revisionOf(values, 1, actor);
      const at = new Date(now());
      const userId = actor.kind === 'member' ? actor.userId : '';
      const installation: Installation = {
        guildId,
        pluginId,
        state: 'enabled',
        revision: 0,
        version,
        consent: { manifestHash, userId, at },
        config,
        installedAt: at,
        updatedAt: at,
        pinned: false,
        ...(shadowHours === undefined ? {} : { shadow: shadowFor(shadowHours, now()) }),
        aliases: {},
        problems: [
          { id: 'p1', code: 'missing_permission', message: 'cannot post', count: 2, firstAt: at, lastAt: at },
        ],
      };
      kept.set(key(guildId, pluginId), { installation, history: [config] });
      return change(guildId, pluginId, {}, 'installed', actor);
    },
    update: async ({ guildId, pluginId }) => of(guildId, pluginId).installation,
    rollback: async ({ guildId, pluginId }) => of(guildId, pluginId).installation,
    confirmUpdate: async ({ guildId, pluginId }) => of(guildId, pluginId).installation,
    consentDifference: async () => ({
      capabilities: [],
      intents: [],
      hosts: [],
      dataLeaving: [],
      required: false,
    }),
    setCommandAlias: async (guildId, pluginId) => of(guildId, pluginId).installation,
    dependants: async () => [],
    transitions: async () => [],
    async goLive(guildId, pluginId, actor) {
      const { installation, history } = of(guildId, pluginId);
      const { shadow, ...live } = installation;
      if (!shadow) throw new InstallationError('STATE_CONFLICT', 'refused: STATE_CONFLICT');
      kept.set(key(guildId, pluginId), { installation: live, history });
      return change(guildId, pluginId, {}, 'enabled', actor);
    },
    async setSharesContent(guildId, pluginId, sharesContent, actor) {
      const { consent } = of(guildId, pluginId).installation;
      return change(guildId, pluginId, { consent: { ...consent, sharesContent } }, 'configured', actor);
    },
    async setEnabled(guildId, pluginId, enabled, actor, expectedRevision) {
      const { revision } = of(guildId, pluginId).installation;
      if (expectedRevision !== undefined && expectedRevision !== revision)
        throw new InstallationError('REVISION_MISMATCH', 'refused: REVISION_MISMATCH');
      return change(
        guildId,
        pluginId,
        { state: enabled ? 'enabled' : 'disabled' },
        enabled ? 'enabled' : 'disabled',
        actor,
      );
    },
    async uninstall(guildId, pluginId, actor) {
      await change(guildId, pluginId, {}, 'uninstalled', actor);
      kept.delete(key(guildId, pluginId));
    },
    validateConfig: async (_guildId, _pluginId, values) => wrong(values),
    async configure(guildId, pluginId, values, expectedRevision, actor) {
      const { installation } = of(guildId, pluginId);
      if (installation.revision !== expectedRevision)
        throw new InstallationError('REVISION_MISMATCH', 'refused: REVISION_MISMATCH');
      const problems = wrong(values);
      if (problems.length > 0) throw new InstallationError('CONFIG_INVALID', 'not valid', { problems });
      const config = revisionOf(values, installation.config.number + 1, actor);
      return change(guildId, pluginId, { config }, 'configured', actor);
    },
    history: async (guildId, pluginId, limit, before) =>
      of(guildId, pluginId)
        .history.filter((one) => before === undefined || one.number < before)
        .slice(0, limit),
    async restore(guildId, pluginId, number, expectedRevision, actor) {
      const { installation, history } = of(guildId, pluginId);
      if (installation.revision !== expectedRevision)
        throw new InstallationError('REVISION_MISMATCH', 'refused: REVISION_MISMATCH');
      const older = history.find((one) => one.number === number);
      if (!older) throw new InstallationError('STATE_CONFLICT', 'refused: STATE_CONFLICT');
      const config = {
        ...revisionOf(older.values, installation.config.number + 1, actor),
        restoredFrom: number,
      };
      return change(guildId, pluginId, { config }, 'configured', actor);
    },
    async dismissProblem(guildId, pluginId, problemId, actor) {
      const { problems } = of(guildId, pluginId).installation;
      if (!problems.some((one) => one.id === problemId)) return;
      await change(
        guildId,
        pluginId,
        { problems: problems.filter((one) => one.id !== problemId) },
        'problem',
        actor,
      );
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
