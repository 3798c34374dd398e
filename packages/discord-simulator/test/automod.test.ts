import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import {
  type AutoModerationActionExecution,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  type Client,
  Events,
  type Guild,
  type REST,
  Routes,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Closing, codeOf, restOf, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let client: Client<true>;
let rest: REST;
let guild: VirtualGuild;
let known: Guild;
let scenes = 0;

beforeAll(async () => {
  discord = await startDiscord(closing);
  client = await startBot(closing, discord);
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

/** GIVEN a guild with a role that is trusted and a channel for alerts. */
async function scene(): Promise<void> {
  guild = discord.guild(`AutoMod ${scenes++}`, {
    roles: ['Trusted'],
    channels: ['general', 'lounge', 'alerts'],
  });
  await discord.idle();
  const found = client.guilds.cache.get(guild.id);
  if (!found) throw new Error('the client does not know the guild');
  known = found;
}

const block = { type: AutoModerationActionType.BlockMessage };
function rule(given: object) {
  return known.autoModerationRules.create({
    name: 'Rule',
    eventType: AutoModerationRuleEventType.MessageSend,
    triggerType: AutoModerationRuleTriggerType.Keyword,
    triggerMetadata: { keywordFilter: ['spoiler*'] },
    actions: [block],
    enabled: true,
    ...given,
  } as Parameters<Guild['autoModerationRules']['create']>[0]);
}
const ana = () => guild.member(`ana ${guild.name}`);
const say = (text: string, channel = 'general') => ana().in(channel).say(text);

describe('a rule for keywords', () => {
  it('blocks: nobody hears of the message, and those who may know do', async () => {
    await scene();
    const made = await rule({
      actions: [
        { type: AutoModerationActionType.BlockMessage, metadata: { customMessage: 'Not here' } },
        {
          type: AutoModerationActionType.SendAlertMessage,
          metadata: { channel: guild.channel('alerts').id },
        },
        { type: AutoModerationActionType.Timeout, metadata: { durationSeconds: 60 } },
      ],
      reason: 'no spoilers',
    });
    const heard: string[] = [];
    const executed: AutoModerationActionExecution[] = [];
    const onMessage = (message: { content: string; channelId: string; type: number }) =>
      void heard.push(
        `${message.channelId === guild.channel('alerts').id ? 'alert' : 'said'} ${message.type}`,
      );
    const onAction = (execution: AutoModerationActionExecution) => void executed.push(execution);
    client.on(Events.MessageCreate, onMessage);
    client.on(Events.AutoModerationActionExecution, onAction);
    const blocked = say('such Spoilers everywhere');
    await expect(blocked).rejects.toMatchObject({ code: 200000 });
    await discord.idle();
    client.off(Events.MessageCreate, onMessage);
    client.off(Events.AutoModerationActionExecution, onAction);
    // The alert is a system message; what was blocked is never told.
    expect(heard).toEqual(['alert 24']);
    expect(guild.owner.in('general').messages()).toEqual([]);
    expect(
      executed.map((it) => [it.action.type, it.matchedKeyword, it.matchedContent, it.messageId]),
    ).toEqual([
      [1, 'spoiler*', 'Spoiler', null],
      [2, 'spoiler*', 'Spoiler', null],
      [3, 'spoiler*', 'Spoiler', null],
    ]);
    expect(executed[0]?.alertSystemMessageId).toBe(guild.owner.in('alerts').messages()[0]?.id);
    expect(executed[0]?.ruleId).toBe(made.id);
    expect(ana().timedOutUntil).not.toBeNull();
    const log = await known.fetchAuditLogs();
    const entries = [...log.entries.values()].map((it) => it.action as number);
    expect(entries).toEqual(expect.arrayContaining([140, 143, 144, 145]));
    expect(log.entries.find((it) => (it.action as number) === 140)?.reason).toBe('no spoilers');
  });

  it('alerts without blocking: the message is there, and named', async () => {
    await scene();
    await rule({
      actions: [
        {
          type: AutoModerationActionType.SendAlertMessage,
          metadata: { channel: guild.channel('alerts').id },
        },
      ],
    });
    const heard = new Promise<AutoModerationActionExecution>((resolve) =>
      client.once(Events.AutoModerationActionExecution, resolve),
    );
    const message = await say('a spoiler');
    expect((await heard).messageId).toBe(message.id);
    expect(guild.owner.in('general').messages()).toHaveLength(1);
  });

  it.each([
    ['cat', 'a cat sat', true],
    ['cat', 'CAT!', true],
    ['cat', 'concatenate', false],
    ['cat', 'cats', false],
    ['cat*', 'cats', true],
    ['cat*', 'bobcat', false],
    ['*cat', 'bobcat', true],
    ['*cat', 'cats', false],
    ['*cat*', 'concatenate', true],
    ['two words', 'say two words', true],
    ['two words', 'two swords', false],
    ['été', 'un été chaud', true],
    ['été', 'étés', false],
    ['a+b', 'what is a+b', true],
    ['a+b', 'aab', false],
  ])('“%s” and “%s”: %s', async (keyword, text, blocked) => {
    if (scenes === 2) await scene();
    for (const old of (await known.autoModerationRules.fetch()).values()) await old.delete();
    await rule({ triggerMetadata: { keywordFilter: [keyword] } });
    expect(await codeOf(say(text))).toBe(blocked ? 200000 : null);
  });

  it('lets pass what its allow list names, there only', async () => {
    await scene();
    await rule({ triggerMetadata: { keywordFilter: ['*cat*'], allowList: ['concatenate'] } });
    expect(await codeOf(say('concatenate it'))).toBeNull();
    expect(await codeOf(say('concatenate the cat'))).toBe(200000);
  });

  it('understands patterns without backtracking, and screens edits too', async () => {
    await scene();
    await rule({ triggerMetadata: { regexPatterns: ['\\d{4}-\\d{4}', '(a+)+$'] } });
    expect(await codeOf(say('call 1234-5678'))).toBe(200000);
    // What it costs itself, not how long it waits for others.
    const begun = process.threadCpuUsage();
    expect(await codeOf(say(`${'a'.repeat(1500)}!`))).toBeNull();
    const { user } = process.threadCpuUsage(begun);
    expect(user / 1000).toBeLessThan(2000);
    const message = await say('fine');
    await expect(ana().edit(message, '1234-5678')).rejects.toMatchObject({ code: 200000 });
    expect(message.content).toBe('fine');
  });
});

describe('the other triggers', () => {
  it('word lists: Discord’s are its own, the simulator has stand-ins', async () => {
    await scene();
    await rule({
      triggerType: AutoModerationRuleTriggerType.KeywordPreset,
      triggerMetadata: { presets: [1] },
    });
    expect(await codeOf(say('what bollocks'))).toBe(200000);
    expect(await codeOf(say('hentai'))).toBeNull();
  });

  it('mentions: each counts once, and one more than the limit is too many', async () => {
    await scene();
    await rule({
      triggerType: AutoModerationRuleTriggerType.MentionSpam,
      triggerMetadata: { mentionTotalLimit: 2 },
    });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => guild.member(`${name} ${guild.name}`).mention);
    expect(await codeOf(say(`${a} ${a} ${a} ${b}`))).toBeNull();
    expect(await codeOf(say(`${a} ${b} ${c}`))).toBe(200000);
    expect(await codeOf(say(`${a} ${b} <@&${guild.role('Trusted').id}>`))).toBe(200000);
  });
});

describe('who and where a rule leaves alone', () => {
  it('its exempt roles and channels (and their threads), who manages the guild, bots, and all while it is off', async () => {
    await scene();
    const made = await rule({
      exemptRoles: [guild.role('Trusted').id],
      exemptChannels: [guild.channel('lounge').id],
    });
    expect(await codeOf(say('spoiler'))).toBe(200000);
    expect(await codeOf(say('spoiler', 'lounge'))).toBeNull();
    expect(await codeOf(guild.owner.in('general').say('spoiler'))).toBeNull();
    const trusted = guild.member(`trusted ${guild.name}`, { roles: ['Trusted'] });
    expect(await codeOf(trusted.in('general').say('spoiler'))).toBeNull();
    expect(
      await codeOf(
        rest.post(Routes.channelMessages(guild.channel('general').id), { body: { content: 'spoiler' } }),
      ),
    ).toBeNull();
    const thread = (await rest.post(Routes.threads(guild.channel('lounge').id), {
      body: { name: 'Inside', type: 11 },
    })) as { id: string };
    expect(await codeOf(ana().in({ id: thread.id }).say('spoiler'))).toBeNull();
    await made.setEnabled(false);
    expect(await codeOf(say('spoiler'))).toBeNull();
  });
});

describe('the rules themselves', () => {
  afterEach(() => discord.idle());

  it('are told of, and changed and deleted', async () => {
    await scene();
    const told: string[] = [];
    client.on(Events.AutoModerationRuleCreate, () => void told.push('create'));
    client.on(Events.AutoModerationRuleUpdate, () => void told.push('update'));
    client.on(Events.AutoModerationRuleDelete, () => void told.push('delete'));
    const made = await rule({});
    expect((await known.autoModerationRules.fetch(made.id)).triggerMetadata.keywordFilter).toEqual([
      'spoiler*',
    ]);
    await made.edit({ name: 'Renamed', triggerMetadata: { keywordFilter: ['other'] } });
    expect(await codeOf(say('spoiler'))).toBeNull();
    await made.delete();
    await discord.idle();
    expect(told).toEqual(['create', 'update', 'delete']);
    expect((await known.autoModerationRules.fetch()).size).toBe(0);
  });

  const form = (given: object) => ({
    name: 'r',
    event_type: 1,
    trigger_type: 1,
    trigger_metadata: { keyword_filter: ['x'] },
    actions: [{ type: 1 }],
    ...given,
  });
  const post = (given: object) =>
    codeOf(rest.post(Routes.guildAutoModerationRules(guild.id), { body: form(given) }));

  it('six for keywords, one for the word lists, one for mentions', async () => {
    await scene();
    for (let index = 0; index < 7; index++) expect(await post({})).toBe(index < 6 ? null : 50035);
    for (const one of [
      { trigger_type: 4, trigger_metadata: { presets: [1] } },
      { trigger_type: 5, trigger_metadata: { mention_total_limit: 5 } },
    ]) {
      expect(await post(one)).toBeNull();
      expect(await post(one)).toBe(50035);
    }
  });

  it.each<[string, number, () => object]>([
    ['a keyword of 61', 50035, () => ({ trigger_metadata: { keyword_filter: ['x'.repeat(61)] } })],
    [
      '1001 keywords',
      50035,
      () => ({ trigger_metadata: { keyword_filter: Array.from({ length: 1001 }, (_, i) => `k${i}`) } }),
    ],
    ['a pattern of 261', 50035, () => ({ trigger_metadata: { regex_patterns: ['x'.repeat(261)] } })],
    ['11 patterns', 50035, () => ({ trigger_metadata: { regex_patterns: Array(11).fill('x') } })],
    ['a pattern with a look-ahead', 50035, () => ({ trigger_metadata: { regex_patterns: ['(?=x)'] } })],
    [
      '101 allowed words',
      50035,
      () => ({
        trigger_metadata: {
          keyword_filter: ['x'],
          allow_list: Array.from({ length: 101 }, (_, i) => `a${i}`),
        },
      }),
    ],
    ['nothing to look for', 50035, () => ({ trigger_metadata: {} })],
    [
      'a limit of 51 mentions',
      50035,
      () => ({ trigger_type: 5, trigger_metadata: { mention_total_limit: 51 } }),
    ],
    [
      'a timeout for the word lists',
      50035,
      () => ({
        trigger_type: 4,
        trigger_metadata: { presets: [1] },
        actions: [{ type: 3, metadata: { duration_seconds: 60 } }],
      }),
    ],
    [
      'a timeout of more than four weeks',
      50035,
      () => ({ actions: [{ type: 3, metadata: { duration_seconds: 2_419_201 } }] }),
    ],
    ['the same action twice', 50035, () => ({ actions: [{ type: 1 }, { type: 1 }] })],
    ['an alert without a channel', 50035, () => ({ actions: [{ type: 2, metadata: { channel_id: '1' } }] })],
    ['21 exempt roles', 50035, () => ({ exempt_roles: Array(21).fill(guild.id) })],
    ['51 exempt channels', 50035, () => ({ exempt_channels: Array(51).fill(guild.channel('general').id) })],
    ['a role that there is not', 10011, () => ({ exempt_roles: ['1'] })],
  ])('may not have %s', async (_what, code, given) => {
    await scene();
    expect(await post(given())).toBe(code);
  });

  it('need MANAGE_GUILD, and a timeout MODERATE_MEMBERS', async () => {
    guild = discord.guild('Weak', { channels: ['general'], install: ['ViewChannel'] });
    expect(await post({})).toBe(50013);
    expect(await codeOf(rest.get(Routes.guildAutoModerationRules(guild.id)))).toBe(50013);
    guild = discord.guild('Half', { channels: ['general'], install: ['ManageGuild'] });
    expect(await post({ actions: [{ type: 3, metadata: { duration_seconds: 60 } }] })).toBe(50013);
    expect(await post({})).toBeNull();
  });
});
