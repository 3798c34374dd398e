import { z } from '@guildhall/sdk';
import { bonusSchema, requirementsSchema } from './rules/shapes.ts';

/** Milliseconds since 1970; 0: never. */
const moment = z.int().min(0);
const id = z.string().max(12);

/** Where a giveaway is in its life. `starting`: its message is being written; `ending`: closed, and not yet announced. */
export const statuses = ['starting', 'running', 'paused', 'ending', 'ended', 'cancelled'] as const;
export type Status = (typeof statuses)[number];
export const goingOn = ['starting', 'running', 'paused', 'ending'] as const satisfies readonly Status[];
export const over = ['ended', 'cancelled'] as const satisfies readonly Status[];
export const kinds = ['draw', 'drop'] as const;

export const giveawaySchema = z.object({
  id,
  /** Counts up in the guild, for people to say. */
  number: z.int(),
  /** `drop`: the first who press the button win. */
  kind: z.enum(kinds),
  status: z.enum(statuses),
  channelId: z.string(),
  /** `''`: not written yet. */
  messageId: z.string(),
  hostId: z.string(),
  prize: z.string(),
  text: z.string(),
  winners: z.int(),
  startedAt: moment,
  endsAt: moment,
  /** What was left when it was paused. */
  remaining: z.int().min(0),
  endedAt: moment,
  requirements: requirementsSchema,
  bonus: bonusSchema,
  color: z.int(),
  emoji: z.string(),
  claimMinutes: z.int(),
  /** The hash that binds its draws; `''`: nothing is published. */
  commitment: z.string(),
  /** How many have been quick enough, of a drop. */
  taken: z.int().min(0),
});
export type Giveaway = z.output<typeof giveawaySchema>;

export const entrySchema = z.object({
  giveawayId: id,
  userId: z.string(),
  weight: z.int().min(1),
  at: moment,
  /** What it cost, to be given back when they leave. */
  paid: z.int().min(0),
  /** Names the payment: asked for again, it is not made again. `''`: it cost nothing. */
  payment: z.string(),
  /** `paying`: not in the draw yet; `leaving`: out of it, and owed what they paid. */
  state: z.enum(['paying', 'in', 'leaving']),
});
export type Entry = z.output<typeof entrySchema>;

export const drawSchema = z.object({
  giveawayId: id,
  /** 1 is the draw at the end, the others are rerolls. */
  round: z.int().min(1),
  /** What it was made for, once: `end`, `claim:1`, `reroll:<interaction>`. */
  cause: z.string(),
  wanted: z.int().min(0),
  seed: z.string(),
  digest: z.string(),
  entrants: z.int().min(0),
  tickets: z.int().min(0),
  picks: z.array(z.object({ key: z.string(), outcome: z.string() })),
  /** Ids of the winners, in the order of the picks that won. */
  winners: z.array(z.string()),
  at: moment,
  announced: z.enum(['no', 'yes', 'refused']),
  /** How often sending was begun: after the first time it is looked for before it is sent. */
  attempts: z.int().min(0),
  messageId: z.string(),
});
export type Draw = z.output<typeof drawSchema>;

export const winSchema = z.object({
  giveawayId: id,
  userId: z.string(),
  round: z.int(),
  prize: z.string(),
  at: moment,
  status: z.enum(['won', 'claimed', 'forfeited', 'replaced']),
  /** 0: nothing to claim. */
  claimBy: moment,
  /** Whether the direct message has been sent, or could not be. */
  told: z.boolean(),
});
export type Win = z.output<typeof winSchema>;

export const data = {
  giveaways: {
    version: 1,
    schema: giveawaySchema,
    key: ['id'],
    indexes: [['status', 'endsAt'], ['messageId'], ['number']],
    personal: ['hostId'],
  },
  entries: {
    version: 1,
    schema: entrySchema,
    key: ['giveawayId', 'userId'],
    indexes: [['giveawayId', 'at'], ['state']],
    personal: ['userId'],
  },
  draws: {
    version: 1,
    schema: drawSchema,
    key: ['giveawayId', 'round'],
    unique: [['giveawayId', 'cause']],
    indexes: [['announced', 'at']],
    personal: ['winners'],
  },
  /** Who was in a draw, by keys: what it is verified with. Found by its digest, so that it can be written twice. */
  entrantLists: {
    version: 1,
    schema: z.object({ giveawayId: id, digest: z.string(), part: z.int(), lines: z.array(z.string()) }),
    key: ['giveawayId', 'digest', 'part'],
  },
  /** Seeds that nobody may see before their draw. No route, command or event reads this collection. */
  seeds: { version: 1, schema: z.object({ giveawayId: id, root: z.string() }), key: ['giveawayId'] },
  wins: {
    version: 1,
    schema: winSchema,
    key: ['giveawayId', 'userId'],
    indexes: [['userId', 'at'], ['giveawayId', 'round'], ['at']],
    personal: ['userId'],
  },
  /** Messages written while a giveaway that asks for some is open. */
  activity: {
    version: 1,
    schema: z.object({ giveawayId: id, userId: z.string(), messages: z.int() }),
    key: ['giveawayId', 'userId'],
    tally: ['messages'],
    personal: ['userId'],
  },
  counters: { version: 1, schema: z.object({ name: z.string(), value: z.int() }), key: ['name'] },
} as const;
