import type { Application, Entitlement, Sku, Snowflake } from '../entities.ts';
import { refuse } from '../errors.ts';
import { compareSnowflakes } from '../snowflake.ts';
import type { World } from '../world.ts';

/** What an application sells, as its developer sets it up in the portal. */
export interface SkuOptions {
  name: string;
  /** `durable` and `consumable` are bought once, a `subscription` runs out. */
  kind: 'durable' | 'consumable' | 'subscription';
  /** For whom; users when not given. Decides the flags of a subscription. */
  for?: 'user' | 'guild';
}

const kinds = { durable: 2, consumable: 3, subscription: 5 } as const;

export function createSku(world: World, application: Application, options: SkuOptions): Sku {
  const guild = options.for === 'guild';
  return world.tables.sku.put({
    id: world.ids.next(),
    application_id: application.id,
    type: kinds[options.kind],
    name: options.name,
    slug: options.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    flags: (1 << 2) | (options.kind === 'subscription' ? (guild ? 1 << 7 : 1 << 8) : 0),
  });
}

function skuOf(world: World, application: Application, skuId: Snowflake): Sku {
  const sku = world.tables.sku.get(skuId);
  if (!sku || sku.application_id !== application.id) throw refuse(10027);
  return sku;
}

function grant(
  world: World,
  sku: Sku,
  owner: { user_id: Snowflake | null; guild_id: Snowflake | null },
  terms: Pick<Entitlement, 'type' | 'starts_at' | 'ends_at'>,
): Entitlement {
  const entitlement = world.tables.entitlement.put({
    id: world.ids.next(),
    sku_id: sku.id,
    application_id: sku.application_id,
    ...owner,
    ...terms,
    deleted: false,
    consumed: false,
  });
  world.emit({ type: 'entitlementCreate', entitlement });
  return entitlement;
}

/** Someone buys it. A subscription runs for the milliseconds of `lasts`, and then is over by the clock. */
export function buySku(
  world: World,
  sku: Sku,
  buyer: { userId: Snowflake; guildId?: Snowflake | null },
  lasts = 30 * 86_400_000,
): Entitlement {
  const subscription = sku.type === 5;
  const guildWide = (sku.flags & (1 << 7)) !== 0;
  return grant(
    world,
    sku,
    { user_id: buyer.userId, guild_id: guildWide ? (buyer.guildId ?? null) : null },
    {
      type: 8,
      starts_at: subscription ? world.now() : null,
      ends_at: subscription ? world.now() + lasts : null,
    },
  );
}

/** A developer's test of what they sell: it never ends and costs nothing. */
export function createTestEntitlement(
  world: World,
  application: Application,
  form: { sku_id: Snowflake; owner_id: Snowflake; owner_type: number },
): Entitlement {
  const sku = skuOf(world, application, form.sku_id);
  const forGuild = form.owner_type === 1;
  if (forGuild ? !world.tables.guild.has(form.owner_id) : !world.tables.user.has(form.owner_id)) {
    throw refuse(forGuild ? 10004 : 10013);
  }
  return grant(
    world,
    sku,
    { user_id: forGuild ? null : form.owner_id, guild_id: forGuild ? form.owner_id : null },
    { type: 8, starts_at: null, ends_at: null },
  );
}

export function entitlementOf(world: World, application: Application, entitlementId: Snowflake): Entitlement {
  const entitlement = world.tables.entitlement.get(entitlementId);
  if (!entitlement || entitlement.application_id !== application.id) throw refuse(10029);
  return entitlement;
}

/** Only a test's entitlement may be taken away by the application. */
export function deleteTestEntitlement(
  world: World,
  application: Application,
  entitlementId: Snowflake,
): void {
  const entitlement = entitlementOf(world, application, entitlementId);
  if (entitlement.starts_at !== null) throw refuse(40019);
  const deleted = { ...entitlement, deleted: true };
  world.tables.entitlement.delete(entitlementId);
  world.emit({ type: 'entitlementDelete', entitlement: deleted });
}

/** Says that a consumable was used up. */
export function consumeEntitlement(world: World, application: Application, entitlementId: Snowflake): void {
  const entitlement = entitlementOf(world, application, entitlementId);
  if (world.tables.sku.get(entitlement.sku_id)?.type !== 3) throw refuse(50035);
  if (entitlement.consumed) return;
  world.emit({
    type: 'entitlementUpdate',
    entitlement: world.tables.entitlement.put({ ...entitlement, consumed: true }),
  });
}

export interface EntitlementPage {
  userId: Snowflake | null;
  guildId: Snowflake | null;
  skuIds: readonly Snowflake[];
  before: Snowflake | null;
  after: Snowflake | null;
  limit: number;
  excludeEnded: boolean;
}

export function listEntitlements(
  world: World,
  application: Application,
  page: EntitlementPage,
): Entitlement[] {
  const found = world.tables.entitlement
    .by('application', application.id)
    .filter((it) => page.userId === null || it.user_id === page.userId)
    .filter((it) => page.guildId === null || it.guild_id === page.guildId)
    .filter((it) => page.skuIds.length === 0 || page.skuIds.includes(it.sku_id))
    .filter((it) => page.before === null || compareSnowflakes(it.id, page.before) < 0)
    .filter((it) => page.after === null || compareSnowflakes(it.id, page.after) > 0)
    .filter((it) => !page.excludeEnded || isActive(world, it))
    .sort((a, b) => compareSnowflakes(a.id, b.id));
  return page.before !== null && page.after === null ? found.slice(-page.limit) : found.slice(0, page.limit);
}

function isActive(world: World, entitlement: Entitlement): boolean {
  return entitlement.ends_at === null || entitlement.ends_at > world.now();
}

/** What a user, and the guild that they are in, may use now: what an interaction carries. */
export function activeEntitlements(
  world: World,
  applicationId: Snowflake,
  userId: Snowflake,
  guildId: Snowflake | null,
): Entitlement[] {
  return world.tables.entitlement
    .by('application', applicationId)
    .filter((it) => isActive(world, it) && !it.consumed)
    .filter((it) => (it.guild_id === null ? it.user_id === userId : it.guild_id === guildId));
}
