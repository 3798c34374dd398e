/**
 * A bot in a process of its own that installs, updates and uninstalls a plugin again and again, and counts what that leaves behind.
 * Arguments: address of the database, of the simulator, token, guild, data folder, the folders of the versions, and of
 * versions that are loaded only once. It asks its parent over IPC to play the members, and says at last what it has found.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { createClock } from '@guildhall/discord-simulator';
import { describePlugin } from '@guildhall/sdk/host';
import { createMongoAuditLog } from '../../src/audit/index.ts';
import type { PluginVersion } from '../../src/plugins/index.ts';
import { startBareHost } from './bare-host.ts';
import { partnerPlugin } from './every-piece.ts';

export interface LeakOrders {
  readonly uri: string;
  readonly api: string;
  readonly token: string;
  /** In all of them at once, so that 300 cycles take seconds and not minutes. */
  readonly guildIds: readonly string[];
  readonly dataDir: string;
  /** Folders of three built versions, oldest first. */
  readonly versions: readonly string[];
  /** Folders of versions that differ only in a comment, to be loaded once each. */
  readonly distinct: readonly string[];
  /** Each is one cycle in every guild. */
  readonly rounds: number;
  /** After so many rounds everything that is made once has been made. */
  readonly warmUp: number;
}

export interface LeakFindings {
  /**
   * Bytes of objects after each round, garbage collected. Without code: when the engine compiles what, and throws it away again,
   * is its own business, and moves the heap by more than a leak would.
   */
  readonly heap: readonly number[];
  /** What there was after the warm-up, and at the end. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** Bytes that one more inline version costs for as long as the process lives. */
  readonly versionCost: number;
  readonly log: readonly string[];
}

const orders = JSON.parse(process.argv[2] ?? '{}') as LeakOrders;
const { guildIds } = orders;
const log: string[] = [];
const complain = (message: string, details?: unknown) =>
  void log.push(`${message} ${JSON.stringify(details)}`);
const clock = createClock();
const partner = partnerPlugin();
const versions: PluginVersion[] = [];
const { bot, host, database, store, catalogue } = await startBareHost({
  uri: orders.uri,
  api: orders.api,
  token: orders.token,
  dataDir: orders.dataDir,
  clock,
  complain,
  async plugins(store) {
    for (const folder of orders.versions) versions.push(await store.add(folder));
    store.addInMemory(partner, describePlugin(partner, { package: 'partner', version: '1.0.0' }));
  },
  extra: async ({ database, bot }) => ({
    audit: await createMongoAuditLog({
      connection: database.connection,
      applicationId: bot.applicationId,
      now: () => clock.now(),
    }),
    internet: {
      resolve: async () => ['93.184.215.14'],
      send: async () => ({ status: 200, headers: {}, body: new TextEncoder().encode('this') }),
    },
  }),
});

const actor = { kind: 'system', reason: 'test' } as const;
const partnerVersion = catalogue.newest('partner');
for (const guildId of guildIds) {
  const manifestHash = partnerVersion?.manifestHash ?? '';
  await host.installations.install({ guildId, pluginId: 'partner', manifestHash, actor });
}

let answered: (() => void) | undefined;
process.on('message', () => answered?.());
/** Members of a guild use the plugin, every piece of it; resolves when all of that is over. */
const membersAct = async (guildId: string) => {
  await new Promise<void>((resolve) => {
    answered = resolve;
    process.send?.({ kind: 'act', guildId });
  });
  await host.idle();
};

const collect = () => {
  const { gc } = globalThis;
  if (!gc) throw new Error('this process is to be started with --expose-gc');
  gc();
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => !/code|trusted|read_only/.test(space_name))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
};
const listenersOf = (emitter: NodeJS.EventEmitter) =>
  emitter.eventNames().reduce((sum: number, name) => sum + emitter.listenerCount(name), 0);
const count = async (collection: string, filter: object) =>
  database.db().collection(collection).countDocuments(filter);
/** Everything that a plugin could have left. Sockets of keep-alive pools come and go by themselves. */
const census = async (): Promise<Record<string, number>> => {
  await host.idle();
  const collections = await database.db().listCollections().toArray();
  let indexes = 0;
  for (const { name } of collections) indexes += (await database.db().collection(name).indexes()).length;
  let timers = Number.POSITIVE_INFINITY;
  // A timer that is just running out is none.
  for (let turn = 0; turn < 5; turn++) {
    timers = Math.min(timers, process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length);
    await delay(20);
  }
  const resources = process
    .getActiveResourcesInfo()
    .filter((kind) => !/^(TCP|Timeout|Immediate|Pipe)/.test(kind));
  const commands = await Promise.all(guildIds.map((guildId) => host.commandsOf(guildId)));
  return {
    activeTimers: timers,
    resources: resources.length,
    clientListeners: listenersOf(bot.client),
    restListeners: listenersOf(bot.client.rest as unknown as NodeJS.EventEmitter),
    gatewayListeners: listenersOf(bot.client.ws as unknown as NodeJS.EventEmitter),
    processListeners: listenersOf(process),
    collections: collections.length,
    indexes,
    commands: commands.reduce((sum, { items }) => sum + items.length, 0),
    jobs: await count('jobs', {}),
    rows: await count('plugin_every_rows', {}),
    days: await count('plugin_every_days', {}),
    letters: await count('dead_letters', {}),
    reasons: await count('explanations', {}),
    problems: await count('problems', {}),
    scenes: await count('problem_scenes', {}),
    captured: await count('captured_writes', {}),
    installations: await count('installations', {}),
    configurations: await count('config_revisions', { pluginId: 'every' }),
    ...host.leaks(),
  };
};

const retention = 31 * 24 * 60 * 60_000;
/** An update brings data to a newer form, never to an older one. */
const moves = [
  [0, 1],
  [1, 2],
  [0, 2],
] as const;
const cycle = async (guildId: string, from: PluginVersion, to: PluginVersion, acting: boolean) => {
  const { installations } = host;
  const key = { guildId, pluginId: 'every', actor };
  const { revision } = await installations.install({
    ...key,
    hash: from.hash,
    manifestHash: from.manifestHash,
  });
  const general = bot.client.guilds.cache.get(guildId)?.channels.cache.find(({ name }) => name === 'general');
  const there = { field: '/level', scope: 'channel', id: general?.id ?? '', value: 7 } as const;
  await installations.configure(guildId, 'every', {}, revision, actor, 'en', [there]);
  if (acting) await membersAct(guildId);
  await installations.update({ ...key, toHash: to.hash, manifestHash: to.manifestHash });
  const path = '/rows/setup';
  const answer = await host.callRoute({ guildId, pluginId: 'every', method: 'GET', path, access: 'public' });
  if (!answer.ok) throw new Error(`${JSON.stringify(answer)}\n${log.join('\n')}`);
  await installations.uninstall(guildId, 'every', actor);
};

const heap: number[] = [];
let before: Record<string, number> = {};
for (let round = 1; round <= orders.rounds; round++) {
  await Promise.all(
    guildIds.map((guildId, index) => {
      const [from, to] = (moves[(round + index) % moves.length] ?? [0, 1]).map((which) => versions[which]);
      if (!from || !to) throw new Error('three versions are needed');
      return cycle(guildId, from, to, index === round % (2 * guildIds.length));
    }),
  );
  // Also what is kept for 30 days has to go.
  await clock.advance(retention);
  heap.push(collect());
  if (round === orders.warmUp) before = await census();
}
const after = await census();

const costs: number[] = [];
for (const folder of orders.distinct) {
  const start = collect();
  const version = await store.add(folder);
  await version.load();
  costs.push(collect() - start);
}
const versionCost = costs.sort((a, b) => a - b)[Math.floor(costs.length / 2)] ?? 0;
await host.close();
await bot.close();
await database.close();
const findings: LeakFindings = { heap, before, after, versionCost, log };
process.send?.({ kind: 'findings', findings }, () => process.exit(0));
