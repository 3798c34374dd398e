import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

describe('what is stored of a member', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  it.each([
    ['an admin of the server', ids.bob, `/guilds/${ids.cafe}/members/${ids.dan}/data`],
    ['the operator', ids.ana, `/operator/guilds/${ids.cafe}/members/${ids.dan}/data`],
  ])('GIVEN %s THEN they export and erase it, and the audit log says who', async (_, userId, path) => {
    const cookie = await host.cookieOf(userId);
    const exported = await host.ask(path, { cookie });
    expect(exported.status).toBe(200);
    expect(await exported.json()).toMatchObject({
      guildId: ids.cafe,
      memberId: ids.dan,
      at: expect.stringMatching(/Z$/),
      plugins: { leveling: { members: [{ userId: ids.dan }] } },
    });
    const erased = await host.ask(path, { method: 'DELETE', cookie });
    expect(erased.status).toBe(200);
    expect(await erased.json()).toEqual({ deleted: 1, masked: 0, jobsKept: 0, auditKept: 0 });
    const log = await host.ask(`/guilds/${ids.cafe}/audit`, { cookie });
    const { items } = (await log.json()) as { items: { action: string; target: string; actor: object }[] };
    expect(items[0]).toMatchObject({ action: 'member.erased', actor: expect.objectContaining({ userId }) });
  });
});
