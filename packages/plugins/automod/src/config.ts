import { type ConfigIssue, field, z } from '@guildhall/sdk';

/** Titles and descriptions are in the locales, under `config.…`. */
export const configSchema = z.object({
  alertChannel: field.channel({ types: ['text'] }).optional(),
  exemptRoles: z.array(field.role()).max(50).default([]),
  exemptChannels: z.array(field.channel()).max(50).default([]),
  start: z.enum(['essentials', 'nothing']).default('essentials'),
  heat: z
    .object({
      enabled: z.boolean().default(true),
      max: z.int().min(50).max(300).default(100),
      decay: z.int().min(1).max(50).default(5),
      strikes: z.int().min(1).max(50).default(3),
      timeout: field.duration({ min: '10 s', max: '28 d' }).default(600_000),
      last: z.enum(['timeout', 'kick', 'ban', 'quarantine']).default('timeout'),
    })
    .prefault({}),
  quarantineRole: field.role({ assignable: true }).optional(),
  panic: z
    .object({
      pauseInvites: z.boolean().default(true),
      lockdown: z.boolean().default(true),
      duration: field.duration({ min: '1 min', max: '24 h' }).default(1_800_000),
    })
    .prefault({}),
  native: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  hitDays: z.int().min(1).max(365).default(30),
});

export type AutomodConfig = z.output<typeof configSchema>;

/** What JSON Schema can't say. */
export function checkConfig(config: AutomodConfig): readonly ConfigIssue[] {
  const { heat } = config;
  if (heat.decay < heat.max) return [];
  return [
    {
      path: ['heat', 'decay'],
      message: {
        en: 'Nobody can become hot when all heat is gone within a second.',
        fr: 'Personne ne peut chauffer si toute la chaleur disparaît en une seconde.',
      },
    },
  ];
}
