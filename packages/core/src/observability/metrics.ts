import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DurationTallies } from './duration-tallies.ts';

const seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Every metric of the process, in base units. No guild, user or raw path is ever a label. */
export interface Metrics {
  readonly registry: Registry;
  httpRequest(operation: string, method: string, status: number, durationSeconds: number): void;
  /** Called at each scrape. */
  gauge(name: string, help: string, read: () => number): void;
  /** The bot's side: see `DiscordMetrics`. */
  gatewayEvent(type: string, shardId: number, built: boolean): void;
  restRequest(route: string, status: number, owner: string): void;
  restRefused(pluginId: string, code: string): void;
  /** The plugin host's side. */
  handler(plugin: string, event: string, durationSeconds: number, failed: boolean): void;
  fetched(plugin: string, host: string, outcome: string): void;
  circuit(plugin: string, state: 'closed' | 'open' | 'half-open'): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers });

  const requests = counter('http_requests_total', 'Answers of the API host', 'operation', 'method', 'status');
  const restRequests = counter(
    'discord_rest_requests_total',
    'REST calls to Discord by route, status and who asked for them',
    'route',
    'status',
    'owner',
  );
  const restLimited = counter(
    'discord_rest_429_total',
    'REST calls that Discord refused for their rate',
    'route',
  );
  const refused = counter(
    'plugin_rest_refused_total',
    "Plugins' calls that the broker refused",
    'plugin',
    'code',
  );
  const handlerErrors = counter('plugin_errors_total', "Errors of plugins' handlers", 'plugin', 'event');
  const fetches = counter(
    'plugin_fetches_total',
    'Requests of plugins to services outside Discord',
    'plugin',
    'host',
    'outcome',
  );
  const requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long answers of the API host took',
    labelNames: ['operation', 'method'] as const,
    buckets: seconds,
    registers,
  });
  // Counted here and labelled when somebody reads, because an event costs less than its labels do.
  const events = new Map<string, Map<number, { built: number; passed: number }>>();
  new Counter({
    name: 'discord_gateway_events_total',
    help: 'Dispatches that Discord sent',
    labelNames: ['type', 'shard', 'built'] as const,
    registers,
    collect() {
      this.reset();
      for (const [type, shards] of events) {
        for (const [shard, counts] of shards) {
          if (counts.built > 0) this.inc({ type, shard, built: 'true' }, counts.built);
          if (counts.passed > 0) this.inc({ type, shard, built: 'false' }, counts.passed);
        }
      }
    },
  });
  const handlerSeconds = new DurationTallies({
    name: 'plugin_handler_duration_seconds',
    help: "How long plugins' handlers took",
    labelNames: ['plugin', 'event'],
    buckets: seconds,
    registry,
  });
  const circuits = new Gauge({
    name: 'plugin_circuit_state',
    help: '0 closed, 1 half open, 2 open; the worst of all guilds',
    labelNames: ['plugin'] as const,
    registers,
  });

  return {
    registry,
    httpRequest(operation, method, status, duration) {
      requests.inc({ operation, method, status });
      requestSeconds.observe({ operation, method }, duration);
    },
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    gatewayEvent(type, shard, built) {
      let counts = events.get(type)?.get(shard);
      if (!counts) {
        counts = { built: 0, passed: 0 };
        events.set(type, (events.get(type) ?? new Map()).set(shard, counts));
      }
      if (built) counts.built++;
      else counts.passed++;
    },
    restRequest(route, status, owner) {
      restRequests.inc({ route, status, owner });
      if (status === 429) restLimited.inc({ route });
    },
    restRefused: (plugin, code) => refused.inc({ plugin, code }),
    handler(plugin, event, duration, failed) {
      handlerSeconds.observe(plugin, event, duration);
      if (failed) handlerErrors.inc({ plugin, event });
    },
    fetched: (plugin, host, outcome) => fetches.inc({ plugin, host, outcome }),
    circuit: (plugin, state) => circuits.set({ plugin }, { closed: 0, 'half-open': 1, open: 2 }[state]),
  };
}
