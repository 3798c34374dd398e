import type { DiscordSimulator, Reply, VirtualGuild } from '@guildhall/discord-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startDiscord } from './bots.ts';
import { openDiscordJs } from './libraries/discord-js.ts';
import { openDiscordeno } from './libraries/discordeno.ts';
import type { Json, Library } from './libraries/library.ts';
import { openOceanic } from './libraries/oceanic.ts';

/** What every scenario is given: a guild with a bot of one library in it, and ways to act and to listen. */
interface Stage {
  discord: DiscordSimulator;
  guild: VirtualGuild;
  general: string;
  library: Library;
  call: Library['call'];
  /** Does something, and gives back the event that it makes. */
  hearing(t: string, act: () => Promise<unknown>): Promise<Json>;
  /** The error code of what is refused. */
  refused(act: Promise<unknown>): Promise<number>;
  command: string;
}

let serial = 0;
const name = (what: string) => `${what}-${serial++}`;

/** The owner uses the bot's command: the interaction as the library hears of it, and what comes of it. */
async function used(s: Stage) {
  const started: Promise<Reply>[] = [];
  const d = await s.hearing('INTERACTION_CREATE', async () => {
    started.push(s.guild.owner.run(`/${s.command}`));
  });
  return { d, running: Promise.all(started).then(([reply]) => reply) };
}

/** Each runs through every library: its REST client calls, its gateway client hears. */
const scenarios: Record<string, (s: Stage) => Promise<unknown>> = {
  'sends a message and hears it': async (s) => {
    const d = await s.hearing('MESSAGE_CREATE', () =>
      s.call('POST', `/channels/${s.general}/messages`, { content: 'hi' }),
    );
    expect(d.content).toBe('hi');
  },
  'hears a member': async (s) => {
    const d = await s.hearing('MESSAGE_CREATE', () => s.guild.owner.in('general').say('hello'));
    expect([d.content, d.author.id, d.member.roles]).toEqual(['hello', s.guild.owner.id, []]);
  },
  replies: async (s) => {
    const { id } = await s.guild.owner.in('general').say('question');
    const answer = await s.call('POST', `/channels/${s.general}/messages`, {
      content: 'answer',
      message_reference: { message_id: id },
    });
    expect([answer.type, answer.referenced_message.id]).toEqual([19, id]);
  },
  'edits its message': async (s) => {
    const { id } = await s.call('POST', `/channels/${s.general}/messages`, { content: 'a' });
    const d = await s.hearing('MESSAGE_UPDATE', () =>
      s.call('PATCH', `/channels/${s.general}/messages/${id}`, { content: 'b' }),
    );
    expect([d.content, d.edited_timestamp === null]).toEqual(['b', false]);
  },
  'deletes a message': async (s) => {
    const { id } = await s.guild.owner.in('general').say('x');
    expect(
      (await s.hearing('MESSAGE_DELETE', () => s.call('DELETE', `/channels/${s.general}/messages/${id}`))).id,
    ).toBe(id);
  },
  'deletes messages in bulk': async (s) => {
    const ids = [
      (await s.guild.owner.in('general').say('1')).id,
      (await s.guild.owner.in('general').say('2')).id,
    ];
    const d = await s.hearing('MESSAGE_DELETE_BULK', () =>
      s.call('POST', `/channels/${s.general}/messages/bulk-delete`, { messages: ids }),
    );
    expect(d.ids.sort()).toEqual(ids.sort());
  },
  'lists history, newest first': async (s) => {
    const { id } = await s.guild.owner.in('general').say('newest');
    const [first] = (await s.call('GET', `/channels/${s.general}/messages?limit=2`)) as unknown as Json[];
    expect(first?.id).toBe(id);
  },
  reacts: async (s) => {
    const { id } = await s.guild.owner.in('general').say('x');
    const d = await s.hearing('MESSAGE_REACTION_ADD', () =>
      s.call('PUT', `/channels/${s.general}/messages/${id}/reactions/${encodeURIComponent('👍')}/@me`),
    );
    expect(d.emoji.name).toBe('👍');
  },
  'takes its reaction back': async (s) => {
    const { id } = await s.guild.owner.in('general').say('x');
    const path = `/channels/${s.general}/messages/${id}/reactions/${encodeURIComponent('👍')}/@me`;
    await s.call('PUT', path);
    expect((await s.hearing('MESSAGE_REACTION_REMOVE', () => s.call('DELETE', path))).message_id).toBe(id);
  },
  'clears reactions': async (s) => {
    const message = await s.guild.owner.in('general').say('x');
    await s.guild.owner.react(message, '🎉');
    await s.hearing('MESSAGE_REACTION_REMOVE_ALL', () =>
      s.call('DELETE', `/channels/${s.general}/messages/${message.id}/reactions`),
    );
  },
  'pins and unpins': async (s) => {
    const { id } = await s.guild.owner.in('general').say('x');
    await s.hearing('CHANNEL_PINS_UPDATE', () => s.call('PUT', `/channels/${s.general}/messages/pins/${id}`));
    expect((await s.call('GET', `/channels/${s.general}/messages/pins`)).items[0].message.id).toBe(id);
    await s.call('DELETE', `/channels/${s.general}/messages/pins/${id}`);
  },
  'sends an embed': async (s) => {
    const d = await s.call('POST', `/channels/${s.general}/messages`, {
      embeds: [{ title: 't', fields: [{ name: 'n', value: 'v' }] }],
    });
    expect(d.embeds[0]).toMatchObject({ type: 'rich', title: 't' });
  },
  'sends Components V2': async (s) => {
    const d = await s.call('POST', `/channels/${s.general}/messages`, {
      flags: 32768,
      components: [{ type: 17, components: [{ type: 10, content: 'text' }] }],
    });
    expect(d.components[0].components[0].content).toBe('text');
  },
  types: async (s) => {
    expect(
      (await s.hearing('TYPING_START', () => s.call('POST', `/channels/${s.general}/typing`))).channel_id,
    ).toBe(s.general);
  },
  'sends a poll and hears a vote': async (s) => {
    const poll = await s.call('POST', `/channels/${s.general}/messages`, {
      poll: { question: { text: '?' }, answers: [{ poll_media: { text: 'yes' } }] },
    });
    const d = await s.hearing('MESSAGE_POLL_VOTE_ADD', () => s.guild.owner.vote({ id: poll.id }, 'yes'));
    expect([d.answer_id, d.user_id]).toEqual([1, s.guild.owner.id]);
  },
  'answers a command': async (s) => {
    const { d, running } = await used(s);
    await s.call('POST', `/interactions/${d.id}/${d.token}/callback`, { type: 4, data: { content: 'pong' } });
    expect((await running)?.content).toBe('pong');
  },
  'answers late, and edits': async (s) => {
    const { d, running } = await used(s);
    await s.call('POST', `/interactions/${d.id}/${d.token}/callback`, { type: 5 });
    await s.call('PATCH', `/webhooks/${d.application_id}/${d.token}/messages/@original`, {
      content: 'later',
    });
    expect((await running)?.content).toBe('later');
  },
  'answers an ephemeral followup': async (s) => {
    const { d, running } = await used(s);
    await s.call('POST', `/interactions/${d.id}/${d.token}/callback`, {
      type: 4,
      data: { content: 'first' },
    });
    const more = await s.call('POST', `/webhooks/${d.application_id}/${d.token}`, {
      content: 'psst',
      flags: 64,
    });
    await running;
    expect(more.flags & 64).toBe(64);
  },
  'may not answer twice: 40060': async (s) => {
    const { d, running } = await used(s);
    const answer = () =>
      s.call('POST', `/interactions/${d.id}/${d.token}/callback`, { type: 4, data: { content: 'x' } });
    await answer();
    await running;
    expect(await s.refused(answer())).toBe(40060);
  },
  'makes a channel, and remembers it': async (s) => {
    const wanted = name('made');
    await s.hearing('CHANNEL_CREATE', () =>
      s.call('POST', `/guilds/${s.guild.id}/channels`, { name: wanted, type: 0 }),
    );
    expect((await s.library.cached(s.guild.id)).channels).toContain(wanted);
  },
  'changes a channel': async (s) => {
    const { id } = s.guild.addChannel(name('c'));
    expect(
      (await s.hearing('CHANNEL_UPDATE', () => s.call('PATCH', `/channels/${id}`, { topic: 'news' }))).topic,
    ).toBe('news');
  },
  'deletes a channel, and forgets it': async (s) => {
    const made = s.guild.addChannel(name('gone'));
    await s.discord.idle();
    await s.hearing('CHANNEL_DELETE', () => s.call('DELETE', `/channels/${made.id}`));
    expect((await s.library.cached(s.guild.id)).channels).not.toContain(made.name);
  },
  'sets an overwrite': async (s) => {
    const { id } = s.guild.addChannel(name('c'));
    const d = await s.hearing('CHANNEL_UPDATE', () =>
      s.call('PUT', `/channels/${id}/permissions/${s.guild.id}`, { type: 0, deny: '2048' }),
    );
    expect(d.permission_overwrites).toEqual([{ id: s.guild.id, type: 0, allow: '0', deny: '2048' }]);
  },
  'makes a role, and remembers it': async (s) => {
    const wanted = name('role');
    await s.hearing('GUILD_ROLE_CREATE', () =>
      s.call('POST', `/guilds/${s.guild.id}/roles`, { name: wanted }),
    );
    expect((await s.library.cached(s.guild.id)).roles).toContain(wanted);
  },
  'changes a role': async (s) => {
    const { id } = s.guild.addRole(name('r'));
    expect(
      (
        await s.hearing('GUILD_ROLE_UPDATE', () =>
          s.call('PATCH', `/guilds/${s.guild.id}/roles/${id}`, { color: 255 }),
        )
      ).role.color,
    ).toBe(255);
  },
  'deletes a role': async (s) => {
    const { id } = s.guild.addRole(name('r'));
    expect(
      (await s.hearing('GUILD_ROLE_DELETE', () => s.call('DELETE', `/guilds/${s.guild.id}/roles/${id}`)))
        .role_id,
    ).toBe(id);
  },
  'gives and takes a role': async (s) => {
    const { id } = s.guild.addRole(name('r'));
    const ana = s.guild.member('ana');
    const path = `/guilds/${s.guild.id}/members/${ana.id}/roles/${id}`;
    expect((await s.hearing('GUILD_MEMBER_UPDATE', () => s.call('PUT', path))).roles).toContain(id);
    await s.call('DELETE', path);
    expect(ana.roles).toEqual([]);
  },
  'renames a member': async (s) => {
    const ana = s.guild.member('ana');
    const nick = name('nick');
    const d = await s.hearing('GUILD_MEMBER_UPDATE', () =>
      s.call('PATCH', `/guilds/${s.guild.id}/members/${ana.id}`, { nick }),
    );
    expect(d.nick).toBe(nick);
  },
  'times a member out': async (s) => {
    const ana = s.guild.member('ana');
    await s.call('PATCH', `/guilds/${s.guild.id}/members/${ana.id}`, {
      communication_disabled_until: new Date(s.discord.clock.now() + 60_000).toISOString(),
    });
    expect(ana.timedOutUntil).not.toBeNull();
    await ana.timeout(null);
  },
  'hears who comes': async (s) => {
    const who = name('new');
    expect((await s.hearing('GUILD_MEMBER_ADD', async () => s.guild.member(who))).user.global_name).toBe(who);
  },
  'hears who leaves': async (s) => {
    const who = s.guild.member(name('old'));
    expect((await s.hearing('GUILD_MEMBER_REMOVE', () => who.leave())).user.id).toBe(who.id);
  },
  kicks: async (s) => {
    const who = s.guild.member(name('kicked'));
    await s.hearing('GUILD_MEMBER_REMOVE', () => s.call('DELETE', `/guilds/${s.guild.id}/members/${who.id}`));
    expect(who.isMember).toBe(false);
  },
  'bans, with the reason in the audit log': async (s) => {
    const who = s.guild.member(name('banned'));
    const d = await s.hearing('GUILD_AUDIT_LOG_ENTRY_CREATE', () =>
      s.call('PUT', `/guilds/${s.guild.id}/bans/${who.id}`, {}, 'too loud é'),
    );
    expect([d.action_type, d.reason, d.target_id]).toEqual([22, 'too loud é', who.id]);
  },
  unbans: async (s) => {
    const who = s.guild.member(name('banned'));
    await who.ban();
    expect(
      (await s.hearing('GUILD_BAN_REMOVE', () => s.call('DELETE', `/guilds/${s.guild.id}/bans/${who.id}`)))
        .user.id,
    ).toBe(who.id);
  },
  'bans many at once': async (s) => {
    const ids = [s.guild.member(name('b')).id, s.guild.member(name('b')).id];
    expect((await s.call('POST', `/guilds/${s.guild.id}/bulk-ban`, { user_ids: ids })).banned_users).toEqual(
      ids,
    );
  },
  'opens a thread': async (s) => {
    const d = await s.hearing('THREAD_CREATE', () =>
      s.call('POST', `/channels/${s.general}/threads`, { name: 'aside', type: 11 }),
    );
    expect([d.newly_created, d.parent_id]).toEqual([true, s.general]);
  },
  'archives and locks a thread': async (s) => {
    const { id } = await s.call('POST', `/channels/${s.general}/threads`, { name: 'aside', type: 11 });
    const d = await s.hearing('THREAD_UPDATE', () =>
      s.call('PATCH', `/channels/${id}`, { archived: true, locked: true }),
    );
    expect([d.thread_metadata.archived, d.thread_metadata.locked]).toEqual([true, true]);
  },
  'adds to a thread': async (s) => {
    const { id } = await s.call('POST', `/channels/${s.general}/threads`, { name: 'aside', type: 12 });
    const ana = s.guild.member('ana');
    const d = await s.hearing('THREAD_MEMBERS_UPDATE', () =>
      s.call('PUT', `/channels/${id}/thread-members/${ana.id}`),
    );
    expect(d.added_members.map((it: Json) => it.user_id)).toEqual([ana.id]);
  },
  'invites, and takes the invite back': async (s) => {
    const d = await s.hearing('INVITE_CREATE', () =>
      s.call('POST', `/channels/${s.general}/invites`, { max_uses: 1, unique: true }),
    );
    expect((await s.hearing('INVITE_DELETE', () => s.call('DELETE', `/invites/${d.code}`))).code).toBe(
      d.code,
    );
  },
  'speaks by a webhook': async (s) => {
    const hook = await s.call('POST', `/channels/${s.general}/webhooks`, { name: 'Hook' });
    const d = await s.hearing('MESSAGE_CREATE', () =>
      s.call('POST', `/webhooks/${hook.id}/${hook.token}`, { content: 'w', username: 'Someone' }),
    );
    expect([d.webhook_id, d.author.username]).toEqual([hook.id, 'Someone']);
    await s.call('DELETE', `/webhooks/${hook.id}`);
  },
  'hears who enters voice': async (s) => {
    const d = await s.hearing('VOICE_STATE_UPDATE', () => s.guild.owner.voice.join('Voice'));
    expect(d.channel_id).toBe(s.guild.channel('Voice').id);
    await s.guild.owner.voice.leave();
  },
  'mutes who is in voice': async (s) => {
    const ana = s.guild.member('ana');
    await ana.voice.join('Voice');
    const d = await s.hearing('VOICE_STATE_UPDATE', () =>
      s.call('PATCH', `/guilds/${s.guild.id}/members/${ana.id}`, { mute: true }),
    );
    expect(d.mute).toBe(true);
    await s.call('PATCH', `/guilds/${s.guild.id}/members/${ana.id}`, { mute: false });
    await ana.voice.leave();
  },
  'makes a rule of AutoMod, and hears it act': async (s) => {
    const rule = await s.call('POST', `/guilds/${s.guild.id}/auto-moderation/rules`, {
      name: 'r',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['forbidden'] },
      actions: [{ type: 1 }],
      enabled: true,
    });
    const d = await s.hearing('AUTO_MODERATION_ACTION_EXECUTION', () =>
      s.guild
        .member('ana')
        .in('general')
        .say('forbidden')
        .catch(() => undefined),
    );
    expect([d.rule_id, d.matched_keyword]).toEqual([rule.id, 'forbidden']);
    await s.call('DELETE', `/guilds/${s.guild.id}/auto-moderation/rules/${rule.id}`);
  },
  'makes an event of the guild': async (s) => {
    const start = s.discord.clock.now() + 3_600_000;
    const d = await s.hearing('GUILD_SCHEDULED_EVENT_CREATE', () =>
      s.call('POST', `/guilds/${s.guild.id}/scheduled-events`, {
        name: 'Picnic',
        privacy_level: 2,
        entity_type: 3,
        scheduled_start_time: new Date(start).toISOString(),
        scheduled_end_time: new Date(start + 1000).toISOString(),
        entity_metadata: { location: 'park' },
      }),
    );
    expect(d.entity_metadata.location).toBe('park');
  },
  'opens and closes a stage': async (s) => {
    const channel = s.guild.channel('Stage').id;
    await s.hearing('STAGE_INSTANCE_CREATE', () =>
      s.call('POST', '/stage-instances', { channel_id: channel, topic: 'News' }),
    );
    await s.hearing('STAGE_INSTANCE_DELETE', () => s.call('DELETE', `/stage-instances/${channel}`));
  },
  'changes the guild, and remembers it': async (s) => {
    const wanted = name('Renamed');
    await s.hearing('GUILD_UPDATE', () => s.call('PATCH', `/guilds/${s.guild.id}`, { name: wanted }));
    expect((await s.library.cached(s.guild.id)).name).toBe(wanted);
  },
  'hears what was bought': async (s) => {
    const sku = s.discord.application().sell({ name: name('Item'), kind: 'durable' });
    const d = await s.hearing('ENTITLEMENT_CREATE', async () => s.guild.member('ana').buy(sku));
    expect(d.sku_id).toBe(sku.id);
  },
  'reads the audit log': async (s) => {
    await s.call('POST', `/guilds/${s.guild.id}/roles`, { name: 'logged' }, 'why not');
    expect(
      (await s.call('GET', `/guilds/${s.guild.id}/audit-logs?action_type=30&limit=1`)).audit_log_entries[0]
        .reason,
    ).toBe('why not');
  },
  'is refused an unknown channel: 10003': async (s) =>
    expect(await s.refused(s.call('GET', '/channels/1'))).toBe(10003),
  'is refused an unknown message: 10008': async (s) =>
    expect(await s.refused(s.call('GET', `/channels/${s.general}/messages/1`))).toBe(10008),
  'is refused to act on the owner: 50013': async (s) =>
    expect(await s.refused(s.call('DELETE', `/guilds/${s.guild.id}/members/${s.guild.owner.id}`))).toBe(
      50013,
    ),
  'is refused an empty message: 50006': async (s) =>
    expect(await s.refused(s.call('POST', `/channels/${s.general}/messages`, { content: '' }))).toBe(50006),
  'is refused 2001 characters: 50035': async (s) =>
    expect(
      await s.refused(s.call('POST', `/channels/${s.general}/messages`, { content: 'x'.repeat(2001) })),
    ).toBe(50035),
  'is refused a channel it cannot see: 50001': async (s) => {
    const { id } = s.guild.addChannel({
      name: name('hidden'),
      overwrites: [
        { for: '@everyone', deny: ['ViewChannel'] },
        { for: s.guild.roles.find((it) => it.managed)?.id ?? '', deny: ['ViewChannel'] },
      ],
    });
    expect(await s.refused(s.call('GET', `/channels/${id}/messages`))).toBe(50001);
  },
  'remembers what there is': async (s) => {
    await s.discord.idle();
    const cached = await s.library.cached(s.guild.id);
    expect(cached.name).toBe(s.guild.name);
    expect(cached.channels.sort()).toEqual(
      s.guild.channels
        .filter((it) => !it.thread_metadata)
        .map((it) => it.name)
        .sort(),
    );
    expect(cached.roles.sort()).toEqual(s.guild.roles.map((it) => it.name).sort());
  },
};

const libraries = { 'discord.js': openDiscordJs, 'oceanic.js': openOceanic, discordeno: openDiscordeno };

describe.each(Object.entries(libraries))('a bot of %s', (_library, open) => {
  const closing = new Closing();
  let stage: Stage;

  beforeAll(async () => {
    const discord = await startDiscord(closing);
    const guild = discord.guild('Scenarios', {
      channels: ['general', { name: 'Voice', type: 'voice' }, { name: 'Stage', type: 'stage' }],
    });
    guild.member('ana');
    const app = discord.application();
    const library = await open(discord, app.token);
    closing.add(() => library.close());
    await library.call('POST', `/applications/${app.id}/guilds/${guild.id}/commands`, {
      name: 'ping',
      description: 'd',
    });
    const waiting: { t: string; resolve: (d: Json) => void }[] = [];
    await discord.idle();
    // From here on both are counted: what was sent and what the library has heard.
    let sent = 0;
    let heard = 0;
    discord.traffic.subscribe((it) => {
      if (it.kind === 'gateway' && it.direction === 'out' && it.t !== null) sent += 1;
    });
    library.onPacket((t, d) => {
      if (!t) return;
      heard += 1;
      const at = waiting.findIndex((it) => it.t === t);
      const [first] = at < 0 ? [] : waiting.splice(at, 1);
      // After the library itself has made something of it.
      if (first) setImmediate(() => first.resolve(d));
    });
    stage = {
      discord,
      guild,
      general: guild.channel('general').id,
      library,
      command: 'ping',
      call: (...given) => library.call(...given),
      hearing: async (t, act) => {
        // What came before is over: the next event of this name is this one's.
        while (heard < sent) await new Promise((resolve) => setImmediate(resolve));
        const event = new Promise<Json>((resolve) => waiting.push({ t, resolve }));
        await act();
        return event;
      },
      refused: async (act) => {
        try {
          await act;
        } catch (error) {
          return library.codeOf(error);
        }
        throw new Error('it was not refused');
      },
    };
  });
  afterAll(() => closing.close());

  it.each(Object.entries(scenarios))('%s', async (_scenario, play) => {
    await play(stage);
  });

  it('met nothing that it or the simulator holds for wrong', () => {
    expect(stage.library.errors).toEqual([]);
    expect(stage.discord.violations).toEqual([]);
  });
});

it('that is at least 150 checks', () => {
  expect(Object.keys(scenarios).length * Object.keys(libraries).length).toBeGreaterThanOrEqual(150);
});
