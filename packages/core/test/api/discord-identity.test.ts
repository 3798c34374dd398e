import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIdentity, type Identity } from '../../src/api/index.ts';

describe('when Discord misbehaves', () => {
  let server: Server;
  let identity: Identity;
  let answer: { status: number; body: string } | undefined;

  beforeEach(async () => {
    server = createServer((_, response) => {
      if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    identity = createIdentity({
      endpoints: { authorize: `${origin}/authorize`, api: origin, cdn: 'http://cdn.test', prompt: 'none' },
      clientId: '1',
      clientSecret: 's',
      timeoutMs: 200,
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['fails', { status: 500, body: '{}' }],
    ['limits us', { status: 429, body: '{"retry_after":1}' }],
    ['says something else', { status: 200, body: '{"hello":1}' }],
    ['says nothing that can be read', { status: 200, body: '<html>' }],
    ['does not answer in time', undefined],
  ])('and %s, the caller hears that it is unavailable', async (_, given) => {
    answer = given;
    await expect(identity.user('token')).rejects.toMatchObject({ code: 'discord_unavailable' });
    await expect(identity.guilds('token')).rejects.toMatchObject({ code: 'discord_unavailable' });
  });

  it('and refuses a code, nobody is signed in', async () => {
    answer = { status: 400, body: '{"error":"invalid_grant"}' };
    expect(await identity.exchange({ code: 'x', verifier: 'y', redirectUri: 'z' })).toBeUndefined();
  });

  it('and grants less than was asked, nobody is signed in', async () => {
    answer = { status: 200, body: '{"access_token":"t","expires_in":60,"scope":"identify"}' };
    expect(await identity.exchange({ code: 'x', verifier: 'y', redirectUri: 'z' })).toBeUndefined();
  });

  it('and has withdrawn a token, it says so', async () => {
    answer = { status: 401, body: '{}' };
    expect(await identity.guilds('token')).toBeUndefined();
  });

  it('gives the addresses of pictures', async () => {
    answer = { status: 200, body: '{"id":"7","username":"ana","global_name":null,"avatar":"a_1"}' };
    expect(await identity.user('token')).toEqual({
      id: '7',
      name: 'ana',
      avatarUrl: 'http://cdn.test/avatars/7/a_1.gif?size=128',
      locale: null,
    });
  });
});
