import { type ConfigIssue, field, z } from '@guildhall/sdk';
import { bonusSchema, requirementsSchema, templateSchema } from './rules/shapes.ts';

/** Titles and descriptions are in the locales, under `config.…`. */
export const configSchema = z.object({
  maxActive: z.int().min(1).max(100).default(20),
  color: field.color().default(0xb7791f),
  emoji: field.emoji().default('🎉'),
  requirements: requirementsSchema.prefault({}),
  bonusEntries: bonusSchema.default([]),
  claimMinutes: z.int().min(0).max(10_080).default(0),
  excludePastWinnersDays: z.int().min(0).max(3650).default(0),
  dmWinners: z.boolean().default(true),
  removeOnLeave: z.boolean().default(true),
  entryUpdateSeconds: z.int().min(5).max(3600).default(10),
  commitReveal: z.boolean().default(true),
  templates: z.array(templateSchema).max(25).default([]),
});

/** What JSON Schema can't say. */
export function checkConfig(config: z.output<typeof configSchema>): readonly ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const once = (
    values: readonly string[],
    path: readonly string[],
    last: string,
    message: ConfigIssue['message'],
  ) => {
    for (const [index, value] of values.entries()) {
      if (values.indexOf(value) < index) issues.push({ path: [...path, index, last], message });
    }
  };
  once(
    config.templates.map(({ name }) => name.toLowerCase()),
    ['templates'],
    'name',
    { en: 'There is a template of this name already.', fr: 'Un modèle porte déjà ce nom.' },
  );
  once(
    config.bonusEntries.map(({ role }) => role),
    ['bonusEntries'],
    'role',
    { en: 'This role is listed twice.', fr: 'Ce rôle figure deux fois.' },
  );
  const { roles, deny } = config.requirements;
  for (const [index, role] of deny.entries()) {
    if (!roles.includes(role)) continue;
    issues.push({
      path: ['requirements', 'deny', index],
      message: {
        en: 'A role can’t be required and refused at once.',
        fr: 'Un rôle ne peut pas être exigé et refusé à la fois.',
      },
    });
  }
  return issues;
}
