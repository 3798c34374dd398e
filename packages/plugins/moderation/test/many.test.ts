import { afterAll, beforeAll, expect, test } from 'vitest';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

test('GIVEN five raiders and the owner WHEN they are banned at once THEN each has a result, and a case', async () => {
  const { guild, mod, log } = await open.scene();
  const raiders = Array.from({ length: 5 }, (_, index) => guild.member(`raider-${index}`));
  await open.stage.idle();
  // One is named twice.
  const users = [...raiders, ...raiders.slice(0, 1)].map(({ mention }) => mention);
  const draft = await mod.run('/massban', {
    users: [...users, guild.owner.id].join(', '),
    reason: 'Raid',
  });
  expect(draft.embeds[0]?.title).toBe('Ban 6 people?');
  expect(String(draft.embeds[0]?.description)).toContain(
    `<@${guild.owner.id}> ⛔ Nobody moderates the owner`,
  );
  expect(raiders.every(({ isMember }) => isMember)).toBe(true);

  const result = await draft.click('Ban 5');
  expect(result.embeds[0]?.title).toBe('ban: 5 of 6');
  const lines = String(result.embeds[0]?.description).split('\n');
  expect(lines).toHaveLength(6);
  expect(lines).toContain(`⛔ <@${guild.owner.id}>: Nobody moderates the owner of the server.`);
  expect(raiders.some(({ isMember }) => isMember)).toBe(false);
  expect(await log()).toHaveLength(5);

  // Pressed again, it says what came of it: the answer may have died with its process.
  expect((await draft.click('Ban 5')).embeds).toEqual(result.embeds);
  expect(await log()).toHaveLength(5);
});

test('GIVEN fifty cases WHEN they are logged THEN they come in five messages', async () => {
  const { guild, mod } = await open.scene({ dmOnAction: false });
  const ids = Array.from({ length: 50 }, (_, index) => String(900_000_000_000_000_000n + BigInt(index)));
  const draft = await mod.run('/massban', { users: ids.join(' ') });
  await draft.click('Ban 50');
  await open.stage.advance('3s');
  const messages = guild.owner.in('log').messages(100);
  expect(messages.flatMap(({ json }) => json.embeds ?? [])).toHaveLength(50);
  expect(messages.length).toBeLessThanOrEqual(10);
});

test('GIVEN no ids, or too many, WHEN a massban is tried THEN the answer says how many it takes', async () => {
  const { mod } = await open.scene();
  const ids = Array.from({ length: 51 }, (_, index) => String(900_000_000_000_000_000n + BigInt(index)));
  for (const users of ['everybody who is bad', ids.join(' ')]) {
    expect((await mod.run('/massban', { users })).content).toBe('⛔ Give 1 to 50 mentions or ids.');
  }
});
