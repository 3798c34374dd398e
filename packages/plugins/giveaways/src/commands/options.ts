import { type Answering, field, localize, z } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import { giveawayRequirements } from '../contract.ts';
import type { Giveaway, Status } from '../data.ts';
import { findGiveaway, suggestGiveaways } from '../giveaways/find.ts';
import { longestPrize, longestText, mostWinners, type Requirements } from '../rules/shapes.ts';

export const giveaway = z.string().max(120);
export const prize = z.string().min(1).max(longestPrize);
export const duration = z.string().max(30);
export const winners = z.int().min(1).max(mostWinners);
export const text = z.string().max(longestText);
export const channel = field.channel({ types: ['text', 'announcement'] });

/** Options about who may enter, for commands that start or change a giveaway. */
export const whoOptions = {
  role: field.role().optional(),
  second_role: field.role().optional(),
  roles_mode: z.enum(['any', 'all']).optional(),
  deny_role: field.role().optional(),
  level: z.int().min(0).max(1000).optional(),
  messages: z.int().min(0).max(100_000).optional(),
  account_days: z.int().min(0).max(3650).optional(),
  joined_days: z.int().min(0).max(3650).optional(),
  requirement: z.string().max(180).optional(),
};
export const requirementOptions = { ...whoOptions, cost: z.int().min(0).max(1_000_000_000).optional() };

interface GivenRequirements {
  readonly role: { readonly id: string } | undefined;
  readonly second_role: { readonly id: string } | undefined;
  readonly roles_mode: 'any' | 'all' | undefined;
  readonly deny_role: { readonly id: string } | undefined;
  readonly level: number | undefined;
  readonly messages: number | undefined;
  readonly cost?: number | undefined;
  readonly account_days: number | undefined;
  readonly joined_days: number | undefined;
  readonly requirement: string | undefined;
}

type Given = { -readonly [K in keyof Requirements]?: Requirements[K] };

/** What was filled in of them. */
export function givenRequirements(options: GivenRequirements): Given {
  const roles = [options.role, options.second_role].flatMap((role) => role?.id ?? []);
  const [id = '', ...value] = (options.requirement ?? '').split('=');
  return {
    ...(roles.length > 0 ? { roles: [...new Set(roles)] as Requirements['roles'] } : {}),
    ...(options.roles_mode === undefined ? {} : { rolesMode: options.roles_mode }),
    ...(options.deny_role === undefined ? {} : { deny: [options.deny_role.id] as Requirements['deny'] }),
    ...(options.level === undefined ? {} : { level: options.level }),
    ...(options.messages === undefined ? {} : { messages: options.messages }),
    ...(options.cost === undefined ? {} : { cost: options.cost }),
    ...(options.account_days === undefined ? {} : { accountDays: options.account_days }),
    ...(options.joined_days === undefined ? {} : { joinedDays: options.joined_days }),
    ...(id === '' ? {} : { contributed: [{ id: id.trim(), value: value.join('=').trim() }] }),
  };
}

/** What other plugins contribute, to choose from; a value is written behind it: `shop.customer=gold`. */
export function suggestRequirements(ctx: GiveawaysContext, typed: string) {
  return ctx
    .contributions(giveawayRequirements)
    .map(({ pluginId, name, title }) => ({
      name: localize(title, ctx.guild.locale).slice(0, 100),
      value: `${pluginId}.${name}${typed.includes('=') ? typed.slice(typed.indexOf('=')) : ''}`.slice(0, 100),
    }))
    .filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, 25);
}

export const durations = ['10 min', '1 h', '6 h', '12 h', '1 d', '3 d', '7 d', '14 d'] as const;

/** Suggestions for how long. */
export function suggestDurations(_ctx: unknown, typed: string) {
  const wanted = typed.trim();
  const known = durations.filter((one) => one.replace(' ', '').startsWith(wanted.replace(' ', '')));
  const all =
    wanted === '' || known.includes(wanted as (typeof durations)[number]) ? known : [wanted, ...known];
  return all.map((one) => ({ name: one, value: one }));
}

/** Suggestions for which giveaway, of those that the command can do something with. */
export function suggesting(...statuses: readonly Status[]) {
  return {
    giveaway: (ctx: GiveawaysContext, typed: string) => suggestGiveaways(ctx, typed, statuses),
  };
}

/** The giveaway that somebody means; they are told when there is none. */
export async function meant(
  ctx: GiveawaysContext & Pick<Answering, 'reply'>,
  named: string,
): Promise<Giveaway | undefined> {
  const found = await findGiveaway(ctx, named);
  if (!found) await ctx.reply({ content: ctx.t('command.unknown'), ephemeral: true });
  return found;
}
