import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDeed, kindOf } from '../src/anti-nuke/counted.ts';
import { holds, isBetween } from '../src/conditions/holds.ts';
import { hashOf, messageFacts, type Subject } from '../src/engine/facts.ts';
import { Memory } from '../src/engine/memory.ts';
import { compileRules, judge } from '../src/engine/rule-set.ts';
import { essence, essenceOf, similarity } from '../src/engine/similarity.ts';
import { cooled, heated, plainScorer } from '../src/heat/heat.ts';
import { nativeLimits, planNative } from '../src/native/plan.ts';
import { presetIds, presetRules } from '../src/rules/presets.ts';
import { type Rule, ruleFormSchema } from '../src/rules/schema.ts';
import { isPhishing, scamFile } from '../src/triggers/phishing.ts';
import { type Trigger, triggerSchema } from '../src/triggers/schema.ts';

const user = '175928847299117063';
const later = Date.UTC(2026, 0, 1, 12);

function subjectOf(parts: object, more: Partial<Subject> = {}): Subject {
  return {
    at: later,
    actor: { userId: user, name: 'ana', roles: [], joinedAt: later - 1000, hasAvatar: true },
    places: ['1'],
    message: messageFacts({ id: '1', content: '', ...parts }, false),
    ...more,
  };
}

function ruleOf(form: object, id = 'rule'): Rule {
  return {
    ...ruleFormSchema.parse({ name: 'x', actions: [{ type: 'delete' }], ...form }),
    id,
    revision: 1,
    updatedAt: 0,
    updatedBy: '',
    timeouts: 0,
    disabledBecause: 'nothing',
  };
}

function fires(trigger: object, subject: Subject, more: object = {}): boolean {
  const set = compileRules([ruleOf({ triggers: [trigger] })]);
  const memory = new Memory();
  memory.note(subject);
  const around = {
    now: subject.at,
    memory,
    heat: 0,
    score: 0,
    found: new Set<never>(),
    ownInvites: new Set<string>(),
    isPanic: false,
    timezone: 'UTC',
    ...more,
  };
  return judge(set, subject, around).length > 0;
}

describe('triggers', () => {
  const mentions = (count: number) => Array.from({ length: count }, (_, id) => ({ id: String(id) }));
  test.each<[object, object, boolean]>([
    [{ type: 'caps' }, { content: 'THIS IS ALL SHOUTED' }, true],
    [{ type: 'caps' }, { content: 'OK FINE' }, false],
    [{ type: 'caps' }, { content: 'ЭТО КРИК НА ВЕСЬ ЧАТ' }, true],
    [{ type: 'caps' }, { content: '全部大声で書かれた文章ですよ' }, false],
    [{ type: 'caps', percent: 30 }, { content: 'HALF of it is SHOUTED' }, true],
    [{ type: 'mentions' }, { mentions: mentions(5) }, true],
    [{ type: 'mentions' }, { mentions: mentions(4) }, false],
    [{ type: 'mentions' }, { mention_everyone: true }, true],
    [{ type: 'roleMentions' }, { mention_roles: ['1', '2', '3'] }, true],
    [{ type: 'roleMentions' }, { mention_roles: ['1', '1', '1'] }, false],
    [{ type: 'emoji', count: 4 }, { content: '😀 <:a_b:123456789012345678> 👨‍👩‍👧 🇫🇷' }, true],
    [{ type: 'emoji', count: 5 }, { content: '😀 <:a_b:123456789012345678> 👨‍👩‍👧 🇫🇷' }, false],
    [{ type: 'lines' }, { content: Array(15).fill('a').join('\n') }, true],
    [{ type: 'lines' }, { content: Array(14).fill('a').join('\n') }, false],
    [{ type: 'length', count: 100 }, { content: 'a'.repeat(100) }, true],
    [{ type: 'links' }, { content: 'see https://example.com' }, true],
    [{ type: 'links' }, { content: 'e.g. this, ok.fine' }, false],
    [{ type: 'links', count: 2 }, { content: 'https://a.example/x https://a.example/y' }, true],
    [{ type: 'domains', domains: ['example.com'] }, { content: 'https://sub.example.com/x' }, true],
    [{ type: 'domains', domains: ['example.com'] }, { content: 'https://notexample.com' }, false],
    [{ type: 'domains', domains: ['example.com'] }, { content: 'https://example.com@evil.com' }, false],
    [{ type: 'domains', domains: ['evil.com'] }, { content: 'https://example.com@evil.com' }, true],
    [{ type: 'domains', mode: 'allow', domains: ['example.com'] }, { content: 'https://other.net' }, true],
    [{ type: 'domains', mode: 'allow', domains: ['example.com'] }, { content: 'https://example.com' }, false],
    [{ type: 'domains', domains: ['evil.com'] }, { content: 'https://%65vil.com' }, true],
    [{ type: 'domains', domains: ['evil.com'] }, { content: '[nice](https://evil.com)' }, true],
    [{ type: 'domains', domains: ['evil.com'] }, { content: 'ｅｖｉｌ．ｃｏｍ' }, true],
    [{ type: 'invites' }, { content: 'discord.gg/abc' }, true],
    [{ type: 'invites' }, { content: 'https://discord.com/invite/abc' }, true],
    [{ type: 'invites' }, { content: 'https://discord.com/channels/1/2/3' }, false],
    [{ type: 'invites' }, { content: 'discord(dot)gg/abc' }, true],
    [{ type: 'invites' }, { content: 'dіscord.gg/abc' }, true],
    [{ type: 'invites', allowed: ['ABC'] }, { content: 'discord.gg/abc' }, false],
    [
      { type: 'zalgo' },
      { content: 'h\u0300\u0301\u0302\u0303e\u0300\u0301\u0302\u0303l\u0300\u0301\u0302\u0303' },
      true,
    ],
    [{ type: 'zalgo' }, { content: 'ệ ấ ồ Việt Nam ngữ' }, false],
    [{ type: 'spoilers', count: 3 }, { content: '||a|| ||b|| ||c||' }, true],
    [{ type: 'stickers', count: 2 }, { sticker_items: [{}, {}] }, true],
    [{ type: 'attachments', count: 2 }, { attachments: [{ filename: 'a' }, { filename: 'b' }] }, true],
    [{ type: 'scamFiles' }, { attachments: [{ filename: 'photo.png.exe' }] }, true],
    [{ type: 'scamFiles' }, { attachments: [{ filename: 'photo.png' }, { filename: 'script.js' }] }, false],
    [{ type: 'phishing' }, { content: 'https://dlscord-nitro.com/gift' }, true],
    [{ type: 'phishing' }, { content: 'https://discord.com/nitro' }, false],
    [{ type: 'honeypot', channels: ['175928847299117063'] }, {}, false],
    [{ type: 'words', words: ['secret'] }, { embeds: [{ title: 'a secret title' }] }, true],
    [
      { type: 'words', words: ['secret'] },
      { message_snapshots: [{ message: { content: 'a secret' } }] },
      true,
    ],
    [{ type: 'words', words: ['secret'] }, { poll: { question: { text: 'a secret?' } } }, true],
  ])('%j on %j: %s', (trigger, parts, expected) => {
    expect(fires(trigger, subjectOf(parts))).toBe(expected);
  });

  test('what every trigger’s defaults are is what is documented', () => {
    const needs = { words: ['a'], domains: ['a.example'], patterns: ['a'], channels: [user] };
    const parsed = triggerSchema.options.map((option) =>
      triggerSchema.parse({ ...needs, type: option.shape.type.value }),
    );
    const numbers = Object.fromEntries(
      parsed.map((trigger: Trigger) => [
        trigger.type,
        Object.entries(trigger)
          .filter(([, value]) => typeof value === 'number')
          .map(([, value]) => value),
      ]),
    );
    expect(numbers).toMatchObject({
      messageRate: [5, 5],
      duplicates: [3, 30, 0.9],
      caps: [70, 10],
      mentions: [5],
      emoji: [10],
      lines: [15],
      attachments: [4, 10],
      joins: [10, 30],
    });
  });

  test('no text whatever makes a rule of the presets fail, and the same text gives the same answer', () => {
    const rules = presetIds.flatMap((id) =>
      presetRules(id, (key) => key).map((form, index) => ruleOf(form, `${id}${index}`)),
    );
    const set = compileRules(rules);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (content) => {
        const ask = () => {
          const subject = subjectOf({ content });
          const memory = new Memory();
          memory.note(subject);
          return judge(set, subject, {
            now: later,
            memory,
            heat: 0,
            score: 0,
            found: new Set(),
            ownInvites: new Set(),
            isPanic: false,
            timezone: 'UTC',
          }).map(({ rule }) => rule.id);
        };
        expect(ask()).toEqual(ask());
      }),
      { numRuns: 300 },
    );
  });
});

describe('false sites', () => {
  test.each([
    'dlscord.com',
    'discrod.gift',
    'discord-nitro.click',
    'disc0rd.app',
    'discordnitro.gifts',
    'free-discord.ru',
    'steamcommunnity.com',
    'stearncommunity.com',
    'steamcomminuty.ru',
    'robiox.com',
    'paypa1.com',
    'epicgames-rewards.com',
    'metamask-verify.io',
  ])('%s', (host) => {
    expect(isPhishing({ host, path: '' }, [])).toBe(true);
  });
  test.each([
    'discord.com',
    'cdn.discordapp.com',
    'support.discord.com',
    'discord.js.org',
    'discordjs.guide',
    'store.steampowered.com',
    'steamcommunity.com',
    'github.com',
    'discard.email',
    'paypal.com',
    'example.com',
    'wikipedia.org',
    'youtube.com',
    'roblox.com',
    'steamdb.info',
    'discourse.org',
  ])('not %s', (host) => {
    expect(isPhishing({ host, path: '' }, [])).toBe(false);
  });
  test('and what admins list', () => {
    expect(isPhishing({ host: 'a.bad.example', path: '' }, ['bad.example'])).toBe(true);
  });
  test.each([
    ['cat.png.exe', 'hidden'],
    ['invoice.pdf.scr', 'hidden'],
    ['setup.msi', 'runs'],
    ['\u202egpj.exe', 'turned'],
    ['notes.txt', undefined],
    ['index.js', undefined],
  ])('%j is %s', (name, expected) => {
    expect(scamFile(name)).toBe(expected);
  });
});

describe('likeness', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 30 });
  test('is between 0 and 1, the same both ways, and 1 for the same', () => {
    fc.assert(
      fc.property(text.map(essenceOf), text.map(essenceOf), (one, other) => {
        const likeness = similarity(one, other);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(similarity(other, one)).toBeCloseTo(likeness);
        expect(similarity(one, one)).toBe(1);
      }),
    );
  });
  test('sees copies with other numbers and signs as copies', () => {
    expect(similarity(essence('buy now!!! 1'), essence('buy now 23'))).toBe(1);
    expect(similarity(essence('hello everyone'), essence('see you tomorrow'))).toBeLessThan(0.5);
  });
});

describe('heat', () => {
  const settings = { max: 100, decay: 5 };
  test('never falls below 0, rises above the maximum, or rises by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(10_000), fc.integer({ min: -50, max: 200 }))), (events) => {
        let now = 0;
        let heat = heated(undefined, now, 0, settings);
        for (const [pause, points] of events) {
          now += pause;
          const before = heat.value;
          expect(cooled(heat, now, settings)).toBeLessThanOrEqual(before);
          heat = heated(heat, now, points, settings);
          expect(heat.value).toBeGreaterThanOrEqual(0);
          expect(heat.value).toBeLessThanOrEqual(settings.max);
        }
      }),
    );
  });
  test('is gone after a while, whatever the clocks say', () => {
    const hot = heated(undefined, 1000, 100, settings);
    expect(cooled(hot, 21_000, settings)).toBe(0);
    expect(cooled(hot, 0, settings)).toBe(100);
  });
  test('one ordinary message is far from a strike', () => {
    expect(
      plainScorer.score(messageFacts({ id: '1', content: 'Good morning, how are you?' }, false)),
    ).toBeLessThan(15);
  });
});

describe('conditions', () => {
  const around = { heat: 0, isPanic: false, timezone: 'Europe/Paris' };
  test('a time is between two others, over midnight too', () => {
    fc.assert(
      fc.property(fc.nat(1439), fc.nat(1439), fc.nat(1439), (minutes, from, to) => {
        // Whatever the two are, a moment is either between them or between the second and the first.
        if (from !== to) expect(isBetween(minutes, from, to)).not.toBe(isBetween(minutes, to, from));
        else expect(isBetween(minutes, from, to)).toBe(true);
      }),
    );
  });
  test('the server’s time zone counts', () => {
    // Noon in UTC is one o'clock in Paris in winter.
    const subject = subjectOf({});
    expect(holds({ type: 'between', from: '13:00', to: '13:01' }, subject, around)).toBe(true);
    expect(holds({ type: 'between', from: '12:00', to: '12:01' }, subject, around)).toBe(false);
  });
  test('ages are told by ids and joins', () => {
    const subject = subjectOf({});
    expect(holds({ type: 'memberYounger', hours: 1 }, subject, around)).toBe(true);
    expect(holds({ type: 'accountYounger', hours: 24 }, subject, around)).toBe(false);
  });
});

describe('memory', () => {
  test('judges each content of a message once', () => {
    const memory = new Memory();
    const hash = (content: string) => hashOf({ id: '1', content });
    expect(memory.isNews('1', hash('a'))).toBe(true);
    expect(memory.isNews('1', hash('a'))).toBe(false);
    expect(memory.isNews('1', hash('b'))).toBe(true);
    expect(memory.isNews('2', hash('b'))).toBe(true);
  });
  test('counts what is within the window, and no edit', () => {
    const memory = new Memory();
    for (const [index, at] of [0, 1000, 4000, 9000].entries()) {
      memory.note({ ...subjectOf({ id: String(index) }), at });
    }
    memory.note({ ...subjectOf({}), at: 9000, message: messageFacts({ id: '9', content: '' }, true) });
    expect(memory.messagesOf(user, 9000, 5000)).toHaveLength(1);
    expect(memory.messagesOf(user, 9000, 5001)).toHaveLength(2);
    expect(memory.messagesOf(user, 9000, 60_000)).toHaveLength(4);
  });
  test('forgets the quietest of too many', () => {
    const memory = new Memory();
    for (let index = 0; index < 6000; index += 1) {
      const subject = subjectOf({});
      memory.note({ ...subject, actor: { ...subject.actor, userId: String(index) } });
    }
    expect(memory.messagesOf('0', later, 1000)).toHaveLength(0);
    expect(memory.messagesOf('5999', later, 1000)).toHaveLength(1);
  });
});

describe('anti-nuke', () => {
  test('as many as the limit within the window are too many, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5000), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (pauses, count) => {
          const times: number[] = [];
          const all: number[] = [];
          let now = 0;
          for (const pause of pauses) {
            now += pause;
            all.push(now);
            const inWindow = all.filter((at) => at > now - 10_000).length;
            expect(countDeed(times, now, { count, seconds: 10 })).toBe(inWindow >= count);
          }
        },
      ),
    );
  });
  test('a role that gains a dangerous permission counts, one that gains a harmless one does not', () => {
    const entry = (before: bigint, after: bigint) => ({
      action_type: 31,
      changes: [{ key: 'permissions', old_value: String(before), new_value: String(after) }],
    });
    expect(kindOf(entry(0n, 0x8n))).toBe('roles');
    expect(kindOf(entry(0x8n, 0x8n | 0x400n))).toBeUndefined();
    expect(kindOf(entry(0x8n, 0n))).toBeUndefined();
    expect(kindOf({ action_type: 12 })).toBe('deletions');
    expect(kindOf({ action_type: 1 })).toBeUndefined();
  });
});

describe('what Discord does itself', () => {
  const nobody = { exemptRoles: [], exemptChannels: [] };
  const words = (id: string, priority: number) =>
    ruleOf({ priority, triggers: [{ type: 'words', words: ['a'] }] }, id);
  test('the most important rules get its places, and no more than it has', () => {
    const plans = planNative(
      Array.from({ length: 9 }, (_, index) => words(`r${index}`, index)),
      nobody,
    );
    expect(plans.filter(({ native }) => native !== undefined).map(({ ruleId }) => ruleId)).toEqual([
      'r8',
      'r7',
      'r6',
      'r5',
      'r4',
      'r3',
    ]);
    expect(plans.filter(({ why }) => why === 'full')).toHaveLength(3);
    expect(
      planNative([words('a', 1)], nobody, { keyword: nativeLimits.keywordRules, mention: 0 }),
    ).toMatchObject([{ why: 'full' }]);
  });
  test('what it can’t do is said', () => {
    const why = (form: object) =>
      planNative([ruleOf({ triggers: [{ type: 'words', words: ['a'] }], ...form })], nobody)[0]?.why;
    expect(why({})).toBeUndefined();
    expect(why({ dryRun: true })).toBe('off');
    expect(why({ conditions: [{ type: 'panic' }] })).toBe('conditions');
    expect(why({ actions: [{ type: 'delete' }, { type: 'kick' }] })).toBe('actions');
    expect(why({ triggers: [{ type: 'words', words: ['a'], match: 'loose' }] })).toBe('match');
    expect(why({ triggers: [{ type: 'words', words: ['a'.repeat(61)] }] })).toBe('tooLong');
    expect(why({ triggers: [{ type: 'caps' }] })).toBe('trigger');
    expect(
      why({
        triggers: [
          { type: 'mentions', count: 40 },
          { type: 'roleMentions', count: 40 },
        ],
      }),
    ).toBe('tooMany');
  });
  test('of members and roles that are mentioned, it stops nothing that the rule lets pass', () => {
    const count = fc.integer({ min: 1, max: 25 });
    fc.assert(
      fc.property(count, count, count, count, (most, mostRoles, members, roles) => {
        const [plan] = planNative(
          [
            ruleOf({
              triggers: [
                { type: 'mentions', count: most },
                { type: 'roleMentions', count: mostRoles },
              ],
            }),
          ],
          nobody,
        );
        const isStopped = members + roles > (plan?.native?.mentionTotalLimit ?? 0);
        expect(!isStopped || members >= most || roles >= mostRoles).toBe(true);
      }),
    );
  });
});
