import { type ContextOf, definePlugin, field, z } from '@guildhall/sdk';

const roles = z.array(field.role()).max(20).default([]);

export const reputation = definePlugin({
  id: 'port-reputation',
  name: 'Reputation',
  description: 'Members thank each other, and the thanks count.',
  category: 'engagement',
  needs: {
    'messages.read': 'to notice thanks',
    'messages.send': 'to say that thanks counted',
    'members.read': 'to see the roles of who is thanked',
    'members.roles': 'to give roles to who has many points',
  },
  intents: {
    GuildMembers: { reason: 'sees the roles of who is thanked', degraded: 'asks Discord each time' },
    MessageContent: { reason: 'notices thanks', degraded: 'points are given by command only' },
  },
  premium: { pattern: { title: 'Words of your own' }, roles: { title: 'More than five roles' } },
  config: {
    version: 1,
    schema: z.object({
      name: z.string().min(1).max(30).default('Rep'),
      cooldown: field.duration({ max: '7 d' }).default(120_000),
      most: z.int().min(1).max(100).default(1),
      thanks: field.overridable(z.boolean().default(true), { by: ['category', 'channel'] }),
      pattern: field.regex().optional(),
      mayGive: roles,
      mayNotGive: roles,
      mayReceive: roles,
      mayNotReceive: roles,
      rewards: z
        .array(z.object({ points: z.int(), role: field.role({ assignable: true }) }))
        .max(25)
        .default([]),
    }),
  },
  data: {
    members: {
      version: 1,
      schema: z.object({ userId: z.string(), points: z.int() }),
      key: ['userId'],
      indexes: [['points']],
      personal: ['userId'],
    },
    cooldowns: {
      version: 1,
      schema: z.object({ from: z.string(), to: z.string(), until: z.date() }),
      key: ['from', 'to'],
      indexes: [['until']],
      personal: ['from', 'to'],
    },
    log: {
      version: 1,
      schema: z.object({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        points: z.int(),
        set: z.boolean(),
        at: z.date(),
      }),
      key: ['id'],
      indexes: [['to', 'at'], ['from', 'at'], ['at']],
      personal: ['from', 'to'],
    },
  },
  locales: {
    en: {
      given: '<@{to}> has {points} {name} now, and is #{rank}.',
      'refused.self': 'You can’t thank yourself.',
      'refused.give': 'You may not give any.',
      'refused.receive': 'They may not receive any.',
      'refused.cooldown': 'You have thanked them a moment ago.',
      'refused.most': 'At most {most} at once.',
      standing: '<@{user}>: {points} {name} (#{rank})',
      'top.none': 'Nobody has any yet.',
      'top.line': '#{rank} <@{user}>: {points}',
      forgotten: 'They start anew.',
    },
  },
});

export type ReputationContext = ContextOf<typeof reputation>;
