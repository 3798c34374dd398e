import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import weather from '../src/index.ts';

const key = 'a-key-that-nobody-sees';
const asked: URL[] = [];

/** OpenWeather, as far as the plugin knows it. */
function openWeather(request: Request): Response {
  const url = new URL(request.url);
  asked.push(url);
  if (url.searchParams.get('appid') !== key) return new Response('{}', { status: 401 });
  if (url.searchParams.get('q') === 'Atlantis') return new Response('{}', { status: 404 });
  const start = Date.UTC(2030, 0, 1) / 1_000;
  return Response.json({
    city: { name: 'Lyon' },
    list: Array.from({ length: 8 }, (_, step) => ({ dt: start + step * 10_800, main: { temp: 3 + step } })),
  });
}

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  // As everyone gets it who installs it: a stranger's plugin, in a process of its own.
  stage = await startGuild({
    plugins: [weather],
    tier: 'sandboxed',
    internet: openWeather,
    config: { weather: { key } },
  });
});
afterAll(() => stage.close());
const general = () => stage.ana.in('general');
const problems = async () => (await stage.installation('weather'))?.problems.map(({ code }) => code);

/** A cold process takes its time, in which the host keeps the interaction alive: the answer is what is there at the end. */
const run = async (city: string) => {
  const reply = await general().run('/weather', { city });
  await stage.idle();
  return reply;
};

/** As Discord's API tells of them. */
const attachmentsOf = async (message: { readonly id: string } | null | undefined) => {
  const path = `/channels/${stage.first.channel('general').id}/messages/${message?.id}` as const;
  return ((await stage.guildhall.client.rest.get(path)) as { attachments: unknown[] }).attachments;
};

test('GIVEN a key WHEN Ana asks for a city THEN its next hours are drawn, and drawn again when she does', async () => {
  const reply = await run('Lyon');
  expect(reply.content).toBe('The next hours in Lyon');
  expect(await attachmentsOf(reply.message)).toMatchObject([{ filename: 'forecast.png' }]);
  expect(asked.at(-1)?.host).toBe('api.openweathermap.org');

  await reply.click('Ask again');
  await stage.idle();
  const newer = general()
    .messages()
    .find(({ content }) => content.includes('asked again'));
  expect(newer?.content).toBe('ana asked again: the next hours in Lyon');
  expect(await attachmentsOf(newer)).toMatchObject([{ filename: 'forecast.png' }]);
});

test('GIVEN a city that there is not WHEN Ana asks for it THEN she is told', async () => {
  expect((await run('Atlantis')).content).toBe('There is no city called “Atlantis”.');
});

test('GIVEN a key that is refused, or none WHEN Ana asks THEN admins read what to do, and nobody reads the key', async () => {
  await stage.configure('weather', { key: 'wrong' });
  await run('Lyon');
  expect(await problems()).toContain('KEY_REFUSED');
  await stage.configure('weather', {});
  const before = asked.length;
  await run('Lyon');
  expect(await problems()).toContain('NO_KEY');
  expect(asked).toHaveLength(before);
  expect(JSON.stringify(await stage.installation('weather'))).not.toContain('wrong');
});
