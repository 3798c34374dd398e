import { field, z } from '@guildhall/sdk';

const word = z.string().trim().min(1).max(200);
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?:\*\.)?(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u);
const seconds = (standard: number) => z.int().min(1).max(120).default(standard);
const count = (standard: number, most = 100, least = 1) => z.int().min(least).max(most).default(standard);

/** What makes a rule fire. Defaults are those of the plugin's documentation; times are in seconds. */
export const triggerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('messageRate'), count: count(5, 50, 2), seconds: seconds(5) }),
  z.object({
    type: z.literal('duplicates'),
    count: count(3, 30, 2),
    seconds: seconds(30),
    /** How alike two texts are, from 0 to 1, to count as the same. */
    similarity: z.number().min(0.5).max(1).default(0.9),
    /** Of one member, or of all together: many accounts that say the same. */
    across: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('caps'),
    percent: z.int().min(30).max(100).default(70),
    minLetters: count(10, 1000),
  }),
  z.object({ type: z.literal('mentions'), count: count(5, 50) }),
  z.object({ type: z.literal('roleMentions'), count: count(3, 50) }),
  z.object({ type: z.literal('emoji'), count: count(10, 200) }),
  z.object({ type: z.literal('lines'), count: count(15, 500, 2) }),
  z.object({ type: z.literal('length'), count: count(1500, 4000, 10) }),
  z.object({ type: z.literal('attachments'), count: count(4, 50), seconds: seconds(10) }),
  z.object({ type: z.literal('links'), count: count(1, 50) }),
  z.object({
    type: z.literal('domains'),
    mode: z.enum(['deny', 'allow']).default('deny'),
    domains: z.array(domain).min(1).max(1000),
  }),
  z.object({
    type: z.literal('invites'),
    /** Invites to this server are no invites elsewhere. */
    ownAllowed: z.boolean().default(true),
    /** Codes of other servers' invites that are welcome. */
    allowed: z.array(z.string().trim().min(2).max(64)).max(100).default([]),
  }),
  z.object({
    type: z.literal('words'),
    words: z.array(word).min(1).max(1000),
    match: z.enum(['exact', 'word', 'substring', 'loose']).default('word'),
  }),
  z.object({ type: z.literal('regex'), patterns: z.array(field.regex()).min(1).max(50) }),
  z.object({ type: z.literal('zalgo') }),
  z.object({ type: z.literal('spoilers'), count: count(6, 100) }),
  z.object({ type: z.literal('stickers'), count: count(4, 50), seconds: seconds(20) }),
  z.object({ type: z.literal('phishing'), domains: z.array(domain).max(1000).default([]) }),
  z.object({ type: z.literal('scamFiles') }),
  z.object({ type: z.literal('honeypot'), channels: z.array(field.channel()).min(1).max(10) }),
  z.object({ type: z.literal('heat'), atLeast: z.int().min(1).max(300).default(80) }),
  /** What scorers of other plugins make of a message, 0–100. */
  z.object({ type: z.literal('score'), atLeast: z.int().min(1).max(100).default(80) }),
  z.object({ type: z.literal('native') }),
  z.object({
    type: z.literal('nickname'),
    words: z.array(word).min(1).max(1000),
    match: z.enum(['exact', 'word', 'substring', 'loose']).default('loose'),
  }),
  z.object({ type: z.literal('accountAge'), hours: z.int().min(1).max(8760).default(24) }),
  z.object({ type: z.literal('noAvatar') }),
  z.object({ type: z.literal('joins'), count: count(10, 500, 2), seconds: seconds(30) }),
  z.object({ type: z.literal('threads'), count: count(3, 50), seconds: seconds(60) }),
  z.object({ type: z.literal('reactions'), count: count(10, 100), seconds: seconds(10) }),
  z.object({ type: z.literal('voice'), count: count(6, 50), seconds: seconds(20) }),
]);

export type Trigger = z.output<typeof triggerSchema>;
export type TriggerType = Trigger['type'];
export type TriggerOf<T extends TriggerType> = Extract<Trigger, { readonly type: T }>;

/** What each trigger looks at: which events a rule is asked about follows from it. */
export const sourceOf: Readonly<Record<TriggerType, Source>> = {
  messageRate: 'message',
  duplicates: 'message',
  caps: 'message',
  mentions: 'message',
  roleMentions: 'message',
  emoji: 'message',
  lines: 'message',
  length: 'message',
  attachments: 'message',
  links: 'message',
  domains: 'message',
  invites: 'message',
  words: 'message',
  regex: 'message',
  zalgo: 'message',
  spoilers: 'message',
  stickers: 'message',
  phishing: 'message',
  scamFiles: 'message',
  honeypot: 'message',
  heat: 'message',
  score: 'message',
  native: 'native',
  nickname: 'member',
  accountAge: 'join',
  noAvatar: 'join',
  joins: 'join',
  threads: 'thread',
  reactions: 'reaction',
  voice: 'voice',
};

/** Kinds of what is judged. `member`: a name, at a join or a change. */
export type Source = 'message' | 'member' | 'join' | 'thread' | 'reaction' | 'voice' | 'native';
