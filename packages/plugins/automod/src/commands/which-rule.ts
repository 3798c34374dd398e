import { SdkError, z } from '@guildhall/sdk';
import type { AutomodCommandContext } from '../contract.ts';
import type { Rule } from '../rules/schema.ts';
import { allRules } from '../rules/store.ts';

type Rules = Parameters<typeof allRules>[0];

/** The option that says which rule: its id, which is what is offered while typing, or its name. */
export const whichRule = z.string().max(100);

export async function findRule(ctx: Rules, given: string): Promise<Rule | undefined> {
  const rules = await allRules(ctx);
  const name = given.trim().toLowerCase();
  return rules.find(({ id }) => id === given) ?? rules.find((rule) => rule.name.toLowerCase() === name);
}

async function suggestRules(ctx: Rules, typed: string) {
  return (await allRules(ctx))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, 25)
    .map(({ id, name }) => ({ name, value: id }));
}

/** For the option `rule`. */
export const autocomplete = { rule: suggestRules };

export function say(
  ctx: AutomodCommandContext,
  key: string,
  values: Record<string, string | number> = {},
): Promise<void> {
  return ctx.reply({ content: ctx.t(key, values), ephemeral: true });
}

/** A refusal is an answer, not a failure. */
export async function answering(ctx: AutomodCommandContext, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SdkError) || error.code === 'DISCORD_REFUSAL') throw error;
    return ctx.reply({ content: error.message, ephemeral: true });
  }
}
