import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { ApiProblem, ApiUnreachable, createClient, type Schema } from '../src/index.ts';

type Answer = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

const params = { guildId: '200000000000000001', pluginId: 'leveling' };

describe('the client', () => {
  let server: Server;
  let baseUrl: string;
  let answers: Answer[];
  let seen: (IncomingMessage & { body: string })[];
  const waits: number[] = [];

  beforeEach(async () => {
    answers = [];
    seen = [];
    waits.length = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const whole = Object.assign(request, { body: Buffer.concat(chunks).toString() });
        seen.push(whole);
        (answers.shift() ?? ((_, late) => late.writeHead(500).end('no answer left')))(whole, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const json =
    (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
    (_, response) => {
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
    };
  const problem = (code: string, status: number, headers: Record<string, string> = {}) =>
    json(
      { type: '/docs', title: 'Refused', status, detail: 'why', remedy: 'do', code, requestId: 'r1' },
      status,
      headers,
    );
  const client = () =>
    createClient({
      baseUrl,
      language: () => 'fr',
      wait: async (ms) => {
        waits.push(ms);
      },
    });

  it('fills the path, sends the tag and the body, and gives the new tag back', async () => {
    answers.push(json({ revision: 8 }, 200, { etag: '"8"' }));
    const answer = await client().put('/guilds/{guildId}/installations/{pluginId}/config', {
      params: { ...params, pluginId: 'a/b' },
      ifMatch: '"7"',
      body: { values: { cooldown: 5 } },
    });
    expect(answer).toEqual({ data: { revision: 8 }, etag: '"8"', status: 200 });
    expect(seen[0]?.url).toBe(`/api/v1/guilds/${params.guildId}/installations/a%2Fb/config`);
    expect(seen[0]?.headers).toMatchObject({
      'if-match': '"7"',
      'accept-language': 'fr',
      'content-type': 'application/json',
    });
    expect(seen[0]?.body).toBe('{"values":{"cooldown":5}}');
    expectTypeOf(answer.data).toEqualTypeOf<Schema<'Config'>>();
  });

  it('has no body for 204', async () => {
    answers.push((_, response) => response.writeHead(204).end());
    expect((await client().post('/auth/logout')).data).toBeUndefined();
  });

  it('throws problems with their code, and the values that are wrong', async () => {
    answers.push(
      json(
        {
          type: '/docs',
          title: 'Not valid',
          status: 422,
          detail: 'why',
          remedy: 'correct it',
          code: 'config_invalid',
          errors: [{ in: 'body', pointer: '/values/x', code: 'type', message: 'no' }],
          requestId: 'r1',
        },
        422,
      ),
    );
    const error = await client()
      .get('/session')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      message: 'Not valid',
      code: 'config_invalid',
      remedy: 'correct it',
      errors: [{ pointer: '/values/x' }],
      requestId: 'r1',
    });
  });

  it('asks again after 429 and 503, when they say when', async () => {
    answers.push(
      problem('too_many_requests', 429, { 'retry-after': '2' }),
      problem('not_ready', 503, { 'retry-after': '1' }),
      json({ items: [] }),
    );
    expect((await client().get('/guilds')).data).toEqual({ items: [] });
    expect(waits).toEqual([2000, 1000]);
  });

  it.each([
    ['three times', [1, 1, 1, 1], 3],
    ['not when it takes too long', [3600], 0],
    ['not when it does not say when', [undefined], 0],
  ])('asks again %s', async (_, delays, retries) => {
    for (const delay of delays) {
      answers.push(problem('not_ready', 503, delay === undefined ? {} : { 'retry-after': String(delay) }));
    }
    await expect(client().get('/guilds')).rejects.toMatchObject({ code: 'not_ready' });
    expect(waits).toHaveLength(retries);
  });

  it('walks through the pages of a list', async () => {
    answers.push(
      json({ items: [{ id: '1' }, { id: '2' }], nextCursor: 'c1' }),
      json({ items: [{ id: '3' }], nextCursor: null }),
    );
    const found: string[] = [];
    for await (const entry of client().pages('/guilds/{guildId}/audit', { params, query: { limit: 2 } })) {
      found.push(entry.id);
    }
    expect(found).toEqual(['1', '2', '3']);
    expect(seen.map((request) => new URL(request.url ?? '', baseUrl).search)).toEqual([
      '?limit=2',
      '?limit=2&cursor=c1',
    ]);
  });

  it('says that nobody answered', async () => {
    await new Promise((resolve) => server.close(resolve));
    const error = await client()
      .get('/session')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiUnreachable);
    server = createServer().listen(0);
  });

  it('tells what something in between answered', async () => {
    answers.push((_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    );
    await expect(client().get('/session')).rejects.toMatchObject({ code: 'unexpected_answer', status: 502 });
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    answers.push(() => controller.abort());
    await expect(client().get('/session', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    server.closeAllConnections();
  });

  it('gives addresses for links and streams', () => {
    expect(createClient().url('/guilds/{guildId}/events', { params })).toBe(
      `/api/v1/guilds/${params.guildId}/events`,
    );
    expect(createClient().url('/auth/discord/login', { query: { returnTo: '/a?b' } })).toBe(
      '/api/v1/auth/discord/login?returnTo=%2Fa%3Fb',
    );
  });

  it('refuses what the document does not have, when it is compiled', () => {
    const api = client();
    const never = () => {
      // @ts-expect-error no such operation
      void api.get('/nowhere');
      // @ts-expect-error the tag is missing
      void api.put('/guilds/{guildId}/installations/{pluginId}/config', { params, body: { values: {} } });
      // @ts-expect-error `enabled` is a boolean
      void api.patch('/guilds/{guildId}/installations/{pluginId}', { params, body: { enabled: 'yes' } });
      // @ts-expect-error this list has no pages
      api.pages('/guilds');
    };
    expect(never).toBeTypeOf('function');
  });

  it('takes at most 5 kB gzip in a browser, with nothing else in it', async () => {
    const bundle = await rolldown({
      input: new URL('../src/index.ts', import.meta.url).pathname,
      platform: 'browser',
    });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    await bundle.close();
    expect(output).toHaveLength(1);
    expect(output[0].imports).toEqual([]);
    expect(gzipSync(output[0].code).length).toBeLessThanOrEqual(5 * 1024);
  });
});
