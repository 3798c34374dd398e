import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isGuildScope, type RouteContract } from '../../src/api/contract/route-contract.ts';
import { contracts } from '../../src/api/index.ts';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

/** Everyone who may ask, for the café, and what a guild's operation answers them at least. */
const callers = [
  { who: 'nobody', userId: undefined, guildId: ids.cafe, refused: 401 },
  { who: 'a member without access', userId: ids.dan, guildId: ids.cafe, refused: 403 },
  { who: 'a member of another guild', userId: ids.eve, guildId: ids.cafe, refused: 404 },
  {
    who: 'the owner of the café, about a foreign guild',
    userId: ids.ana,
    guildId: ids.foreign,
    refused: 404,
  },
  {
    who: 'a manager of the café, about a foreign guild',
    userId: ids.chloe,
    guildId: ids.foreign,
    refused: 404,
  },
  {
    who: 'the owner, about a guild that nobody has',
    userId: ids.ana,
    guildId: '299999999999999999',
    refused: 404,
  },
  { who: 'a manager', userId: ids.chloe, guildId: ids.cafe, refused: undefined },
  { who: 'an administrator', userId: ids.bob, guildId: ids.cafe, refused: undefined },
  { who: 'the owner', userId: ids.ana, guildId: ids.cafe, refused: undefined },
] as const;

const inApi = contracts.filter((contract) => !contract.atRoot || contract.access !== 'anyone');

describe('every operation × everybody', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  async function call(contract: RouteContract, caller: (typeof callers)[number]) {
    const values: Record<string, string> = {
      guildId: caller.guildId,
      pluginId: 'leveling',
      problemId: 'p1',
      userId: ids.dan,
      command: 'rank',
      letterId: 'l1',
      grantId: '6f2c1a44-9d0e-4a57-8a3e-0c1b2d3e4f50',
      hash: 'a'.repeat(64),
    };
    const path = contract.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    const controller = new AbortController();
    const response = await host.ask(contract.atRoot ? `/${path}` : path, {
      method: contract.method.toUpperCase(),
      ...(caller.userId ? { cookie: await host.cookieOf(caller.userId) } : {}),
      ...(contract.body ? { json: {} } : {}),
      ...(contract.upload ? { body: 'good' } : {}),
      headers: {
        ...(contract.ifMatch ? { 'if-match': '"1"' } : {}),
        ...(contract.upload ? { 'content-type': contract.upload.contentType } : {}),
      },
      signal: controller.signal,
    });
    const streaming = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = streaming ? '' : await response.text();
    controller.abort();
    return { status: response.status, text };
  }

  for (const contract of inApi) {
    for (const caller of callers) {
      it(`${contract.operationId}: ${caller.who}`, async () => {
        const { status, text } = await call(contract, caller);
        if (isGuildScope(contract.access) && caller.refused) {
          expect(status).toBe(caller.refused);
          expect(text).not.toContain('Secret Society');
          expect(text).not.toContain('Café');
          return;
        }
        if (contract.access === 'signed-in' && !caller.userId) {
          expect(status).toBe(401);
          return;
        }
        // Ana owns the application.
        if (contract.access === 'operator' && caller.userId !== ids.ana) {
          expect(status).toBe(caller.userId ? 403 : 401);
          return;
        }
        // What everybody may ask about a guild shows them only its public side.
        if (contract.access === 'anyone' && contract.path.includes('{guildId}')) {
          expect(text).not.toContain('Secret Society');
          return;
        }
        expect([401, 403], text).not.toContain(status);
        expect(status).toBeLessThan(500);
        expect(text).not.toContain('Secret Society');
      });
    }
  }

  it('finds the same matrix for a guild that is not there as for a foreign one', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const read = async (guildId: string) => {
      const response = await host.ask(`/guilds/${guildId}`, { cookie });
      return { ...((await response.json()) as object), requestId: '' };
    };
    expect(await read(ids.foreign)).toEqual(await read('299999999999999999'));
  });

  it('lets a manager change settings, but not who manages', async () => {
    const cookie = await host.cookieOf(ids.chloe);
    const read = await host.ask(`/guilds/${ids.cafe}/settings`, { cookie });
    const etag = read.headers.get('etag') ?? '';
    const roles = await host.ask(`/guilds/${ids.cafe}/settings`, {
      method: 'PATCH',
      cookie,
      json: { managerRoles: [] },
      headers: { 'if-match': etag },
    });
    expect(roles.status).toBe(403);
    expect(await roles.json()).toMatchObject({ code: 'administrator_required' });
    const language = await host.ask(`/guilds/${ids.cafe}/settings`, {
      method: 'PATCH',
      cookie,
      json: { language: 'fr' },
      headers: { 'if-match': etag },
    });
    expect(language.status).toBe(200);
  });
});
