import { field, z } from '@guildhall/sdk';

const role = field.role();
const days = z.int().min(0).max(3650).default(0);

/** What members must be or have. 0 and empty lists ask for nothing. */
export const requirementsSchema = z.object({
  roles: z.array(role).max(10).default([]),
  rolesMode: z.enum(['any', 'all']).default('any'),
  deny: z.array(role).max(10).default([]),
  level: z.int().min(0).max(1000).default(0),
  messages: z.int().min(0).max(100_000).default(0),
  cost: z.int().min(0).max(1_000_000_000).default(0),
  accountDays: days,
  joinedDays: days,
  contributed: z
    .array(
      z.object({
        /** `plugin.name` of a contribution. */
        id: z.string().min(3).max(80),
        value: z.string().max(100).default(''),
      }),
    )
    .max(5)
    .default([]),
});
export type Requirements = z.output<typeof requirementsSchema>;

/** Roles whose members have more tickets. */
export const bonusSchema = z.array(z.object({ role, entries: z.int().min(1).max(100) })).max(10);
export type Bonus = z.output<typeof bonusSchema>;

export const shortestDuration = 10_000;
export const longestDuration = 366 * 24 * 60 * 60_000;
export const mostWinners = 50;
export const longestPrize = 250;
export const longestText = 1000;
/** Of a template. */
export const longestName = 50;

/** How a giveaway looks, and what it begins with. */
export const templateSchema = z.object({
  name: z.string().min(1).max(longestName),
  color: field.color().default(0xb7791f),
  emoji: field.emoji().default('🎉'),
  text: z.string().max(longestText).default(''),
  winners: z.int().min(1).max(mostWinners).default(1),
  duration: field.duration({ min: '10 s', max: '366 d' }).default(86_400_000),
  requirements: requirementsSchema.prefault({}),
  bonus: bonusSchema.default([]),
});
