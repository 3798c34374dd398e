import { type SignedIn, signIn, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
// @ts-expect-error: plain JavaScript, for everybody to read and run.
import { apiAddress, check } from '../verify-draw.mjs';
import { announced, manage, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
let owner: SignedIn;
let ana: SignedIn;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways], installed: [] });
  // The same people are in each scene's guild.
  owner = await signIn(stage.guildhall, stage.first.owner);
  ana = await signIn(stage.guildhall, stage.ana);
});
afterAll(() => stage.close());

async function scene(config: Record<string, unknown> = {}) {
  const here = await stage.guild({ config: { giveaways: config }, installed: ['giveaways'] });
  const base = `/api/v1/guilds/${here.guild.id}/plugins/giveaways`;
  const as = (who: SignedIn) => async (method: string, path: string, body?: unknown) => {
    const answer = await who.fetch(`${base}${path}`, {
      method,
      headers: {
        origin: new URL(stage.guildhall.url).origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const stranger = as({ fetch: (path, init) => fetch(new URL(path, stage.guildhall.url), init) });
  return {
    ...here,
    api: as(owner),
    member: as(ana),
    stranger,
  };
}

test('GIVEN the API WHEN a giveaway is created, changed, paused, resumed, ended and rerolled THEN Discord shows each step', async () => {
  const here = await scene();
  const { guild, api } = here;
  const channelId = guild.channel('general').id;
  const created = await api('POST', '/giveaways', {
    prize: 'Cake',
    channelId,
    winners: 1,
    duration: 3_600_000,
  });
  expect(created).toMatchObject({
    status: 200,
    body: { number: 1, status: 'running', entries: 0, winnerIds: [] },
  });
  const { id } = created.body;
  const [message] = here.ana.in('general').messages();
  if (!message) throw new Error('nothing was posted');
  for (const member of [here.ana, here.bob, guild.member('carl')]) await press(member, message);
  const changed = await api('PATCH', `/giveaways/${id}`, { prize: 'Pie', winners: 2 });
  expect(changed.body).toMatchObject({ prize: 'Pie', winners: 2, entries: 3 });
  expect(shown(message)).toContain('🎉 Pie');
  expect((await api('POST', `/giveaways/${id}/pause`)).body).toMatchObject({
    status: 'paused',
    endsAt: null,
  });
  expect((await api('POST', `/giveaways/${id}/pause`)).status).toBe(409);
  expect((await api('POST', `/giveaways/${id}/resume`)).body).toMatchObject({
    status: 'running',
    remaining: null,
  });
  expect((await api('POST', `/giveaways/${id}/reroll`, {})).status, 'not ended').toBe(409);
  expect((await api('DELETE', `/giveaways/${id}`)).status, 'still going on').toBe(409);
  const ended = await api('POST', `/giveaways/${id}/end`);
  expect(ended.body).toMatchObject({ status: 'ended', winnerIds: winnersIn(announced(here)[0]).sort() });
  expect((await api('POST', `/giveaways/${id}/end`)).status).toBe(409);
  const rerolled = await api('POST', `/giveaways/${id}/reroll`, { count: 1 });
  expect(rerolled.body).toMatchObject({ round: 2, announced: true });
  const winners = await api('GET', `/giveaways/${id}/winners`);
  expect(new Set(winners.body.map(({ userId }: { userId: string }) => userId)).size).toBe(3);
  expect((await api('GET', '/summary')).body).toMatchObject({ active: 0, ended: 1 });
  expect((await here.stranger('GET', `/draws/${id}-1/verify`)).status).toBe(200);
  expect((await api('DELETE', `/giveaways/${id}`)).status).toBe(204);
  expect((await here.stranger('GET', `/draws/${id}-1/verify`)).status, 'with its draws').toBe(404);
  expect((await api('GET', `/giveaways/${id}`)).status).toBe(404);
});

test('GIVEN a drop of which two are taken WHEN it is changed by the API THEN fewer is refused, and it costs nothing', async () => {
  const here = await scene();
  const message = await started(here, { prize: 'Code', winners: 3 }, 'drop');
  for (const member of [here.ana, here.bob]) await press(member, message, 'Take it');
  const [{ id }] = (await here.api('GET', '/giveaways')).body.items;
  expect(await here.api('PATCH', `/giveaways/${id}`, { winners: 2 })).toMatchObject({
    status: 409,
    body: { pluginCode: 'TAKEN' },
  });
  const changed = await here.api('PATCH', `/giveaways/${id}`, { winners: 4, requirements: { cost: 50 } });
  expect(changed).toMatchObject({ status: 200, body: { winners: 4, entries: 2 } });
  expect(shown(message)).not.toContain('Costs');
});

test('GIVEN wrong requests WHEN they come THEN each is refused with its reason, and nothing is posted', async () => {
  const here = await scene({ maxActive: 1 });
  const { guild, api } = here;
  const channelId = guild.channel('general').id;
  const post = (more: object) => api('POST', '/giveaways', { prize: 'Cake', channelId, ...more });
  expect((await post({ winners: 51 })).status).toBe(400);
  expect((await post({ duration: 9_999 })).status).toBe(400);
  expect((await post({ prize: ' ' })).status).toBe(400);
  expect((await post({ template: 'none' })).body).toMatchObject({ pluginCode: 'TEMPLATE_UNKNOWN' });
  expect((await post({ channelId: '100000000000000001' })).body).toMatchObject({
    pluginCode: 'CHANNEL_REFUSED',
  });
  expect((await post({ requirements: { level: 3 } })).body).toMatchObject({
    pluginCode: 'REQUIREMENT_UNANSWERABLE',
  });
  expect((await post({ requirements: { contributed: [{ id: 'no.one' }] } })).status).toBe(409);
  expect(here.ana.in('general').messages()).toEqual([]);
  expect((await post({})).status).toBe(200);
  expect((await post({})).body).toMatchObject({ pluginCode: 'TOO_MANY_ACTIVE' });
  expect((await api('GET', '/giveaways/nope')).body).toMatchObject({ pluginCode: 'GIVEAWAY_UNKNOWN' });
});

test('GIVEN members and strangers WHEN they ask THEN only who manages the server gets anything but published draws', async () => {
  const here = await scene();
  await started(here);
  for (const [method, path] of [
    ['GET', '/giveaways'],
    ['GET', '/summary'],
    ['POST', '/giveaways'],
  ] as const) {
    expect((await here.member(method, path, method === 'POST' ? {} : undefined)).status).toBe(403);
    expect([401, 403, 404]).toContain(
      (await here.stranger(method, path, method === 'POST' ? {} : undefined)).status,
    );
  }
});

test('GIVEN lists WHEN they are paged, searched and filtered THEN everything is there once', async () => {
  const here = await scene();
  const { api } = here;
  for (let number = 1; number <= 5; number += 1) await started(here, { prize: `Prize ${number}` });
  await manage(here, 'cancel', { giveaway: '2' });
  const first = await api('GET', '/giveaways?limit=3');
  const second = await api('GET', `/giveaways?limit=3&cursor=${first.body.next}`);
  const numbers = [...first.body.items, ...second.body.items].map(({ number }) => number);
  expect(numbers).toEqual([5, 4, 3, 2, 1]);
  expect(second.body.next).toBeNull();
  const found = async (query: string) =>
    (await api('GET', `/giveaways?${query}`)).body.items.map(({ number }: { number: number }) => number);
  expect(await found('search=prize%204')).toEqual([4]);
  expect(await found('shown=over')).toEqual([2]);
  expect(await found('shown=active')).toEqual([5, 4, 3, 1]);
  expect(await found('shown=over&outcome=cancelled')).toEqual([2]);
  expect(await found('shown=over&outcome=ended')).toEqual([]);
});

test('GIVEN entries WHEN they are listed, exported and taken out THEN each is there once, and who is out is out', async () => {
  const here = await scene();
  const { api } = here;
  const message = await started(here);
  const members = Array.from({ length: 5 }, (_, index) => here.guild.member(`m-${index}`));
  for (const member of members) await press(member, message);
  const [{ id }] = (await api('GET', '/giveaways')).body.items;
  const first = await api('GET', `/giveaways/${id}/entries?limit=3`);
  const second = await api('GET', `/giveaways/${id}/entries?limit=3&cursor=${first.body.next}`);
  const ids = [...first.body.items, ...second.body.items].map(({ userId }) => userId);
  expect(ids.sort()).toEqual(members.map((member) => member.id).sort());
  expect(second.body.next).toBeNull();
  const file = (await api('GET', `/giveaways/${id}/entries.csv`)).body;
  expect(file).toMatchObject({ name: 'giveaway-1.csv', rows: 5 });
  expect(file.csv.split('\r\n')[0]).toBe('userId,tickets,at');
  expect(file.csv).toContain(`${members[0]?.id},1,`);
  const out = members[0];
  expect((await api('DELETE', `/giveaways/${id}/entries/${out?.id}`)).status).toBe(204);
  expect((await api('DELETE', `/giveaways/${id}/entries/${out?.id}`)).status).toBe(409);
  expect((await api('GET', `/giveaways/${id}/entries?userId=${out?.id}`)).body.items).toEqual([]);
  await manage(here, 'end');
  expect((await api('DELETE', `/giveaways/${id}/entries/${members[1]?.id}`)).status, 'too late').toBe(409);
});

test('GIVEN a giveaway that goes on WHEN everything readable is read THEN no seed is in it, and the draw is not to be had', async () => {
  const here = await scene();
  const message = await started(here);
  await press(here.ana, message);
  const stored = await stage.guildhall.database
    .db()
    .collection('plugin_giveaways_seeds')
    .findOne({ '_id.g': here.guild.id } as never);
  const root = String(stored?.root);
  expect(root).toMatch(/^[0-9a-f]{64}$/);
  const [{ id }] = (await here.api('GET', '/giveaways')).body.items;
  const said: unknown[] = [message.json];
  for (const path of [
    '/giveaways',
    `/giveaways/${id}`,
    '/summary',
    `/giveaways/${id}/entries`,
    `/giveaways/${id}/draws`,
  ]) {
    said.push((await here.api('GET', path)).body);
  }
  for (const path of [`/draws/${id}-1/verify`, `/draws/${id}-1/entrants`, `/draws/${id}-0/verify`]) {
    const answer = await here.stranger('GET', path);
    expect(answer.status).toBe(404);
    said.push(answer.body);
  }
  for (const path of [
    `/api/v1/guilds/${here.guild.id}/audit`,
    `/api/v1/guilds/${here.guild.id}/plugins/giveaways`,
  ]) {
    said.push(await (await owner.fetch(path)).text());
  }
  said.push((await here.guild.owner.run('/why')).content);
  expect(JSON.stringify(said)).not.toContain(root);

  await manage(here, 'end');
  const { body } = await here.stranger('GET', `/draws/${id}-1/verify`);
  expect(body.seed).not.toBe(root);
  expect(JSON.stringify(body), 'the seeds of draws to come stay hidden').not.toContain(root);
});

test('GIVEN published draws WHEN a stranger verifies them THEN all fits, by the route, by the script, and for one member', async () => {
  const here = await scene();
  const { api, stranger } = here;
  const message = await started(here);
  const members = Array.from({ length: 7 }, (_, index) => here.guild.member(`v-${index}`));
  for (const member of members) await press(member, message);
  await members[0]?.leave();
  await manage(here, 'end');
  await manage(here, 'reroll', { count: 3 });
  const [{ id }] = (await api('GET', '/giveaways')).body.items;
  const draws = (await api('GET', `/giveaways/${id}/draws`)).body;
  expect(draws).toMatchObject([
    { id: `${id}-1`, round: 1, cause: 'end', announced: 'yes' },
    { id: `${id}-2`, round: 2, cause: 'reroll', announced: 'yes' },
  ]);
  for (const { id: draw } of draws as { id: string }[]) {
    const page = `${stage.guildhall.url}/g/${here.guild.id}/giveaways/draws/${draw}`;
    const answer = await fetch(`${apiAddress(page)}/verify`);
    expect(answer.status).toBe(200);
    expect(apiAddress(apiAddress(page)), 'is one already').toBe(apiAddress(page));
    const body = (await answer.json()) as Awaited<ReturnType<typeof stranger>>['body'];
    expect(body).toMatchObject({ verdict: 'fits', seedCommitted: true, entrants: 7, tickets: 7 });
    expect(shown(message)).toContain(body.commitment);
    const entrants = [];
    for (let after = ''; ; ) {
      const page = (await stranger('GET', `/draws/${draw}/entrants?limit=3&after=${after}`)).body;
      entrants.push(...page.entrants);
      if (page.next === null) break;
      after = page.next;
    }
    expect(entrants).toHaveLength(7);
    expect(Object.values(check(body.draw, entrants))).toEqual([true, true, true, true]);
    const ids = [...members, here.guild.owner].map((member) => member.id);
    expect(
      ids.filter((one) => JSON.stringify(body).includes(one)),
      'nobody’s id is published',
    ).toEqual([]);
  }
  const [winner] = winnersIn(announced(here)[0]);
  const look = async (draw: number, userId: string) =>
    (await stranger('POST', `/draws/${id}-${draw}/look`, { userId })).body;
  expect(await look(1, String(winner))).toMatchObject({ tickets: 1, outcome: 'won' });
  expect(await look(2, String(winner))).toMatchObject({ outcome: 'won_before' });
  expect(await look(1, here.bob.id)).toMatchObject({ tickets: 0, outcome: 'not_in' });
});

test('GIVEN a stored draw that somebody has tampered with WHEN it is verified THEN it says so', async () => {
  const here = await scene();
  const message = await started(here);
  for (const member of [here.ana, here.bob, here.guild.owner]) await press(member, message);
  await manage(here, 'end');
  const [{ id }] = (await here.api('GET', '/giveaways')).body.items;
  const draws = stage.guildhall.database.db().collection('plugin_giveaways_draws');
  const other = { key: 'f'.repeat(64), outcome: 'won' };
  await draws.updateOne({ '_id.g': here.guild.id } as never, { $set: { picks: [other] } });
  expect((await here.stranger('GET', `/draws/${id}-1/verify`)).body).toMatchObject({
    verdict: 'broken',
    seedCommitted: true,
    orderMatches: false,
  });
});

test('GIVEN draws that are not published WHEN a stranger asks THEN there is nothing; the preview posts nothing', async () => {
  const here = await scene({ commitReveal: false });
  await press(here.ana, await started(here));
  await manage(here, 'end');
  const [{ id, commitment }] = (await here.api('GET', '/giveaways')).body.items;
  expect(commitment).toBeNull();
  expect((await here.stranger('GET', `/draws/${id}-1/verify`)).status).toBe(404);
  const before = here.ana.in('general').messages().length;
  const preview = await here.api('POST', '/giveaways/preview', { prize: 'Pie', winners: 3 });
  expect(preview.body).toMatchObject({ message: { embed: { title: '🎉 Pie' } } });
  expect(here.ana.in('general').messages()).toHaveLength(before);
});
