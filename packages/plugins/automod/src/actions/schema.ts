import { field, z } from '@guildhall/sdk';

const text = field.messageTemplate({
  variables: [
    { name: 'user', description: { en: 'Mentions the member', fr: 'Mentionne le membre' } },
    { name: 'name', description: { en: 'The member’s name', fr: 'Nom du membre' } },
    { name: 'rule', description: { en: 'The rule’s name', fr: 'Nom de la règle' } },
    { name: 'reason', description: { en: 'What the rule found', fr: 'Ce que la règle a trouvé' } },
    { name: 'channel', description: { en: 'Where it was', fr: 'Où c’était' } },
    { name: 'server', description: { en: 'The server’s name', fr: 'Nom du serveur' } },
  ],
  maxLength: 1500,
});

/** What a rule does when it fires, in this order. Times are in milliseconds. */
export const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('delete') }),
  /** Says what was wrong where the member wrote, and counts as a strike. */
  z.object({ type: z.literal('warn') }),
  z.object({
    type: z.literal('timeout'),
    duration: field.duration({ min: '10 s', max: '28 d' }).default(600_000),
  }),
  z.object({ type: z.literal('kick') }),
  z.object({ type: z.literal('ban'), deleteDays: z.int().min(0).max(7).default(0) }),
  z.object({ type: z.literal('addRole'), role: field.role({ assignable: true }) }),
  z.object({ type: z.literal('removeRole'), role: field.role({ assignable: true }) }),
  z.object({ type: z.literal('resetNickname') }),
  z.object({ type: z.literal('reply'), text }),
  z.object({ type: z.literal('direct'), text }),
  /** Left out: the alert channel of the settings. */
  z.object({ type: z.literal('alert'), channel: field.channel({ types: ['text'] }).optional() }),
  z.object({
    type: z.literal('slowmode'),
    seconds: z.int().min(1).max(21_600).default(30),
    duration: field.duration({ min: '1 min', max: '24 h' }).default(600_000),
  }),
  z.object({
    type: z.literal('pauseInvites'),
    duration: field.duration({ min: '1 min', max: '24 h' }).default(3_600_000),
  }),
  z.object({
    type: z.literal('lockdown'),
    duration: field.duration({ min: '1 min', max: '24 h' }).default(1_800_000),
  }),
  z.object({ type: z.literal('addHeat'), heat: z.int().min(1).max(300).default(30) }),
  z.object({ type: z.literal('quarantine') }),
  z.object({
    type: z.literal('ask'),
    penalty: z.enum(['timeout', 'kick', 'ban']).default('timeout'),
    votes: z.int().min(1).max(10).default(2),
  }),
]);

export type Action = z.output<typeof actionSchema>;
export type ActionType = Action['type'];
export type ActionOf<T extends ActionType> = Extract<Action, { readonly type: T }>;
