import { type ContextOf, definePlugin, z } from '@guildhall/sdk';
import { checkConfig, configSchema } from './config.ts';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';
import { levelingService } from './service.ts';

/** What leveling is: read by the host, the dashboard and plugins that use it. */
export const leveling = definePlugin({
  id: 'leveling',
  name: { en: 'Leveling', fr: 'Niveaux' },
  description: {
    en: 'Members earn XP by writing, climb levels, and receive roles for them.',
    fr: 'Les membres gagnent de l’XP en écrivant, montent de niveau et reçoivent des rôles.',
  },
  category: 'engagement',
  needs: {
    'messages.read': {
      en: 'to give XP for messages; it never reads what they say',
      fr: 'pour donner de l’XP aux messages, sans jamais lire leur texte',
    },
    'messages.send': { en: 'to announce new levels', fr: 'pour annoncer les nouveaux niveaux' },
    'channels.read': {
      en: 'to leave out channels, their threads and categories',
      fr: 'pour exclure des salons, leurs fils et des catégories',
    },
    'members.read': {
      en: 'to give rewards back to members who return',
      fr: 'pour rendre leurs récompenses aux membres qui reviennent',
    },
    'members.roles': { en: 'to give role rewards', fr: 'pour donner les rôles de récompense' },
    'direct.send': {
      en: 'to announce new levels privately, when you choose that',
      fr: 'pour annoncer les niveaux en privé, si vous le choisissez',
    },
  },
  intents: {
    GuildMembers: {
      reason: {
        en: 'notices returning members, to give their rewards back',
        fr: 'remarque les membres qui reviennent, pour leur rendre leurs récompenses',
      },
      degraded: {
        en: 'gives them back with the member’s next level',
        fr: 'les rend au prochain niveau du membre',
      },
    },
  },
  offers: levelingService,
  config: { version: 1, schema: configSchema, check: checkConfig },
  data: {
    members: {
      version: 1,
      schema: z.object({
        userId: z.string(),
        xp: z.int().min(0),
        /** The highest level that was announced and rewarded; what is shown is computed from the XP. */
        level: z.int().min(0),
        messages: z.int().min(0),
        /** When the last message that gave XP was sent, in milliseconds since 1970. */
        lastAt: z.int(),
        lastMessageId: z.string(),
      }),
      key: ['userId'],
      indexes: [['xp', 'userId']],
      personal: ['userId'],
    },
  },
  emits: {
    levelUp: z.object({ userId: z.string(), from: z.int(), level: z.int() }),
  },
  locales: { en, fr },
});

export type LevelingContext = ContextOf<typeof leveling>;

export { levelingService };
