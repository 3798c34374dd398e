import { type CommandContextOf, field, z } from '@guildhall/sdk';
import { leveling } from '../contract.ts';
import { changeXp, mostXp, type XpChange } from '../levels/change-xp.ts';
import { applyRewards } from '../rewards/apply-rewards.ts';

interface Target {
  readonly id: string;
  readonly bot: boolean;
  readonly roles: readonly string[];
}

const user = field.member();
const amount = z.int().min(1).max(mostXp);

const add = leveling.subcommand({
  name: 'add',
  description: 'Give XP to a member',
  options: { user, amount },
  run: (ctx, options) => change(ctx, 'add', options),
});

const remove = leveling.subcommand({
  name: 'remove',
  description: 'Take XP from a member',
  options: { user, amount },
  run: (ctx, options) => change(ctx, 'remove', options),
});

const set = leveling.subcommand({
  name: 'set',
  description: 'Set a member’s XP',
  options: { user, amount: z.int().min(0).max(mostXp) },
  run: (ctx, options) => change(ctx, 'set', options),
});

export const xp = leveling.command({
  name: 'xp',
  description: 'Change members’ XP',
  permissions: ['ManageGuild'],
  subcommands: [add, remove, set],
});

async function change(
  ctx: CommandContextOf<typeof leveling>,
  kind: XpChange,
  { user: target, amount: by }: { readonly user: Target; readonly amount: number },
): Promise<void> {
  if (target.bot) return ctx.reply({ content: ctx.t('xp.bot'), ephemeral: true });
  const result = await changeXp(ctx, target.id, kind, by);
  await ctx.audit(`xp.${kind}`, { userId: target.id, amount: by, xp: result.xp });
  const problem = await applyRewards(ctx, target, result);
  const number = new Intl.NumberFormat(ctx.locale);
  const done = ctx.t('xp.done', {
    user: `<@${target.id}>`,
    xp: number.format(result.xp),
    level: number.format(result.to),
  });
  // Whoever may change XP may put roles in order too: they are told here and now.
  await ctx.reply({ content: problem ? `${done}\n${problem.message}` : done, ephemeral: true });
}
