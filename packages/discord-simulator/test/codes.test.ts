import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type REST, Routes } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Closing, codeOf, restOf, startDiscord } from './bots.ts';

/** Codes that no other table has; see `strictness`, `hierarchy`, `limits`, `automod`, `community` and `oauth`. */
const closing = new Closing();
let discord: DiscordSimulator;
let rest: REST;
let scenes = 0;
beforeAll(async () => {
  discord = await startDiscord(closing);
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

type Json = { id: string };
const nobody = '999999999999999999';
const general = (g: VirtualGuild) => g.channel('general').id;
const send = (channel: string, body: object) =>
  rest.post(Routes.channelMessages(channel), { body }) as Promise<Json>;
const dmOf = (g: VirtualGuild) =>
  rest.post(Routes.userChannels(), { body: { recipient_id: g.owner.id } }) as Promise<Json>;
/** A call without a client library, which would not send it so. */
async function bare(path: string, init: RequestInit = {}): Promise<number> {
  const headers = {
    authorization: `Bot ${discord.application().token}`,
    'user-agent': 'DiscordBot (x, 1)',
    ...init.headers,
  };
  const answer = await fetch(`${discord.api}${path}`, { ...init, headers });
  return ((await answer.json()) as { code: number }).code;
}
const deny = (g: VirtualGuild, permission: 'ReadMessageHistory' | 'ManageMessages') =>
  g.addChannel({
    name: 'narrow',
    overwrites: [
      { for: '@everyone', deny: [permission] },
      { for: g.roles.find(({ managed }) => managed)?.id ?? '', deny: [permission] },
    ],
  }).id;

const table: [what: string, code: number, act: (g: VirtualGuild) => Promise<unknown>][] = [
  [
    'the voice state of who is in no channel',
    10065,
    (g) => rest.get(Routes.guildVoiceState(g.id, g.owner.id)),
  ],
  [
    'permissions of a command that has none',
    10066,
    (g) => rest.get(Routes.applicationCommandPermissions(discord.application().id, g.id, nobody)),
  ],
  [
    '11 attachments',
    30015,
    (g) =>
      rest.post(Routes.channelMessages(general(g)), {
        files: Array.from({ length: 11 }, (_, n) => ({ name: `${n}.txt`, data: Buffer.from('x') })),
      }),
  ],
  [
    'an attachment of more than 10 MiB',
    40005,
    (g) =>
      rest.post(Routes.channelMessages(general(g)), {
        files: [{ name: 'big.bin', data: Buffer.alloc(10 * 1024 * 1024 + 1) }],
      }),
  ],
  [
    'a command renamed to another’s name',
    40041,
    async (g) => {
      const path = Routes.applicationGuildCommands(discord.application().id, g.id);
      const make = (name: string) => rest.post(path, { body: { name, description: 'd' } }) as Promise<Json>;
      await make('one');
      const { id } = await make('two');
      return rest.patch(`${path}/${id}`, { body: { name: 'one' } });
    },
  ],
  [
    'a post without a tag where one is wanted',
    40067,
    async (g) => {
      const { id } = g.addChannel({ name: 'forum', type: 'forum' });
      await rest.patch(Routes.channel(id), { body: { flags: 16 } });
      return rest.post(Routes.threads(id), { body: { name: 'post', message: { content: 'x' } } });
    },
  ],
  [
    'deleting another’s direct message',
    50003,
    async (g) => {
      const { id } = await dmOf(g);
      const said = await g.owner.dm('mine');
      return rest.delete(Routes.channelMessage(id, said.id));
    },
  ],
  [
    'pinning a message of the system',
    50021,
    async (g) => {
      const said = await send(general(g), { content: 'x' });
      await rest.post(Routes.threads(general(g)), { body: { name: 'new', type: 11 } });
      const system = discord.world.tables.message.put({
        ...(discord.world.tables.message.get(said.id) ?? never()),
        id: discord.world.ids.next(),
        type: 18,
      });
      return rest.put(Routes.channelMessagesPin(general(g), system.id));
    },
  ],
  [
    'a direct message to oneself',
    50033,
    () => rest.post(Routes.userChannels(), { body: { recipient_id: discord.application().id } }),
  ],
  ['version 5 of the API', 50041, () => bare('/v5/users/@me').then(refused)],
  [
    'deleting the channel of the rules of a Community',
    50074,
    async (g) => {
      const record = discord.world.tables.guild.get(g.id) ?? never();
      discord.world.tables.guild.put({ ...record, features: ['COMMUNITY'], rules_channel_id: general(g) });
      return rest.delete(Routes.channel(general(g)));
    },
  ],
  [
    'editing in an archived thread',
    50083,
    async (g) => {
      const thread = (await rest.post(Routes.threads(general(g)), { body: { name: 't', type: 11 } })) as Json;
      const said = await send(thread.id, { content: 'x' });
      await rest.patch(Routes.channel(thread.id), { body: { archived: true } });
      return rest.patch(Routes.channelMessage(thread.id, said.id), { body: { content: 'y' } });
    },
  ],
  [
    'a body that is no JSON',
    50109,
    (g) =>
      bare(`/v10/channels/${general(g)}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"content":',
      }).then(refused),
  ],
  [
    'a reply where history cannot be read',
    160002,
    async (g) => {
      const place = deny(g, 'ReadMessageHistory');
      const said = await g.owner.in(place).say('x');
      return send(place, { content: 'y', message_reference: { message_id: said.id } });
    },
  ],
  [
    'publishing where nothing is announced',
    50024,
    async (g) =>
      rest.post(Routes.channelMessageCrosspost(general(g), (await send(general(g), { content: 'x' })).id)),
  ],
  [
    'publishing a message twice',
    40033,
    async (g) => {
      const { id } = g.addChannel({ name: 'news', type: 'announcement' });
      const crosspost = Routes.channelMessageCrosspost(id, (await send(id, { content: 'x' })).id);
      expect(await rest.post(crosspost)).toMatchObject({ flags: 1 });
      return rest.post(crosspost);
    },
  ],
  [
    'publishing another’s message without the right to',
    50013,
    async (g) => {
      const { id } = g.addChannel({ name: 'news', type: 'announcement' });
      const own = g.roles.find(({ managed }) => managed)?.id ?? '';
      await rest.put(Routes.channelPermission(id, own), { body: { type: 0, deny: String(1 << 13) } });
      return rest.post(Routes.channelMessageCrosspost(id, (await g.owner.in(id).say('x')).id));
    },
  ],
];

it.each(table)('%s: %i', async (_what, code, act) => {
  const guild = discord.guild(`Codes ${scenes++}`, { channels: ['general'] });
  expect(await codeOf(act(guild))).toBe(code);
});

/** What a bare call was refused with, as `codeOf` reads it from a library's error. */
function refused(code: number): never {
  throw Object.assign(new Error('refused'), { code });
}

function never(): never {
  throw new Error('the scene has lost what it made');
}
