import { definePlugin, type FetchRefusal, jsonOf, z } from '@guildhall/sdk';
import { startGuild } from '@guildhall/testing';
import { expect, test } from 'vitest';

const weather = definePlugin({
  id: 'weather',
  name: 'Weather',
  description: 'A plugin of a test.',
  category: 'tools',
  needs: { 'network.fetch': 'asks' },
  hosts: ['api.weather.example.com'],
  config: { version: 1, schema: z.object({}) },
});
const ask = weather.command({
  name: 'weather',
  description: 'Asks',
  options: { path: z.string().meta({ description: 'What' }) },
  async run(ctx, { path }) {
    await ctx.defer();
    try {
      const answer = await ctx.fetch(`https://api.weather.example.com${path}`, { body: 'Lyon' });
      await ctx.reply(`${answer.status} ${JSON.stringify(jsonOf(answer))}`);
    } catch (error) {
      await ctx.reply((error as FetchRefusal).message);
    }
  },
});

test('GIVEN an internet of the author’s own THEN it answers what the plugin asks, under the host’s rules', async () => {
  const stage = await startGuild({
    plugins: [weather.build(ask)],
    async internet(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/down') throw new TypeError('it is down');
      if (pathname === '/huge') return new Response(new Uint8Array(2_000_000));
      if (pathname === '/away') return Response.redirect('https://evil.example.com/', 307);
      return Response.json({ [request.method]: await request.text() }, { status: 201 });
    },
  });
  const weatherAt = async (path: string) => (await stage.ana.run('/weather', { path })).content;
  expect(await weatherAt('/now')).toBe('201 {"POST":"Lyon"}');
  expect(await weatherAt('/down')).toMatch(/could not be asked/);
  expect(await weatherAt('/huge')).toMatch(/larger than 1048576 bytes/);
  expect(await weatherAt('/away')).toMatch(/redirects to where the plugin may not ask/);
  await stage.close();
});

test('GIVEN none THEN nobody outside is asked', async () => {
  const stage = await startGuild({ plugins: [weather.build(ask)] });
  expect((await stage.ana.run('/weather', { path: '/now' })).content).toMatch(
    /could not be asked \(NO_INTERNET_IN_TESTS\)/,
  );
  await stage.close();
});
