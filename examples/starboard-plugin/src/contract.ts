import { levelingService } from '@guildhall/plugin-leveling/service';
import { type ContextOf, definePlugin, field, optional, z } from '@guildhall/sdk';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';
import { starboardService } from './service.ts';

/** What the plugin is. */
export const starboard = definePlugin({
  id: 'starboard',
  name: { en: 'Starboard', fr: 'Tableau des étoiles' },
  description: {
    en: 'Keeps the messages that members star in a channel of their own.',
    fr: 'Garde dans un salon les messages que les membres étoilent.',
  },
  category: 'community',
  needs: {
    'messages.read': {
      en: 'to count stars, and to quote what got them',
      fr: 'pour compter les étoiles et citer le message',
    },
    'messages.send': { en: 'to post in the starboard', fr: 'pour publier dans le salon choisi' },
    'channels.read': { en: 'to find the starboard’s channel', fr: 'pour trouver le salon choisi' },
  },
  intents: {
    MessageContent: {
      reason: { en: 'quotes the starred message', fr: 'cite le message étoilé' },
      degraded: { en: 'links to it instead', fr: 'met un lien à la place' },
    },
  },
  offers: starboardService,
  // A guild without leveling simply lets everybody star.
  uses: () => ({ leveling: optional(levelingService) }),
  config: {
    version: 1,
    schema: z.object({
      channel: field.channel({ types: ['text', 'announcement'] }).optional(),
      threshold: z.int().min(1).max(100).default(3),
      emoji: z.string().min(1).max(32).default('⭐'),
      selfStar: z.boolean().default(false),
      minimumLevel: z.int().min(0).max(1000).default(0),
    }),
  },
  data: {
    stars: {
      version: 1,
      schema: z.object({ messageId: z.string(), userId: z.string() }),
      key: ['messageId', 'userId'],
      personal: ['userId'],
    },
    posts: {
      version: 1,
      schema: z.object({
        messageId: z.string(),
        channelId: z.string(),
        authorId: z.string(),
        stars: z.int(),
        /** The message in the starboard; `''` while it is being written. */
        postId: z.string(),
        /** Where that message is: the starboard may move. */
        boardId: z.string(),
      }),
      key: ['messageId'],
      indexes: [['stars']],
      personal: ['authorId'],
    },
  },
  emits: { starred: z.object({ messageId: z.string(), stars: z.int() }) },
  locales: { en, fr },
});

export type StarboardContext = ContextOf<typeof starboard>;
