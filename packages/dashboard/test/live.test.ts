import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineComponent } from 'vue';
import { useInstallations, useLiveUpdates } from '../src/api/index.ts';
import { mountInDashboard, playHost } from './stage.ts';

/** Stands for the browser's connection; the test is the host. */
class Connection {
  static readonly CLOSED = 2;
  static opened: Connection[] = [];
  readyState = 1;
  onopen?: () => void;
  onerror?: () => void;
  onmessage?: (message: { data: string }) => void;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
    Connection.opened.push(this);
  }
  close(): void {
    this.readyState = Connection.CLOSED;
  }
  /** As the host says it: without an event's name, so only `onmessage` hears it. */
  say(type: string, data: object): void {
    this.onmessage?.({ data: JSON.stringify({ type, ...data }) });
  }
}

beforeEach(() => {
  Connection.opened = [];
  vi.stubGlobal('EventSource', Connection);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watchGuild() {
  const asked = playHost({ 'GET /guilds/1/installations': () => ({ body: { items: [] } }) });
  let live: ReturnType<typeof useLiveUpdates> | undefined;
  const page = mountInDashboard(
    defineComponent({
      setup() {
        useInstallations('1');
        live = useLiveUpdates('1');
        return () => null;
      },
    }),
  );
  return { asked, page, connected: () => live?.connected.value };
}
const last = () => Connection.opened.at(-1) ?? expect.fail('not connected');

test('what an event makes old is read again', async () => {
  const { asked } = watchGuild();
  await flushPromises();
  expect(last().url).toBe('/api/v1/guilds/1/events');
  expect(asked).toHaveLength(1);
  last().say('installation', { at: '', pluginId: 'leveling', change: 'enabled', revision: 2 });
  await flushPromises();
  expect(asked).toHaveLength(2);
});

test('a short interruption is not mentioned, a longer one is', () => {
  const { connected } = watchGuild();
  last().onerror?.();
  vi.advanceTimersByTime(1_000);
  last().onopen?.();
  vi.advanceTimersByTime(60_000);
  expect(connected()).toBe(true);
  last().onerror?.();
  vi.advanceTimersByTime(5_000);
  expect(connected()).toBe(false);
});

test('a connection that the host refused is opened anew, and everything is read again', async () => {
  const { asked, connected } = watchGuild();
  await flushPromises();
  last().readyState = Connection.CLOSED;
  last().onerror?.();
  vi.advanceTimersByTime(6_000);
  expect(Connection.opened).toHaveLength(2);
  expect(connected()).toBe(false);
  last().onopen?.();
  await flushPromises();
  expect(connected()).toBe(true);
  expect(asked).toHaveLength(2);
});

test('leaving the page ends the connection', () => {
  const { page } = watchGuild();
  page.unmount();
  expect(last().readyState).toBe(Connection.CLOSED);
});
