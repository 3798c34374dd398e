import type { Installation } from '../../installations/types.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { ApiServices } from '../services.ts';

/** @throws `RequestProblem` `not_installed`, also for what was uninstalled and whose data are only kept. */
export async function installedOf(
  { installations }: Pick<ApiServices, 'installations'>,
  guildId: string,
  pluginId: string,
): Promise<Installation> {
  const installation = await installations.get(guildId, pluginId);
  if (!installation || installation.state === 'retained') throw new RequestProblem('not_installed');
  return installation;
}
