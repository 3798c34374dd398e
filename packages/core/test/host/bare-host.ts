import { connectDatabase, type Database } from '../../src/database/index.ts';
import { type Bot, createBot } from '../../src/discord/index.ts';
import { createPluginHost, type PluginHost, type PluginHostOptions } from '../../src/host/index.ts';
import { createPluginStore } from '../../src/plugins/index.ts';
import { secretBox } from './secret-box.ts';

type PluginStore = Awaited<ReturnType<typeof createPluginStore>>;

const nothing = () => undefined;
const metrics = {
  gatewayEvent: nothing,
  restRequest: nothing,
  restRefused: nothing,
  handler: nothing,
  fetched: nothing,
  circuit: nothing,
};

interface BareHostOptions {
  /** Of the database. */
  readonly uri: string;
  /** Of the simulator. */
  readonly api: string;
  readonly token: string;
  readonly dataDir: string;
  readonly clock?: PluginHostOptions['clock'];
  /** Hears warnings and errors; without it they are lost. */
  readonly complain?: (message: string, details?: unknown) => void;
  /** Puts plugins into the store before anything starts. */
  plugins(store: PluginStore): unknown;
  /** What else the host gets. */
  readonly extra?: (parts: {
    database: Database;
    bot: Bot;
  }) => Promise<Partial<PluginHostOptions>> | Partial<PluginHostOptions>;
}

/** The plugin host with a real bot and database and nothing above them: what a process that is to die needs. */
export async function startBareHost(options: BareHostOptions) {
  const { complain = nothing, clock = { now: () => Date.now() } } = options;
  const logger = { debug: nothing, info: nothing, warn: complain, error: complain };
  const database = await connectDatabase(options.uri, { clock });
  const store = await createPluginStore({ dataDir: options.dataDir, logger });
  await options.plugins(store);
  const { catalogue } = store;
  const rest = { api: options.api };
  const bot = await createBot({ token: options.token, rest, database, logger, metrics, catalogue });
  const host: PluginHost = createPluginHost({
    bot,
    database,
    catalogue,
    audit: { record: async () => undefined },
    clock,
    logger,
    metrics,
    secretBox,
    ...(await options.extra?.({ database, bot })),
  });
  await host.start();
  await bot.start();
  await host.ready;
  /** Ends the process as a stop does. */
  const end = async (): Promise<never> => {
    await host.close();
    await bot.close();
    await database.close();
    process.exit(0);
  };
  return { host, bot, database, store, catalogue, end };
}
