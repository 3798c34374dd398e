import {
  consumeEntitlement,
  createTestEntitlement,
  deleteTestEntitlement,
  entitlementOf,
  listEntitlements,
} from '../../world/actions/index.ts';
import { refuse } from '../../world/errors.ts';
import { entitlementView, skuView } from '../../world/views/index.ts';
import { readBoolean, readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

const entitlement = (request: RestRequest): string => request.params.entitlement_id ?? '';

/** The caller's own application: of another nobody may know what it sells. */
function own(request: RestRequest) {
  if (request.params.application_id !== request.application.id) throw refuse(20012);
  return request.application;
}

function list(request: RestRequest) {
  const { world, query } = request;
  return listEntitlements(world, own(request), {
    userId: readSnowflake(query, 'user_id'),
    guildId: readSnowflake(query, 'guild_id'),
    skuIds: (query.get('sku_ids') ?? '').split(',').filter(Boolean),
    before: readSnowflake(query, 'before'),
    after: readSnowflake(query, 'after'),
    limit: readNumber(query, 'limit', { least: 1, most: 100, otherwise: 100 }),
    excludeEnded: readBoolean(query, 'exclude_ended'),
  }).map(entitlementView);
}

const all = '/applications/{application_id}/entitlements';
const one = `${all}/{entitlement_id}`;

export const entitlementRoutes: Route[] = routes(
  [
    'GET',
    '/applications/{application_id}/skus',
    (it) => it.world.tables.sku.by('application', own(it).id).map(skuView),
  ],
  ['GET', all, list],
  [
    'POST',
    all,
    (it) =>
      entitlementView(
        createTestEntitlement(
          it.world,
          own(it),
          it.body as unknown as Parameters<typeof createTestEntitlement>[2],
        ),
      ),
  ],
  ['GET', one, (it) => entitlementView(entitlementOf(it.world, own(it), entitlement(it)))],
  ['DELETE', one, (it) => deleteTestEntitlement(it.world, own(it), entitlement(it))],
  ['POST', `${one}/consume`, (it) => consumeEntitlement(it.world, own(it), entitlement(it))],
);
