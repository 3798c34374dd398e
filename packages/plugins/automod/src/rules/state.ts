import { antiNukeDefaults } from '../anti-nuke/schema.ts';
import type { AutomodContext } from '../contract.ts';

/** Makes the guild's one document of state unless it is there: whoever changes it need not ask. */
export async function ensureState(ctx: AutomodContext): Promise<void> {
  await ctx.data.state.updateOne(
    { id: 'state' },
    { $setOnInsert: { rules: 0, started: false, panicUntil: 0, locked: '', antiNuke: antiNukeDefaults } },
    { upsert: true },
  );
}
