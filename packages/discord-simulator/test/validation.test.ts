import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { Routes } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Dispatch } from '../src/schema/event-payloads.ts';
import { Closing, restOf, startBot, startDiscord } from './bots.ts';

/** The proof that "no violations" says something: what the simulator itself gets wrong is found, and named. */
const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let rest: ReturnType<typeof restOf>;

beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Checked', { roles: ['Mod'], channels: ['general'] });
  rest = restOf(discord);
  await startBot(closing, discord);
  await discord.idle();
  expect(discord.violations).toEqual([]);
});
afterAll(() => closing.close());

/** Puts into the world what no action would, as an error in the simulator does. */
function spoil(what: 'role' | 'channel' | 'member', key: string, fields: object): () => void {
  const table = discord.world.tables[what] as { get(key: string): unknown; put(entity: unknown): unknown };
  const right = table.get(key);
  table.put({ ...(right as object), ...fields });
  return () => void table.put(right);
}

it('GIVEN an answer that Discord would not give WHEN a bot asks THEN it is a violation that names the field', async () => {
  const mend = spoil('role', guild.role('Mod').id, { color: 'red' });
  await rest.get(Routes.guildRoles(guild.id));
  mend();
  const [found, ...others] = discord.violations.splice(0);
  expect(found).toMatchObject({ kind: 'response-schema', where: 'GET /guilds/{guild_id}/roles' });
  expect(found?.message).toContain('color');
  expect(others).toEqual([]);
});

it.each([
  [
    'MESSAGE_CREATE',
    'content',
    () => {
      const message = { content: 7 as never, type: 0 };
      const said = discord.world.tables.message.values().next().value;
      if (said) discord.world.emit({ type: 'messageCreate', message: { ...said, ...message } });
    },
  ],
  [
    'GUILD_ROLE_UPDATE',
    'mentionable',
    () => {
      const before = guild.role('Mod');
      discord.world.emit({ type: 'roleUpdate', role: { ...before, mentionable: 'yes' as never }, before });
    },
  ],
  [
    'GUILD_MEMBER_UPDATE',
    'deaf',
    () => {
      const before = discord.world.tables.member.get(`${guild.id}:${guild.owner.id}`);
      if (before)
        discord.world.emit({ type: 'memberUpdate', member: { ...before, deaf: 1 as never }, before });
    },
  ],
])('GIVEN a wrong %s WHEN it is sent THEN it is a violation that names the field', async (t, field, act) => {
  await guild.owner.in('general').say('something');
  act();
  const found = discord.violations.splice(0);
  expect(found).toMatchObject([{ kind: 'event-schema', where: t }]);
  expect(found[0]?.message).toContain(field);
});

it('an event whose fields are not those of discord-api-types does not compile', () => {
  const right: Dispatch = { t: 'GUILD_ROLE_DELETE', d: { guild_id: '1', role_id: '2' } };
  // @ts-expect-error: the field is called `role_id`
  const wrong: Dispatch = { t: 'GUILD_ROLE_DELETE', d: { guild_id: '1', id: '2' } };
  expect(wrong.t).toBe(right.t);
});
