import type { AutomodContext } from '../contract.ts';
import { ensureState } from '../rules/state.ts';
import { type AntiNuke, antiNukeDefaults } from './schema.ts';

export async function antiNukeOf(ctx: AutomodContext): Promise<AntiNuke> {
  return (await ctx.data.state.findOne({ id: 'state' }))?.antiNuke ?? antiNukeDefaults;
}

/** @returns whether `by` may: only the guild's owner does */
export async function saveAntiNuke(ctx: AutomodContext, antiNuke: AntiNuke, by: string): Promise<boolean> {
  const { ownerId } = await ctx.discord.guild();
  if (by !== ownerId) return false;
  await ensureState(ctx);
  await ctx.data.state.updateOne({ id: 'state' }, { $set: { antiNuke } });
  await ctx.audit('antiNuke.saved', { by, antiNuke });
  return true;
}
