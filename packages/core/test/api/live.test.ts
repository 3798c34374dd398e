import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

interface Received {
  id: string;
  data: Record<string, unknown>;
}

/** Reads server-sent events one by one. */
async function listen(host: TestHost, cookie: string, lastId?: string) {
  const controller = new AbortController();
  const response = await host.ask(`/guilds/${ids.cafe}/events`, {
    cookie,
    headers: lastId ? { 'last-event-id': lastId } : {},
    signal: controller.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('the stream has no body');
  let text = '';
  let lastSeen = '';
  return {
    response,
    get lastSeen() {
      return lastSeen;
    },
    /** @returns `undefined` when the stream has ended. */
    async next(): Promise<Received | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const field = (name: string) =>
            block.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
          lastSeen = field('id') ?? lastSeen;
          const data = field('data');
          if (data) return { id: lastSeen, data: JSON.parse(data) };
          continue;
        }
        const { value, done } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    stop: () => controller.abort(),
  };
}

describe('the live stream of a guild', () => {
  let host: TestHost;
  let cookie: string;
  beforeEach(async () => {
    host = await startTestHost();
    cookie = await host.cookieOf(ids.ana);
  });
  afterEach(() => host.close());

  const install = () =>
    host.ask(`/guilds/${ids.cafe}/installations`, {
      method: 'POST',
      cookie,
      json: { pluginId: 'leveling', manifestHash: 'b'.repeat(64) },
    });
  const configure = (revision: number) =>
    host.ask(`/guilds/${ids.cafe}/installations/leveling/config`, {
      method: 'PUT',
      cookie,
      json: { values: {} },
      headers: { 'if-match': `"${revision}"` },
    });

  it('tells what happens, and goes on after the last event that was seen', async () => {
    const first = await listen(host, cookie);
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    await install();
    expect((await first.next())?.data).toMatchObject({ type: 'audit', action: 'installation.installed' });
    const installed = await first.next();
    expect(installed?.data).toMatchObject({
      type: 'installation',
      change: 'installed',
      pluginId: 'leveling',
    });
    first.stop();

    await configure(1);
    const second = await listen(host, cookie, installed?.id);
    expect((await second.next())?.data).toMatchObject({ type: 'audit', action: 'config.updated' });
    expect((await second.next())?.data).toMatchObject({ type: 'config', revision: 2 });
    second.stop();
  });

  it('says "reset" when it cannot go on', async () => {
    const resumed = await listen(host, cookie, 'another-run~7');
    expect((await resumed.next())?.data).toMatchObject({ type: 'reset' });
    resumed.stop();

    const seen = host.host.live.currentId();
    for (let count = 0; count < 250; count++)
      host.host.live.publish(ids.cafe, { type: 'settings', revision: count });
    const tooLate = await listen(host, cookie, seen);
    expect((await tooLate.next())?.data).toMatchObject({ type: 'reset' });
    tooLate.stop();
  });

  it('tells nothing of other guilds', async () => {
    const stream = await listen(host, cookie);
    host.host.live.publish(ids.foreign, { type: 'settings', revision: 1 });
    host.host.live.publish(ids.cafe, { type: 'settings', revision: 2 });
    expect((await stream.next())?.data).toMatchObject({ revision: 2 });
    stream.stop();
  });

  it('tells once a second at most that a plugin may have more to show, and has more in its report', async () => {
    const stream = await listen(host, cookie);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (let count = 0; count < 3; count++) host.services.emit(ids.cafe, 'leveling');
      host.services.capture(ids.cafe, 'leveling');
      host.services.emit(ids.cafe, 'starboard');
      vi.advanceTimersByTime(999);
      host.host.live.publish(ids.cafe, { type: 'settings', revision: 1 });
      vi.advanceTimersByTime(1);
      host.services.emit(ids.cafe, 'leveling');
      vi.advanceTimersByTime(1_000);
    } finally {
      vi.useRealTimers();
    }
    host.host.live.publish(ids.cafe, { type: 'settings', revision: 2 });
    const told: unknown[] = [];
    for (let left = 6; left > 0; left--) told.push((await stream.next())?.data);
    const at = new Date(Date.UTC(2026, 0, 5, 12)).toISOString();
    expect(told).toEqual([
      { type: 'settings', at, revision: 1 },
      { type: 'data', at, pluginId: 'leveling' },
      { type: 'shadow', at, pluginId: 'leveling' },
      { type: 'data', at, pluginId: 'starboard' },
      { type: 'data', at, pluginId: 'leveling' },
      { type: 'settings', at, revision: 2 },
    ]);
    stream.stop();
  });

  it('ends when the host closes', async () => {
    const stream = await listen(host, cookie);
    await host.host.close(5_000);
    expect(await stream.next()).toBeUndefined();
  });
});
