import { leveling } from '../contract.ts';

/** An embed's description has room for 4,096 characters: all hundred rewards fit. */
const list = leveling.subcommand({
  name: 'list',
  description: 'Roles that levels give',
  run(ctx) {
    const { rewards, rewardMode } = ctx.config;
    if (rewards.length === 0) return ctx.reply({ content: ctx.t('rewards.none'), ephemeral: true });
    const lines = [...rewards]
      .sort((a, b) => a.level - b.level)
      .map(({ level, role }) => ctx.t('rewards.line', { level, role: `<@&${role}>` }));
    return ctx.reply({
      embeds: [
        {
          title: ctx.t('rewards.title'),
          description: lines.join('\n'),
          footer: { text: ctx.t(`rewards.mode.${rewardMode}`) },
        },
      ],
      ephemeral: true,
    });
  },
});

export const rewards = leveling.command({
  name: 'rewards',
  description: 'Rewards of levels',
  subcommands: [list],
});
