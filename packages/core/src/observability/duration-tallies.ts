import type { Metric, Registry } from 'prom-client';

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Not cumulative; the last one is what is longer than every bound. */
  readonly buckets: Float64Array;
  sum: number;
}

/**
 * A histogram of durations by two labels, for what happens thousands of times a second: prom-client's own checks, sorts and
 * hashes the labels at each observation, which costs more than most handlers do. Here an observation is two look-ups and
 * three additions; cumulative buckets and labels are made when somebody reads. Every observation counts.
 */
export class DurationTallies {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly #labels: readonly [string, string];
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, Map<string, Series>>();

  constructor(options: {
    name: string;
    help: string;
    labelNames: readonly [string, string];
    /** Upper bounds in seconds, rising. */
    buckets: readonly number[];
    registry: Registry;
  }) {
    this.name = options.name;
    this.help = options.help;
    this.#labels = options.labelNames;
    this.#bounds = options.buckets;
    // What a registry asks of a metric is a name, `get` and `reset`; its type asks for prom-client's own classes.
    options.registry.registerMetric(this as unknown as Metric);
  }

  observe(first: string, second: string, duration: number): void {
    const series = this.#series.get(first)?.get(second) ?? this.#begin(first, second);
    const bounds = this.#bounds;
    let i = 0;
    while (i < bounds.length && duration > (bounds[i] as number)) i++;
    series.buckets[i] = (series.buckets[i] as number) + 1;
    series.sum += duration;
  }

  /** For the registry. */
  async get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: [...this.#values()] };
  }

  /** For the registry. */
  reset(): void {
    this.#series.clear();
  }

  *#values(): Generator<{ metricName: string; labels: Record<string, string | number>; value: number }> {
    for (const seconds of this.#series.values()) {
      for (const { labels, buckets, sum } of seconds.values()) {
        let count = 0;
        for (const [i, bound] of [...this.#bounds, '+Inf'].entries()) {
          count += buckets[i] ?? 0;
          yield { metricName: `${this.name}_bucket`, labels: { ...labels, le: bound }, value: count };
        }
        yield { metricName: `${this.name}_sum`, labels: { ...labels }, value: sum };
        yield { metricName: `${this.name}_count`, labels: { ...labels }, value: count };
      }
    }
  }

  #begin(first: string, second: string): Series {
    const series: Series = {
      labels: { [this.#labels[0]]: first, [this.#labels[1]]: second },
      buckets: new Float64Array(this.#bounds.length + 1),
      sum: 0,
    };
    const seconds = this.#series.get(first) ?? new Map<string, Series>();
    this.#series.set(first, seconds.set(second, series));
    return series;
  }
}
