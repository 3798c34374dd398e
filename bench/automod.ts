/**
 * What automod's rules cost for each message, as a ratio to `JSON.parse` of the event.
 *
 *   node --conditions=@guildhall/source bench/automod.ts [rounds = 7] [events = 20000]
 */
import { hashOf, messageFacts, type Subject } from '../packages/plugins/automod/src/engine/facts.ts';
import { Memory } from '../packages/plugins/automod/src/engine/memory.ts';
import { compileRules, judge } from '../packages/plugins/automod/src/engine/rule-set.ts';
import { plainScorer } from '../packages/plugins/automod/src/heat/heat.ts';
import { findPatterns } from '../packages/plugins/automod/src/patterns/index.ts';
import { type Rule, ruleFormSchema } from '../packages/plugins/automod/src/rules/schema.ts';
import { median, ratios } from './dispatch/statistics.ts';

const rounds = Number(process.argv[2] ?? 7);
const events = Number(process.argv[3] ?? 20_000);

const words = (from: number) => Array.from({ length: 50 }, (_, index) => `forbidden${from + index}`);
const triggers: readonly object[] = [
  { type: 'phishing' },
  { type: 'scamFiles' },
  { type: 'invites' },
  { type: 'mentions', count: 8 },
  { type: 'roleMentions' },
  { type: 'messageRate', count: 6 },
  { type: 'duplicates', count: 4 },
  { type: 'duplicates', count: 6, across: true },
  { type: 'caps' },
  { type: 'emoji', count: 20 },
  { type: 'lines', count: 30 },
  { type: 'spoilers' },
  { type: 'zalgo' },
  { type: 'attachments' },
  { type: 'stickers' },
  { type: 'domains', domains: ['bad.example', 'worse.example'] },
  { type: 'words', words: words(0) },
  { type: 'words', words: words(50), match: 'substring' },
  { type: 'words', words: words(100), match: 'loose' },
  {
    type: 'regex',
    patterns: ['free\\s*(?:nitro|robux)', '\\b(?:cheap|best)\\s+boosts?\\b', '(?:\\d[ -]?){13,16}'],
  },
];
const rules = triggers.map(
  (trigger, index): Rule => ({
    ...ruleFormSchema.parse({ name: `rule ${index}`, triggers: [trigger], actions: [{ type: 'delete' }] }),
    id: String(index),
    revision: 1,
    updatedAt: 0,
    updatedBy: '',
    timeouts: 0,
    disabledBecause: 'nothing',
  }),
);
const set = compileRules(rules);

const texts = [
  'Good morning, has anybody seen the notes of yesterday?',
  'I think the second draft reads better than the first one, but the middle part still drags on.',
  'lol',
  'see https://github.com/nodejs/node/pull/12345 for why that was changed back then',
  'Je ne comprends pas très bien cette étape, quelqu’un peut m’expliquer ?',
  'Завтра в семь у входа, не опаздывайте',
  '😀 that was fun! same time next week?',
  '```ts\nconst sum = (a: number, b: number) => a + b;\n```\nthis is all of it',
  `${'A longer message with several sentences, as people write them when they explain something. '.repeat(6)}`,
  'ok thanks',
];

/** Frames as Discord sends them, about 1 KB. */
const frames = Array.from({ length: 1000 }, (_, index) =>
  JSON.stringify({
    t: 'MESSAGE_CREATE',
    s: index,
    op: 0,
    d: {
      id: String(1_400_000_000_000_000_000n + BigInt(index)),
      type: 0,
      content: `${texts[index % texts.length]} ${index}`,
      channel_id: '1300000000000000001',
      guild_id: '1300000000000000000',
      timestamp: new Date(1_767_225_600_000 + index * 1500).toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: 0,
      nonce: String(index),
      author: {
        id: String(1_200_000_000_000_000_000n + BigInt(index % 200)),
        username: `member${index % 200}`,
        global_name: `Member ${index % 200}`,
        avatar: 'a_0123456789abcdef0123456789abcdef',
        discriminator: '0',
        public_flags: 0,
        primary_guild: null,
        collectibles: null,
      },
      member: {
        roles: ['1300000000000000002', '1300000000000000003', '1300000000000000004'],
        joined_at: '2025-03-04T05:06:07.000000+00:00',
        nick: null,
        avatar: null,
        banner: null,
        deaf: false,
        mute: false,
        flags: 0,
        premium_since: null,
        pending: false,
        communication_disabled_until: null,
      },
    },
  }),
);

interface Payload {
  readonly id: string;
  readonly content: string;
  readonly timestamp: string;
  readonly channel_id: string;
  readonly author: { readonly id: string; readonly username: string };
  readonly member: { readonly roles: readonly string[] };
}

const payloads = frames.map((frame) => (JSON.parse(frame) as { d: Payload }).d);
const nothing = new Set<never>();
let fired = 0;

async function judgeOne(memory: Memory, payload: Payload, at: number): Promise<void> {
  memory.isNews(`${payload.id}${at}`, hashOf(payload));
  const message = messageFacts(payload, false);
  const subject: Subject = {
    at,
    actor: {
      userId: payload.author.id,
      name: payload.author.username,
      roles: payload.member.roles,
      joinedAt: undefined,
      hasAvatar: true,
    },
    places: [payload.channel_id],
    message,
  };
  memory.note(subject);
  const score = plainScorer.score(message);
  const { folded, raw } = message.text;
  const { found } = await findPatterns(set.patterns, folded === raw.toLowerCase() ? [raw] : [raw, folded]);
  const around = {
    now: at,
    memory,
    heat: score,
    score,
    found,
    ownInvites: nothing,
    isPanic: false,
    timezone: 'UTC',
  };
  fired += judge(set, subject, around).length;
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / events;
}

const parse: number[] = [];
const judged: number[] = [];
for (let round = -1; round < rounds; round += 1) {
  let start = process.cpuUsage();
  for (let index = 0; index < events; index += 1) JSON.parse(frames[index % frames.length] ?? '{}');
  const parsing = cpuSince(start);
  const memory = new Memory();
  start = process.cpuUsage();
  for (let index = 0; index < events; index += 1) {
    const payload = payloads[index % payloads.length];
    if (payload) await judgeOne(memory, payload, 1_767_225_600_000 + index * 1500);
  }
  const judging = cpuSince(start);
  // The first round warms up.
  if (round < 0) continue;
  parse.push(parsing);
  judged.push(judging);
}

const ratio = median(ratios(judged, parse));
console.log(
  `frames of ${frames[0]?.length ?? 0} bytes, ${triggers.length} rules, ${rounds} × ${events} events, ${fired} fired`,
);
console.log(
  `JSON.parse ${median(parse).toFixed(2)} µs, rules ${median(judged).toFixed(2)} µs: ${ratio.toFixed(1)}×`,
);
