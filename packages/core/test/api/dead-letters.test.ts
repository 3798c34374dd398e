import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

const base = `/guilds/${ids.cafe}/installations/leveling/dead-letters`;

describe('work that has failed for good', () => {
  let host: TestHost;
  let cookie: string;
  beforeAll(async () => {
    host = await startTestHost();
    cookie = await host.cookieOf(ids.chloe);
  });
  afterAll(() => host.close());
  const ask = async (method: string, path = '') => {
    const response = await host.ask(base + path, { method, cookie });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  it('GIVEN a plugin that is not installed THEN there is nothing to see', async () => {
    expect(await ask('GET')).toMatchObject({ status: 404, body: { code: 'not_installed' } });
    expect((await ask('POST', '/l1/replay')).status).toBe(404);
  });

  it('GIVEN it is installed THEN a manager sees its letters, replays one, and gives the other up', async () => {
    await host.ask(`/guilds/${ids.cafe}/installations`, {
      method: 'POST',
      cookie,
      json: { pluginId: 'leveling', manifestHash: 'b'.repeat(64) },
    });
    const listed = await ask('GET');
    expect(listed.body.items).toEqual([
      expect.objectContaining({ id: 'l1', kind: 'job', event: null, replayable: true, attempts: 3 }),
      expect.objectContaining({ id: 'l2', kind: 'event', event: 'messageCreate', replayable: false }),
    ]);
    expect(await ask('POST', '/l2/replay')).toMatchObject({
      status: 409,
      body: { code: 'dead_letter_not_replayable' },
    });
    expect((await ask('POST', '/l1/replay')).status).toBe(204);
    expect(await ask('POST', '/l1/replay')).toMatchObject({
      status: 404,
      body: { code: 'dead_letter_not_found' },
    });
    expect((await ask('DELETE', '/l2')).status).toBe(204);
    expect((await ask('DELETE', '/l2')).status).toBe(404);
    expect((await ask('GET')).body.items).toEqual([]);
  });
});
