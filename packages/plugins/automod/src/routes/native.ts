import { z } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { planNative } from '../native/plan.ts';
import { syncNative } from '../native/sync.ts';
import { allRules } from '../rules/store.ts';

const nativeRow = z.object({
  ruleId: z.string(),
  name: z.string(),
  state: z.enum(['synced', 'ours', 'refused']),
  why: z.string(),
});

export const syncNativeRoute = automod.route(
  'POST /native-rules',
  {
    access: 'admin',
    description: 'Brings Discord’s AutoMod in step with the rules, and answers who does what',
    body: z.object({}),
    returns: z.object({ synced: z.int(), rules: z.array(nativeRow) }),
  },
  async (ctx) => {
    const rules = await syncNative(ctx);
    return {
      synced: rules.filter(({ state }) => state === 'synced').length,
      rules: rules.map(({ ruleId: id, name, state, why }) => ({
        ruleId: id,
        name,
        state,
        why: why === undefined ? '' : ctx.t(`native.why.${why}`),
      })),
    };
  },
);

export const listNative = automod.route(
  'GET /native-rules',
  {
    access: 'manager',
    description: 'Which rules Discord’s AutoMod does itself, and why it can’t do the others',
    returns: z.array(nativeRow),
  },
  async (ctx) => {
    const known = new Set((await ctx.data.native.find({})).map((one) => one.ruleId));
    const notYet = ctx.config.native.enabled ? 'notYet' : 'switchedOff';
    return planNative(await allRules(ctx), ctx.config).map(({ ruleId: id, name, why = notYet }) =>
      known.has(id)
        ? { ruleId: id, name, state: 'synced' as const, why: '' }
        : { ruleId: id, name, state: 'ours' as const, why: ctx.t(`native.why.${why}`) },
    );
  },
);
