import { levelingService } from '@guildhall/plugin-leveling/service';
import { type CommandContextOf, type ContextOf, definePlugin, optional, type z } from '@guildhall/sdk';
import { checkConfig, configSchema } from './config.ts';
import { data } from './data.ts';
import { economyService } from './economy-service.ts';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';
import { giveawaysEvents, giveawaysService } from './service.ts';

/** What giveaways is: read by the host, the dashboard and plugins that use it. */
export const giveaways = definePlugin({
  id: 'giveaways',
  name: { en: 'Giveaways', fr: 'Tirages au sort' },
  description: {
    en: 'Prizes for members, drawn exactly once, in a way that anyone can verify.',
    fr: 'Des lots pour les membres, tirés une seule fois, d’une façon que chacun peut vérifier.',
  },
  category: 'engagement',
  needs: {
    'messages.send': {
      en: 'to post giveaways and their winners',
      fr: 'pour publier les tirages et les gagnants',
    },
    'messages.read': {
      en: 'to notice deleted giveaways, to find its own announcements, and to count messages where a giveaway asks for some; it never reads what they say',
      fr: 'pour remarquer les tirages supprimés, retrouver ses annonces et compter les messages quand un tirage en demande, sans jamais les lire',
    },
    'channels.read': { en: 'to notice deleted channels', fr: 'pour remarquer les salons supprimés' },
    'members.read': {
      en: 'to look once more, at the draw, whether a winner is still here and has the roles',
      fr: 'pour vérifier, au tirage, qu’un gagnant est encore là et a les rôles demandés',
    },
    'direct.send': { en: 'to tell winners', fr: 'pour prévenir les gagnants' },
  },
  offers: giveawaysService,
  // Both may be absent: then a giveaway can't ask for a level, or cost anything.
  uses: () => ({ leveling: optional(levelingService), economy: optional(economyService) }),
  config: { version: 1, schema: configSchema, check: checkConfig },
  data,
  emits: giveawaysEvents.events,
  locales: { en, fr },
});

export type GiveawaysConfig = z.output<typeof configSchema>;
export type GiveawaysContext = ContextOf<typeof giveaways>;
export type GiveawaysCommand = CommandContextOf<typeof giveaways>;

export { giveawayRequirements } from './requirement-point.ts';
export { giveawaysEvents, giveawaysService } from './service.ts';
