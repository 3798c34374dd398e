import {
  type AutoModForm,
  autoModRuleOf,
  createAutoModRule,
  deleteAutoModRule,
  listAutoModRules,
  updateAutoModRule,
} from '../../world/automod/index.ts';
import { autoModRuleView } from '../../world/views/index.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';
const rule = (request: RestRequest): string => request.params.rule_id ?? '';
const all = '/guilds/{guild_id}/auto-moderation/rules';
const one = `${all}/{rule_id}`;

export const autoModRoutes: Route[] = routes(
  ['GET', all, (it) => listAutoModRules(it.world, it.actor, guild(it)).map(autoModRuleView)],
  [
    'POST',
    all,
    (it) => autoModRuleView(createAutoModRule(it.world, it.actor, guild(it), it.body as AutoModForm)),
  ],
  ['GET', one, (it) => autoModRuleView(autoModRuleOf(it.world, it.actor, guild(it), rule(it)))],
  [
    'PATCH',
    one,
    (it) =>
      autoModRuleView(updateAutoModRule(it.world, it.actor, guild(it), rule(it), it.body as AutoModForm)),
  ],
  ['DELETE', one, (it) => deleteAutoModRule(it.world, it.actor, guild(it), rule(it))],
);
