import { localize } from '@guildhall/sdk';
import { type GiveawaysContext, giveawayRequirements } from '../contract.ts';
import type { Bonus, Requirements } from '../rules/shapes.ts';

type Words = Pick<GiveawaysContext['guild'], 't'>;

/** What a giveaway asks for, one line each. */
export function requirementLines(
  ctx: Pick<GiveawaysContext, 'contributions' | 'guild'>,
  words: Words,
  requirements: Requirements,
): string[] {
  const { roles, rolesMode, deny, level, messages, cost, accountDays, joinedDays, contributed } =
    requirements;
  const number = new Intl.NumberFormat(ctx.guild.locale);
  const named = (ids: readonly string[]) => ids.map((id) => `<@&${id}>`).join(', ');
  const lines: string[] = [];
  if (roles.length > 0) {
    lines.push(words.t(`needs.roles_${rolesMode}`, { roles: named(roles), count: roles.length }));
  }
  if (deny.length > 0) lines.push(words.t('needs.deny', { roles: named(deny), count: deny.length }));
  if (level > 0) lines.push(words.t('needs.level', { level: number.format(level) }));
  if (messages > 0) lines.push(words.t('needs.messages', { count: messages }));
  if (cost > 0) lines.push(words.t('needs.cost', { cost: number.format(cost) }));
  if (accountDays > 0) lines.push(words.t('needs.account', { count: accountDays }));
  if (joinedDays > 0) lines.push(words.t('needs.joined', { count: joinedDays }));
  if (contributed.length > 0) {
    const there = ctx.contributions(giveawayRequirements);
    for (const { id, value } of contributed) {
      const found = there.find((one) => `${one.pluginId}.${one.name}` === id);
      const title = found ? localize(found.title, ctx.guild.locale) : id;
      lines.push(value === '' ? title : `${title}: ${value}`);
    }
  }
  return lines;
}

/** Which roles give more tickets. */
export function bonusLines(words: Words, bonus: Bonus): string[] {
  return bonus.map(({ role, entries }) => words.t('needs.bonus', { role: `<@&${role}>`, count: entries }));
}
