import { type ConfigIssue, field, z } from '@guildhall/sdk';

const xpAmount = z.int().min(0).max(1000);

/** Placeholders of the announcement, filled in by `levels/announce.ts`. */
const announcementVariables = [
  { name: 'user', description: { en: 'Mentions the member', fr: 'Mentionne le membre' } },
  { name: 'name', description: { en: 'The member’s name', fr: 'Nom du membre' } },
  { name: 'level', description: { en: 'The level reached', fr: 'Niveau atteint' } },
  { name: 'xp', description: { en: 'XP in total', fr: 'XP au total' } },
  { name: 'server', description: { en: 'The server’s name', fr: 'Nom du serveur' } },
] as const;

const rewardSchema = z.object({
  level: z.int().min(1).max(1000),
  role: field.role({ assignable: true }),
});

/** Titles and descriptions are in the locales, under `config.…`. */
export const configSchema = z.object({
  messageXp: z.object({ min: xpAmount.default(15), max: xpAmount.default(25) }).prefault({}),
  cooldown: field.duration({ max: '1 h' }).default(60_000),
  curve: z.enum(['sqrt', 'mee6', 'linear', 'flat']).default('sqrt'),
  rewards: z.array(rewardSchema).max(100).default([]),
  rewardMode: z.enum(['stack', 'replace']).default('stack'),
  announce: z.enum(['off', 'same', 'channel', 'dm']).default('same'),
  announceChannel: field.channel({ types: ['text', 'announcement'] }).optional(),
  announceMessage: field.messageTemplate({ variables: announcementVariables }).optional(),
  noXpChannels: z.array(field.channel()).max(50).default([]),
  noXpRoles: z.array(field.role()).max(25).default([]),
});

export type LevelingConfig = z.output<typeof configSchema>;

/** What JSON Schema can't say. */
export function checkConfig(config: LevelingConfig): readonly ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  if (config.messageXp.min > config.messageXp.max) {
    issues.push({
      path: ['messageXp', 'max'],
      message: {
        en: 'The most XP a message gives can’t be less than the least.',
        fr: 'L’XP maximale d’un message ne peut pas être inférieure à la minimale.',
      },
    });
  }
  if (config.announce === 'channel' && config.announceChannel === undefined) {
    issues.push({
      path: ['announceChannel'],
      message: {
        en: 'Choose the channel that level-ups are announced in.',
        fr: 'Choisissez le salon où annoncer les niveaux.',
      },
    });
  }
  const seen = new Set<string>();
  for (const [index, reward] of config.rewards.entries()) {
    const key = `${reward.level} ${reward.role}`;
    if (seen.has(key)) {
      issues.push({
        path: ['rewards', index],
        message: {
          en: 'This reward is listed twice.',
          fr: 'Cette récompense figure deux fois.',
        },
      });
    }
    seen.add(key);
  }
  return issues;
}
