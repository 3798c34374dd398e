import { field } from '@guildhall/sdk';
import { timelineLength, timelineLine, timelineOf, timelinePage } from '../cases/timeline.ts';
import { moderation } from '../contract.ts';
import { madeAt } from '../snowflake.ts';
import { currentPoints } from '../warnings/warn.ts';
import { anybody } from './options.ts';

export const historyPages = moderation.pages('history', {
  parameters: { user: field.snowflake() },
  async show(ctx, page, { user }) {
    const [cases, count, points] = await Promise.all([
      timelineOf(ctx, user, page),
      timelineLength(ctx, user),
      currentPoints(ctx, user),
    ]);
    const member = await ctx.discord.member(user);
    const joined = member?.joinedTimestamp;
    const facts = [
      ctx.t('history.points', { count: points }),
      ctx.t('history.created', { when: `<t:${Math.floor(madeAt(user) / 1000)}:R>` }),
      joined === null || joined === undefined
        ? ctx.t('history.notHere')
        : ctx.t('history.joined', { when: `<t:${Math.floor(joined / 1000)}:R>` }),
    ];
    return {
      message: {
        embeds: [
          {
            title: ctx.t('history.title', { count }),
            description: [
              `<@${user}> \`${user}\``,
              facts.join(' · '),
              '',
              ...(count === 0 ? [ctx.t('history.none')] : cases.map((one) => timelineLine(one, ctx))),
            ].join('\n'),
          },
        ],
        ephemeral: true,
      },
      pages: Math.ceil(count / timelinePage),
    };
  },
});

export const history = moderation.command({
  name: 'history',
  description: 'What somebody’s record says',
  permissions: ['ModerateMembers'],
  options: { user: anybody },
  run: async (ctx, { user }) => ctx.reply(await historyPages.message(ctx, { user: user.id })),
});
