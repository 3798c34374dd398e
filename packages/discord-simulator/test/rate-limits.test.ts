import type { DiscordSimulator } from '@guildhall/discord-simulator';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Closing, startDiscord } from './bots.ts';

describe('rate limits', () => {
  const closing = new Closing();
  let discord: DiscordSimulator;

  beforeAll(async () => {
    // The limits count calls in a span of time: however long they take here, none passes.
    vi.useFakeTimers({ toFake: ['Date'] });
    discord = await startDiscord(closing, { limits: 'discord' });
    discord.guild('Limited', { channels: ['general', 'other'] });
  });
  afterAll(async () => {
    vi.useRealTimers();
    await closing.close();
  });

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${discord.api}/v10${path}`, {
      method,
      headers: {
        authorization: `Bot ${discord.application().token}`,
        'user-agent': 'DiscordBot (https://example.org, 1)',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const id = (name: string) => discord.guild('Limited').channel(name).id;

  it('are told in headers, by bucket and major parameter', async () => {
    const first = await call('POST', `/channels/${id('general')}/messages`, { content: '1' });
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-bucket': expect.any(String),
      'x-ratelimit-reset': expect.any(String),
      'x-ratelimit-reset-after': expect.any(String),
    });
    for (const content of ['2', '3', '4', '5']) {
      expect((await call('POST', `/channels/${id('general')}/messages`, { content })).status).toBe(200);
    }
    const refused = await call('POST', `/channels/${id('general')}/messages`, { content: '6' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(await refused.json()).toMatchObject({
      message: 'You are being rate limited.',
      retry_after: expect.any(Number),
      global: false,
    });
    const elsewhere = await call('POST', `/channels/${id('other')}/messages`, { content: '1' });
    expect(elsewhere.status).toBe(200);
    expect(elsewhere.headers.get('x-ratelimit-bucket')).toBe(first.headers.get('x-ratelimit-bucket'));
  });

  it('let a channel be renamed twice in ten minutes', async () => {
    expect((await call('PATCH', `/channels/${id('other')}`, { name: 'one' })).status).toBe(200);
    expect((await call('PATCH', `/channels/${id('one')}`, { name: 'two' })).status).toBe(200);
    const third = await call('PATCH', `/channels/${id('two')}`, { name: 'three' });
    expect(third.status).toBe(429);
    expect(third.headers.get('x-ratelimit-scope')).toBe('shared');
    expect((await third.json()).retry_after).toBeGreaterThan(500);
    expect((await call('PATCH', `/channels/${id('two')}`, { nsfw: true })).status).toBe(200);
  });

  it('hold a token to 50 calls a second over all', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        call('GET', index % 2 ? '/users/@me' : `/channels/${id('general')}`),
      ),
    );
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('x-ratelimit-scope')).toBe('global');
    expect(await refused[0]?.json()).toMatchObject({ global: true });
  });

  it('can be switched off', async () => {
    const free = await startDiscord(closing, { limits: 'off' });
    const guild = free.guild('Free');
    for (let index = 0; index < 20; index++) {
      const answer = await fetch(`${free.api}/v10/channels/${guild.channel('general').id}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bot ${free.application().token}`,
          'user-agent': 'x',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ content: String(index) }),
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
    }
  });
});
