import type { AnyPluginDeclaration } from '../contract.ts';
import type { Mistake } from '../definition/mistake.ts';
import { localize } from '../locales/index.ts';

/**
 * What a plugin's own `check` has against the configuration that a new installation begins with. A check that asks its context for
 * anything of a guild can't be asked here.
 */
export async function refusedDefaults({ config }: AnyPluginDeclaration): Promise<readonly Mistake[]> {
  const defaults = config.schema.safeParse({});
  if (!defaults.success || !config.check) return [];
  const issues = await Promise.resolve(
    // No guild is there.
    config.check(defaults.data, Object.freeze({}) as never),
  ).catch(() => []);
  return issues.map(({ path, message }) => ({
    code: 'CONFIG_CHECK',
    severity: 'warning' as const,
    where: ['config', ...path].join('.'),
    what: `config.check refuses the defaults: ${localize(message, 'en')}`,
    why: 'A new installation begins with them, and admins could not install the plugin.',
    remedy: 'Let the check pass until admins have set what it is about, and do nothing till then.',
  }));
}
