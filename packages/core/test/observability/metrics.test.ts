import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/observability/index.ts';

async function lines(metrics: ReturnType<typeof createMetrics>, name: string): Promise<string[]> {
  const text = await metrics.registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => !line.startsWith('#'));
}

describe('metrics', () => {
  it('counts every duration of a handler, in cumulative buckets', async () => {
    const metrics = createMetrics();
    for (const seconds of [0.0005, 0.001, 0.02, 7])
      metrics.handler('tally', 'MESSAGE_CREATE', seconds, false);
    metrics.handler('quotes', 'messageCreate', 0.3, true);
    const shown = await lines(metrics, 'plugin_handler_duration_seconds');
    const labels = 'plugin="tally",event="MESSAGE_CREATE"';
    expect(shown).toContain(`plugin_handler_duration_seconds_bucket{${labels},le="0.001"} 2`);
    expect(shown).toContain(`plugin_handler_duration_seconds_bucket{${labels},le="0.01"} 2`);
    expect(shown).toContain(`plugin_handler_duration_seconds_bucket{${labels},le="0.025"} 3`);
    expect(shown).toContain(`plugin_handler_duration_seconds_bucket{${labels},le="5"} 3`);
    expect(shown).toContain(`plugin_handler_duration_seconds_bucket{${labels},le="+Inf"} 4`);
    expect(shown).toContain(`plugin_handler_duration_seconds_count{${labels}} 4`);
    expect(shown).toContain(`plugin_handler_duration_seconds_sum{${labels}} 7.0215`);
    expect(shown).toContain('plugin_handler_duration_seconds_count{plugin="quotes",event="messageCreate"} 1');
    expect(await lines(metrics, 'plugin_errors_total')).toEqual([
      'plugin_errors_total{plugin="quotes",event="messageCreate"} 1',
    ]);
  });

  it('shows the same count of gateway events however often it is read', async () => {
    const metrics = createMetrics();
    metrics.gatewayEvent('MESSAGE_CREATE', 0, true);
    metrics.gatewayEvent('MESSAGE_CREATE', 0, false);
    metrics.gatewayEvent('MESSAGE_CREATE', 1, false);
    metrics.gatewayEvent('MESSAGE_CREATE', 1, false);
    await lines(metrics, 'discord_gateway_events_total');
    expect(await lines(metrics, 'discord_gateway_events_total')).toEqual([
      'discord_gateway_events_total{type="MESSAGE_CREATE",shard="0",built="true"} 1',
      'discord_gateway_events_total{type="MESSAGE_CREATE",shard="0",built="false"} 1',
      'discord_gateway_events_total{type="MESSAGE_CREATE",shard="1",built="false"} 2',
    ]);
  });
});
