import { type ContextOf, definePlugin, field, OneAtATime, z } from '@guildhall/sdk';

export const slowmode = definePlugin({
  id: 'port-slowmode',
  name: 'Slowmode',
  description: 'Lets members write once in so long a time, longer than Discord’s own slowmode can.',
  category: 'moderation',
  needs: {
    'messages.read': 'to notice who has written',
    'messages.manage': 'to delete what slipped through',
    'channels.read': 'to see who may write anyway',
    'channels.manage': 'to keep members from writing, and to let them again',
  },
  config: {
    version: 1,
    schema: z.object({
      // Per category, channel or role: what other bots do with levels and lists of overrides.
      pause: field.overridable(field.duration({ max: '30 d' }).default(0)),
      affected: field.overridable(z.boolean().default(true), { by: ['role'] }),
    }),
  },
  data: {
    silenced: {
      version: 1,
      schema: z.object({
        channelId: z.string(),
        userId: z.string(),
        until: z.date(),
        /** Whether the channel had permissions of its own for this member before. */
        hadOwn: z.boolean(),
      }),
      key: ['channelId', 'userId'],
      personal: ['userId'],
    },
  },
  locales: {
    en: {
      'why.silenced': 'The channel’s slowmode kept them from writing for {minutes} minutes.',
      'list.none': 'Nobody waits here.',
      'list.line': '<@{user}> in <#{channel}>, until <t:{until}:t>',
      'released.one': '{count} member may write again.',
      'released.other': '{count} members may write again.',
    },
  },
});

export type SlowmodeContext = ContextOf<typeof slowmode>;

/** A member's second message may come while the first is still being dealt with. */
export const turns = new OneAtATime();
