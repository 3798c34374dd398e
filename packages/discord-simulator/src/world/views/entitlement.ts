import type { Entitlement, Sku } from '../entities.ts';
import { timestampOrNull } from './time.ts';

export function skuView(sku: Sku) {
  return {
    id: sku.id,
    type: sku.type,
    application_id: sku.application_id,
    name: sku.name,
    slug: sku.slug,
    flags: sku.flags,
    dependent_sku_id: null,
    manifest_labels: null,
    access_type: 1,
    features: [],
    release_date: null,
    premium: false,
    show_age_gate: false,
  };
}

export function entitlementView(entitlement: Entitlement) {
  return {
    id: entitlement.id,
    sku_id: entitlement.sku_id,
    application_id: entitlement.application_id,
    // Discord names the buyer of a guild's subscription; a test of one has none.
    user_id: entitlement.user_id ?? '0',
    ...(entitlement.guild_id === null ? {} : { guild_id: entitlement.guild_id }),
    deleted: entitlement.deleted,
    starts_at: timestampOrNull(entitlement.starts_at),
    ends_at: timestampOrNull(entitlement.ends_at),
    type: entitlement.type,
    consumed: entitlement.consumed,
    promotion_id: null,
  };
}
