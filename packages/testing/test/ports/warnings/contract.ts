import { type CommandContextOf, type ContextOf, definePlugin, field, OneAtATime, z } from '@guildhall/sdk';

const length = field.duration({ min: '1 min', max: '28 d' });

/** What happens to who has collected so many points: the strongest that is reached. */
const consequence = z.object({
  points: z.int().min(1).max(1000),
  what: z.discriminatedUnion('do', [
    z.object({ do: z.literal('timeout'), for: length }),
    z.object({ do: z.literal('role'), role: field.role({ assignable: true }) }),
    z.object({ do: z.literal('kick') }),
    z.object({ do: z.literal('ban') }),
  ]),
});

export const warnings = definePlugin({
  id: 'port-warnings',
  name: 'Warnings',
  description: 'Warns members, counts the points, and acts when there are too many.',
  category: 'moderation',
  needs: {
    'messages.send': 'to tell a channel of warnings',
    'direct.send': 'to tell who is warned',
    'members.read': 'to see who can be warned',
    'members.roles': 'to give a role to who has too many points',
    'members.moderate': 'to time out, kick and ban',
  },
  intents: { GuildMembers: { reason: 'sees who can be warned', degraded: 'asks Discord each time' } },
  config: {
    version: 1,
    schema: z.object({
      reasons: z
        .record(
          z.string().min(1).max(30),
          z.object({ text: z.string().min(1).max(300), points: z.int().min(0).max(100) }),
        )
        .default({}),
      ownReasons: z.boolean().default(false),
      tellMember: z.boolean().default(true),
      channel: field.channel({ types: ['text'] }).optional(),
      consequences: z.array(consequence).max(10).default([]),
    }),
    // Two consequences at the same number of points: which of them it is would be chance.
    check: ({ consequences }) =>
      consequences.flatMap(({ points }, index) =>
        consequences.findIndex((other) => other.points === points) < index
          ? [{ path: ['consequences', index, 'points'], message: 'There is one for so many points.' }]
          : [],
      ),
  },
  data: {
    warnings: {
      version: 1,
      schema: z.object({
        id: z.string(),
        userId: z.string(),
        moderatorId: z.string(),
        reason: z.string(),
        points: z.int(),
        at: z.date(),
      }),
      key: ['id'],
      indexes: [['userId', 'at']],
      personal: ['userId', 'moderatorId'],
    },
  },
  emits: { warned: z.object({ userId: z.string(), moderatorId: z.string(), points: z.int() }) },
  locales: {
    en: {
      'refused.target_is_self': 'You can’t warn yourself.',
      'refused.target_is_owner': 'The owner can’t be warned.',
      'refused.hierarchy': 'They are not below you.',
      'refused.other': 'You can’t warn them.',
      'refused.bot': 'Bots can’t be warned.',
      'reason.unknown': 'There is no reason “{reason}”.',
      'done.one': '{user} has been warned: {reason}. They have {count} point.',
      'done.other': '{user} has been warned: {reason}. They have {count} points.',
      unheard: 'They take no direct messages.',
      direct: 'You have been warned in {server}: {reason}',
      'list.title': 'Warnings of {name}',
      'list.line': '{points} · {reason} (<@{moderator}>)',
      'list.none': '{name} has no warnings.',
      'lifted.done': 'That warning is gone.',
      'lifted.unknown': 'There is no such warning.',
      'lifted.own': 'You can’t lift your own.',
      'command.options.member': 'Who',
    },
  },
});

export type WarningsContext = ContextOf<typeof warnings>;
export type WarningsCommand = CommandContextOf<typeof warnings>;

/** Two moderators may warn one member at once: the points of one must not hide those of the other. */
export const turns = new OneAtATime();
