import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chatLink, type DiscordSimulator, type VirtualGuild } from '@guildhall/discord-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatPage } from '../src/control/chat-page.ts';
import { ControlGuard } from '../src/control/guard.ts';
import { SimulatorServer } from '../src/server.ts';
import { Closing, startDiscord } from './bots.ts';
import { ControlClient } from './control-client.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let ana: string;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Café', { owner: 'Ana' });
  ana = guild.owner.id;
});
afterAll(() => closing.close());

const control = new ControlClient(closing, () => discord);
const send: ControlClient['send'] = (...given) => control.send(...given);

describe('who may ask', () => {
  it('nobody without the token', async () => {
    const none = await fetch(`${discord.origin}/control/snapshot`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(none.status).toBe(401);
    expect(await none.json()).toMatchObject({ error: { code: 'unauthorized' } });
    expect((await send('snapshot', {}, { authorization: 'Bearer guess' })).status).toBe(401);
    expect((await fetch(`${discord.origin}/control/events`)).status).toBe(401);
  });

  it('nobody through a name that was bound to our address, token or not', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: discord.port,
          path: '/control/snapshot',
          method: 'POST',
          headers: {
            host: `rebound.example:${discord.port}`,
            authorization: `Bearer ${discord.controlToken}`,
            'content-type': 'application/json',
          },
        },
        (response) => resolve(response.resume().statusCode ?? 0),
      );
      request.on('error', reject).end('{}');
    });
    expect(status).toBe(403);
  });

  it('no page of another origin, not even with our cookie', async () => {
    const cookie = { cookie: `simulator_${discord.port}=${discord.controlToken}`, authorization: '' };
    expect((await send('clock', {}, { ...cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await send('clock', {}, { ...cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await send('clock', {}, { ...cookie, origin: discord.origin })).status).toBe(200);
  });

  it('no body that a form could send', async () => {
    expect((await send('clock', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('what is asked for wrongly is refused by name', async () => {
    expect((await send('nonsense', {})).status).toBe(404);
    expect((await send('toString', {})).status).toBe(404);
    const wrong = await send('say', { as: ana, channelId: 'general', content: 'hi', extra: 1 });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      error: { code: 'invalid', message: expect.stringMatching(/channelId.*extra/s) },
    });
  });
});

describe('the chat page', () => {
  it('exchanges the link’s token for a cookie and takes it out of the address', async () => {
    const link = chatLink(discord.origin, discord.controlToken, { guild: guild.id, as: ana });
    const answer = await fetch(link, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/chat?guild=${guild.id}&as=${ana}`);
    expect(answer.headers.get('set-cookie')).toBe(
      `simulator_${discord.port}=${discord.controlToken}; Path=/control; HttpOnly; SameSite=Strict`,
    );
    const old = await fetch(chatLink(discord.origin, 'old'), { redirect: 'manual' });
    expect(old.status).toBe(401);
    expect(old.headers.get('set-cookie')).toBeNull();
  });

  it('serves what was built under a strict policy, nothing beside it, and says so when nothing was built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-'));
    const server = new SimulatorServer();
    try {
      const built = join(folder, 'dist-chat');
      await mkdir(join(built, 'assets'), { recursive: true });
      await writeFile(join(folder, 'secret.html'), 'secret');
      server.mount('/chat', chatPage(new ControlGuard('token', () => server.port), built));
      await server.listen(0, '127.0.0.1');
      const missing = await fetch(`${server.origin}/chat`);
      expect(missing.status).toBe(503);
      expect(await missing.text()).toContain('build:chat');
      await writeFile(join(built, 'index.html'), '<p>chat</p>');
      await writeFile(join(built, 'assets', 'index-abc.js'), '1');
      const page = await fetch(`${server.origin}/chat?guild=1`);
      expect(await page.text()).toBe('<p>chat</p>');
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(
        (await fetch(`${server.origin}/chat/assets/index-abc.js`)).headers.get('cache-control'),
      ).toContain('immutable');
      expect((await fetch(`${server.origin}/chat/..%2fsecret.html`)).status).toBe(404);
      expect((await fetch(`${server.origin}/chat/none.js`)).status).toBe(404);
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
