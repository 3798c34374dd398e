import type { GuildPlan } from '@guildhall/sdk';
import type { Manifest } from '@guildhall/sdk/host';
import { includes, type PlanSource } from '../../plans/index.ts';

/** `ctx.plan` of one installation. */
export function guildPlan(source: PlanSource, guildId: string, manifest: Manifest): GuildPlan {
  const { id, premium } = manifest;
  return {
    current: () => source.current(guildId, id),
    async has(feature) {
      const declared = premium.find(({ name }) => name === feature);
      if (!declared) {
        throw new TypeError(
          `${id} does not declare the feature "${feature}". Add it to \`premium\`${premium.length > 0 ? `, or use one of: ${premium.map(({ name }) => name).join(', ')}` : ''}.`,
        );
      }
      return includes((await source.current(guildId, id)).name, declared.from);
    },
  };
}
