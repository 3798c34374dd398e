import { z } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { presetIds, presetRules } from '../rules/presets.ts';
import { allRules, createRule } from '../rules/store.ts';
import { orRefuse } from './find-rule.ts';

export const listPresets = automod.route(
  'GET /presets',
  {
    access: 'manager',
    description: 'Rules that are made by one click',
    returns: z.array(
      z.object({ id: z.enum(presetIds), name: z.string(), rules: z.string(), count: z.int() }),
    ),
  },
  (ctx) =>
    presetIds.map((id) => {
      const rules = presetRules(id, (key) => ctx.guild.t(key));
      return {
        id,
        name: ctx.t(`preset.${id}`),
        rules: rules.map(({ name }) => name).join(', '),
        count: rules.length,
      };
    }),
);

export const usePreset = automod.route(
  'POST /presets/{id}',
  {
    access: 'admin',
    description: 'Makes the rules of a preset, beside those that there are',
    params: z.object({ id: z.enum(presetIds) }),
    body: z.object({ dryRun: z.boolean().default(false) }),
    returns: z.object({ made: z.int() }),
  },
  (ctx, { params, body }) =>
    orRefuse(async () => {
      const forms = presetRules(params.id, (key) => ctx.guild.t(key));
      const names = new Set((await allRules(ctx)).map(({ name }) => name));
      const missing = forms.filter(({ name }) => !names.has(name));
      for (const form of missing) {
        await createRule(ctx, { ...form, dryRun: body.dryRun }, ctx.actor?.userId ?? '');
      }
      return { made: missing.length };
    }),
);
