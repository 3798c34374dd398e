import { readFileSync } from 'node:fs';
import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { ChannelType, type Client, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Router } from '../src/rest/router.ts';
import { allRoutes } from '../src/rest/routes/index.ts';
import type { EventPayloads } from '../src/schema/event-payloads.ts';
import { Closing, restOf, startBot, startDiscord } from './bots.ts';
import { playCommunity } from './surface-of-communities.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes, read loosely
type Json = Record<string, any>;

/** The routes that bots use, one a line. OAuth2's own pages are played in `oauth.test.ts`. */
const wanted = readFileSync(new URL('./routes.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.includes(' /oauth2/') || line.endsWith('/applications/@me'));
const withoutNames = (line: string) => line.replaceAll(/\{\w+\}/g, '{}');

/** Complete, or it does not compile. */
const everyEvent: Readonly<Record<keyof EventPayloads, true>> = {
  READY: true,
  RESUMED: true,
  GUILD_CREATE: true,
  GUILD_UPDATE: true,
  GUILD_DELETE: true,
  GUILD_MEMBER_ADD: true,
  GUILD_MEMBER_UPDATE: true,
  GUILD_MEMBER_REMOVE: true,
  GUILD_MEMBERS_CHUNK: true,
  GUILD_ROLE_CREATE: true,
  GUILD_ROLE_UPDATE: true,
  GUILD_ROLE_DELETE: true,
  GUILD_BAN_ADD: true,
  GUILD_BAN_REMOVE: true,
  GUILD_EMOJIS_UPDATE: true,
  GUILD_AUDIT_LOG_ENTRY_CREATE: true,
  CHANNEL_CREATE: true,
  CHANNEL_UPDATE: true,
  CHANNEL_DELETE: true,
  CHANNEL_PINS_UPDATE: true,
  THREAD_CREATE: true,
  THREAD_UPDATE: true,
  THREAD_DELETE: true,
  THREAD_MEMBERS_UPDATE: true,
  MESSAGE_CREATE: true,
  MESSAGE_UPDATE: true,
  MESSAGE_DELETE: true,
  MESSAGE_DELETE_BULK: true,
  MESSAGE_REACTION_ADD: true,
  MESSAGE_REACTION_REMOVE: true,
  MESSAGE_REACTION_REMOVE_ALL: true,
  MESSAGE_REACTION_REMOVE_EMOJI: true,
  TYPING_START: true,
  PRESENCE_UPDATE: true,
  USER_UPDATE: true,
  VOICE_STATE_UPDATE: true,
  VOICE_SERVER_UPDATE: true,
  INVITE_CREATE: true,
  INVITE_DELETE: true,
  WEBHOOKS_UPDATE: true,
  GUILD_STICKERS_UPDATE: true,
  GUILD_SCHEDULED_EVENT_CREATE: true,
  GUILD_SCHEDULED_EVENT_UPDATE: true,
  GUILD_SCHEDULED_EVENT_DELETE: true,
  GUILD_SCHEDULED_EVENT_USER_ADD: true,
  GUILD_SCHEDULED_EVENT_USER_REMOVE: true,
  STAGE_INSTANCE_CREATE: true,
  STAGE_INSTANCE_UPDATE: true,
  STAGE_INSTANCE_DELETE: true,
  MESSAGE_POLL_VOTE_ADD: true,
  MESSAGE_POLL_VOTE_REMOVE: true,
  AUTO_MODERATION_RULE_CREATE: true,
  AUTO_MODERATION_RULE_UPDATE: true,
  AUTO_MODERATION_RULE_DELETE: true,
  AUTO_MODERATION_ACTION_EXECUTION: true,
  ENTITLEMENT_CREATE: true,
  ENTITLEMENT_UPDATE: true,
  ENTITLEMENT_DELETE: true,
  INTERACTION_CREATE: true,
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: true,
};

const router = new Router();
for (const route of allRoutes({
  url: () => '',
  recommendedShards: () => 1,
  maxConcurrency: 1,
  remaining: () => ({ remaining: 1, resetAfter: 0 }),
})) {
  router.add(route);
}

describe('every simulated route answers as the official description says', () => {
  const closing = new Closing();
  let discord: DiscordSimulator;
  let guild: VirtualGuild;
  let rest: ReturnType<typeof restOf>;
  let client: Client<true>;
  const called = new Set<string>();
  const heard = new Set<string>();

  beforeAll(async () => {
    discord = await startDiscord(closing);
    guild = discord.guild('Surface', {
      roles: ['Mod', 'Member'],
      channels: [
        'general',
        { name: 'Voice', type: 'voice' },
        { name: 'Stage', type: 'stage' },
        { name: 'forum', type: 'forum' },
        { name: 'Area', type: 'category' },
      ],
    });
    rest = restOf(discord);
    discord.traffic.subscribe((entry) => {
      if (entry.kind === 'gateway') heard.add(entry.t ?? '');
      else if (entry.status < 400) {
        const found = router.find(entry.method, entry.path);
        const isOriginal = /(@|%40)original$/.test(entry.path);
        const path = withoutNames(found?.route.path ?? '');
        called.add(`${entry.method} ${isOriginal ? path.replace(/\{\}$/, '@original') : path}`);
      }
    });
    client = await startBot(closing, discord);
  });
  afterAll(() => closing.close());

  it('users, applications and the gateway', async () => {
    const app = discord.application();
    expect(await rest.get(Routes.gateway(), { auth: false })).toMatchObject({
      url: expect.stringMatching(/^ws:/),
    });
    expect(await rest.get(Routes.gatewayBot())).toMatchObject({
      shards: 1,
      session_start_limit: { max_concurrency: 16 },
    });
    expect(await rest.get(Routes.user())).toMatchObject({ id: app.id, bot: true });
    await rest.patch(Routes.user(), { body: { username: 'Renamed' } });
    await rest.get(Routes.user(guild.owner.id));
    expect(await rest.get(Routes.userGuilds())).toHaveLength(1);
    await rest.get(Routes.currentApplication());
    await rest.get('/oauth2/applications/@me');
    await rest.patch(Routes.currentApplication(), { body: { description: 'A bot' } });
    const dm = (await rest.post(Routes.userChannels(), { body: { recipient_id: guild.owner.id } })) as Json;
    await rest.post(Routes.channelMessages(dm.id), { body: { content: 'psst' } });
    expect(discord.violations).toEqual([]);
  });

  it('messages with all that they can have', async () => {
    const channel = guild.channel('general').id;
    const message = (await rest.post(Routes.channelMessages(channel), {
      body: {
        content: `hello <@${guild.owner.id}>`,
        embeds: [
          {
            title: 't',
            description: 'd',
            timestamp: new Date().toISOString(),
            color: 5,
            fields: [{ name: 'a', value: 'b', inline: true }],
            image: { url: 'attachment://a.png' },
            footer: { text: 'f' },
            author: { name: 'n' },
          },
        ],
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'A', custom_id: 'a' },
              { type: 2, style: 5, label: 'L', url: 'https://example.org' },
            ],
          },
          { type: 1, components: [{ type: 3, custom_id: 's', options: [{ label: 'x', value: 'y' }] }] },
          { type: 1, components: [{ type: 5, custom_id: 'u' }] },
        ],
        attachments: [{ id: '0', filename: 'a.png', description: 'alt' }],
      },
      files: [
        {
          name: 'a.png',
          data: Buffer.from(
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
            'base64',
          ),
        },
      ],
    })) as Json;
    expect(message.attachments[0]).toMatchObject({ filename: 'a.png', width: 1, height: 1 });
    const bytes = await fetch(message.attachments[0].url);
    expect(bytes.headers.get('content-type')).toBe('image/png');
    await rest.post(Routes.channelMessages(channel), {
      body: {
        flags: 32768,
        components: [
          {
            type: 17,
            accent_color: 1,
            components: [
              { type: 10, content: '# hi' },
              { type: 14 },
              {
                type: 9,
                components: [{ type: 10, content: 'x' }],
                accessory: { type: 2, style: 2, label: 'b', custom_id: 'v2' },
              },
              { type: 12, items: [{ media: { url: 'https://example.org/a.png' } }] },
            ],
          },
        ],
      },
    });
    const reply = (await rest.post(Routes.channelMessages(channel), {
      body: { content: 'r', message_reference: { message_id: message.id } },
    })) as Json;
    expect(reply.referenced_message.id).toBe(message.id);
    await rest.post(Routes.channelMessages(channel), {
      body: { message_reference: { type: 1, message_id: message.id, channel_id: channel } },
    });
    await rest.get(Routes.channelMessages(channel));
    await rest.get(Routes.channelMessage(channel, message.id));
    const edited = (await rest.patch(Routes.channelMessage(channel, message.id), {
      body: { content: 'changed' },
    })) as Json;
    expect(edited.edited_timestamp).not.toBeNull();
    await rest.post(Routes.channelTyping(channel));
    await rest.put(Routes.channelMessageOwnReaction(channel, message.id, encodeURIComponent('⭐')));
    await guild.owner.react(message.id, '⭐');
    expect(
      await rest.get(Routes.channelMessageReaction(channel, message.id, encodeURIComponent('⭐'))),
    ).toHaveLength(2);
    expect(((await rest.get(Routes.channelMessage(channel, message.id))) as Json).reactions).toMatchObject([
      { count: 2, me: true },
    ]);
    await rest.delete(
      Routes.channelMessageUserReaction(channel, message.id, encodeURIComponent('⭐'), guild.owner.id),
    );
    await rest.delete(Routes.channelMessageOwnReaction(channel, message.id, encodeURIComponent('⭐')));
    await guild.owner.react(message.id, '👍');
    await rest.delete(Routes.channelMessageReaction(channel, message.id, encodeURIComponent('👍')));
    await guild.owner.react(message.id, '👍');
    await rest.delete(Routes.channelMessageAllReactions(channel, message.id));
    await rest.put(`/channels/${channel}/messages/pins/${message.id}`);
    expect(((await rest.get(`/channels/${channel}/messages/pins`)) as Json).items).toHaveLength(1);
    await rest.get(Routes.channelPins(channel));
    await rest.delete(`/channels/${channel}/messages/pins/${message.id}`);
    await rest.put(Routes.channelPin(channel, message.id));
    await rest.delete(Routes.channelPin(channel, message.id));
    await rest.delete(Routes.channelMessage(channel, message.id));
    const two = [await guild.owner.in('general').say('1'), await guild.owner.in('general').say('2')];
    await rest.post(Routes.channelBulkDelete(channel), { body: { messages: two.map((it) => it.id) } });
    expect(discord.violations).toEqual([]);
  });

  it('channels, overwrites, threads and invites', async () => {
    const made = (await rest.post(Routes.guildChannels(guild.id), {
      body: { name: 'New One', type: ChannelType.GuildText, parent_id: guild.channel('Area').id, topic: 't' },
    })) as Json;
    expect(made.name).toBe('new-one');
    for (const channel of guild.channels) await rest.get(Routes.channel(channel.id));
    await rest.get(Routes.guildChannels(guild.id));
    await rest.patch(Routes.channel(made.id), { body: { name: 'newer', rate_limit_per_user: 5 } });
    await rest.patch(Routes.guildChannels(guild.id), { body: [{ id: made.id, position: 1 }] });
    await rest.put(Routes.channelPermission(made.id, guild.role('Mod').id), {
      body: { type: 0, allow: '1024', deny: '0' },
    });
    await rest.delete(Routes.channelPermission(made.id, guild.role('Mod').id));
    const said = await guild.owner.in('newer').say('a thread, please');
    const thread = (await rest.post(Routes.threads(made.id, said.id), {
      body: { name: 'From a message' },
    })) as Json;
    expect(thread.id).toBe(said.id);
    const secret = (await rest.post(Routes.threads(made.id), {
      body: { name: 'Private', type: 12 },
    })) as Json;
    const post = (await rest.post(Routes.threads(guild.channel('forum').id), {
      body: { name: 'Post', message: { content: 'first' } },
    })) as Json;
    expect(post.message.content).toBe('first');
    await rest.put(Routes.threadMembers(secret.id, guild.owner.id));
    expect(await rest.get(Routes.threadMembers(secret.id))).toHaveLength(2);
    await rest.get(Routes.threadMembers(secret.id, guild.owner.id));
    await rest.delete(Routes.threadMembers(secret.id, guild.owner.id));
    await rest.delete(Routes.threadMembers(thread.id, '@me'));
    await rest.put(Routes.threadMembers(thread.id, '@me'));
    await rest.post(Routes.channelMessages(thread.id), { body: { content: 'inside' } });
    expect(((await rest.get(Routes.guildActiveThreads(guild.id))) as Json).threads).toHaveLength(3);
    await rest.patch(Routes.channel(thread.id), { body: { archived: true } });
    expect(((await rest.get(Routes.channelThreads(made.id, 'public'))) as Json).threads).toHaveLength(1);
    await rest.patch(Routes.channel(secret.id), { body: { archived: true } });
    expect(((await rest.get(Routes.channelThreads(made.id, 'private'))) as Json).threads).toHaveLength(1);
    const invite = (await rest.post(Routes.channelInvites(made.id), {
      body: { max_age: 0, max_uses: 2 },
    })) as Json;
    await rest.get(Routes.invite(invite.code));
    const guest = guild.member('guest');
    await guest.leave();
    await guest.rejoin(invite.code);
    expect(await rest.get(Routes.channelInvites(made.id))).toMatchObject([{ code: invite.code, uses: 1 }]);
    await rest.get(Routes.guildInvites(guild.id));
    await rest.delete(Routes.invite(invite.code));
    await rest.delete(Routes.channel(made.id));
    expect(discord.violations).toEqual([]);
  });

  it('guild, roles, members, bans, voice and the audit log', async () => {
    const ana = guild.member('ana');
    await rest.get(`${Routes.guild(guild.id)}?with_counts=true`);
    await rest.patch(Routes.guild(guild.id), { body: { description: 'A place' } });
    await rest.get(Routes.guildPreview(guild.id));
    const role = (await rest.post(Routes.guildRoles(guild.id), {
      body: { name: 'Bot made', permissions: '1024', color: 255 },
      reason: 'because',
    })) as Json;
    await rest.get(Routes.guildRoles(guild.id));
    await rest.get(Routes.guildRole(guild.id, role.id));
    await rest.patch(Routes.guildRole(guild.id, role.id), { body: { name: 'Renamed', hoist: true } });
    await rest.patch(Routes.guildRoles(guild.id), { body: [{ id: role.id, position: 2 }] });
    await rest.put(Routes.guildMemberRole(guild.id, ana.id, role.id));
    expect(ana.roles).toEqual(['Renamed']);
    expect(await rest.get(`/guilds/${guild.id}/roles/member-counts`)).toEqual({
      [guild.role('Renamed').id]: 1,
      ...Object.fromEntries(guild.roles.filter((it) => it.managed).map((it) => [it.id, 1])),
    });
    await rest.delete(Routes.guildMemberRole(guild.id, ana.id, role.id));
    await rest.get(`${Routes.guildMembers(guild.id)}?limit=10`);
    expect(await rest.get(`${Routes.guildMembersSearch(guild.id)}?query=an`)).toHaveLength(1);
    await rest.get(Routes.guildMember(guild.id, ana.id));
    await rest.patch(Routes.guildMember(guild.id, ana.id), {
      body: {
        nick: 'Annie',
        roles: [role.id],
        communication_disabled_until: new Date(Date.now() + 60_000).toISOString(),
      },
    });
    expect(ana.timedOutUntil).not.toBeNull();
    await rest.patch(Routes.guildMember(guild.id, '@me'), { body: { nick: 'Botty' } });
    await rest.delete(Routes.guildRole(guild.id, role.id));
    await ana.timeout(null);
    await ana.voice.join('Voice');
    await rest.get(Routes.guildVoiceState(guild.id, ana.id));
    await rest.patch(Routes.guildMember(guild.id, ana.id), {
      body: { mute: true, channel_id: guild.channel('Stage').id },
    });
    await rest.patch(Routes.guildVoiceState(guild.id, ana.id), {
      body: { channel_id: guild.channel('Stage').id, suppress: false },
    });
    await rest.put(Routes.guildBan(guild.id, ana.id), {
      body: { delete_message_seconds: 60 },
      reason: 'spam',
    });
    expect(await rest.get(Routes.guildBans(guild.id))).toMatchObject([{ reason: 'spam' }]);
    await rest.get(Routes.guildBan(guild.id, ana.id));
    await rest.delete(Routes.guildBan(guild.id, ana.id));
    await ana.rejoin();
    await rest.delete(Routes.guildMember(guild.id, ana.id), { reason: 'bye' });
    const bob = guild.member('bob');
    expect(
      await rest.post(`/guilds/${guild.id}/bulk-ban`, { body: { user_ids: [bob.id, guild.owner.id] } }),
    ).toEqual({ banned_users: [bob.id], failed_users: [guild.owner.id] });
    await rest.get(`${Routes.guildPrune(guild.id)}?days=7`);
    await rest.post(Routes.guildPrune(guild.id), { body: { days: 7 } });
    const log = (await rest.get(Routes.guildAuditLog(guild.id))) as Json;
    expect(log.audit_log_entries.map((it: Json) => it.action_type)).toEqual(
      expect.arrayContaining([1, 20, 21, 22, 23, 24, 25, 26, 30, 31, 32]),
    );
    expect(log.audit_log_entries.find((it: Json) => it.action_type === 30).reason).toBe('because');
    for (const list of ['emojis', 'integrations', 'stickers', 'scheduled-events', 'auto-moderation/rules'])
      await rest.get(`/guilds/${guild.id}/${list}`);
    await rest.get(Routes.voiceRegions());
    await rest.get(Routes.stickerPacks());
    await rest.put(`/guilds/${guild.id}/incident-actions`, {
      body: { invites_disabled_until: new Date(Date.now() + 3600_000).toISOString() },
    });
    expect(discord.violations).toEqual([]);
  });

  it('commands and webhooks', async () => {
    const app = discord.application();
    for (const [list, one] of [
      [Routes.applicationCommands(app.id), (id: string) => Routes.applicationCommand(app.id, id)],
      [
        Routes.applicationGuildCommands(app.id, guild.id),
        (id: string) => Routes.applicationGuildCommand(app.id, guild.id, id),
      ],
    ] as const) {
      const options = [3, 4, 5, 6, 7, 8, 9, 10, 11].map((type) => ({
        type,
        name: `o${type}`,
        description: 'd',
      }));
      const first = (await rest.put(list, {
        body: [
          {
            name: 'all',
            description: 'd',
            options,
            default_member_permissions: '8',
            name_localizations: { fr: 'tout' },
          },
          { name: 'Look', type: 2 },
        ],
      })) as Json[];
      const again = (await rest.put(list, {
        body: [
          {
            name: 'all',
            description: 'd',
            options,
            default_member_permissions: '8',
            name_localizations: { fr: 'tout' },
          },
          { name: 'Look', type: 2 },
        ],
      })) as Json[];
      expect(again.map((it) => [it.id, it.version])).toEqual(first.map((it) => [it.id, it.version]));
      const made = (await rest.post(list, { body: { name: 'one', description: 'd' } })) as Json;
      await rest.get(list);
      await rest.get(one(made.id));
      const edited = (await rest.patch(one(made.id), { body: { description: 'other' } })) as Json;
      expect(edited.version).not.toBe(made.version);
      await rest.delete(one(made.id));
    }
    await rest.get(Routes.guildApplicationCommandsPermissions(app.id, guild.id));
    const channel = guild.channel('general').id;
    const hook = (await rest.post(Routes.channelWebhooks(channel), { body: { name: 'Hook' } })) as Json;
    await rest.get(Routes.channelWebhooks(channel));
    await rest.get(Routes.guildWebhooks(guild.id));
    await rest.get(Routes.webhook(hook.id));
    await rest.get(Routes.webhook(hook.id, hook.token), { auth: false });
    await rest.patch(Routes.webhook(hook.id), { body: { name: 'Hooked' } });
    const sent = (await rest.post(`${Routes.webhook(hook.id, hook.token)}?wait=true`, {
      body: { content: 'x', username: 'Someone' },
      auth: false,
    })) as Json;
    expect(sent.author.username).toBe('Someone');
    await rest.get(Routes.webhookMessage(hook.id, hook.token, sent.id), { auth: false });
    await rest.patch(Routes.webhookMessage(hook.id, hook.token, sent.id), {
      body: { content: 'y' },
      auth: false,
    });
    await rest.delete(Routes.webhookMessage(hook.id, hook.token, sent.id), { auth: false });
    await rest.delete(Routes.webhook(hook.id));
    await rest.delete(Routes.userGuild(guild.id));
    expect(discord.violations).toEqual([]);
  });

  it('what a community has beside its channels', async () => {
    await playCommunity({ discord, client, rest });
    expect(discord.violations).toEqual([]);
  });

  it('refuses what it does not simulate, and says so', async () => {
    await expect(rest.get('/guilds/1/soundboard-sounds')).rejects.toMatchObject({ status: 404, code: 0 });
    expect(discord.violations.splice(0)).toMatchObject([{ kind: 'route-not-simulated' }]);
  });

  it('has answered every route that bots use', () => {
    const missing = wanted.filter((line) => !called.has(withoutNames(line)));
    expect(missing).toEqual([]);
  });

  it('has sent every event', () => {
    expect(Object.keys(everyEvent).filter((t) => !heard.has(t))).toEqual([]);
  });
});
