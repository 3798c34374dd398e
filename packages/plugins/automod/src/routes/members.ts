import { RouteError, z } from '@guildhall/sdk';
import { antiNukeSchema } from '../anti-nuke/schema.ts';
import { antiNukeOf, saveAntiNuke } from '../anti-nuke/settings.ts';
import { automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { strikesLast } from '../heat/strikes.ts';
import { release } from '../quarantine/quarantine.ts';

export const listHeat = automod.route(
  'GET /heat',
  {
    access: 'manager',
    description: 'Members with strikes, and how hot they are now',
    returns: z.array(z.object({ userId: z.string(), heat: z.int(), strikes: z.int(), at: z.string() })),
  },
  async (ctx) => {
    const now = ctx.clock.now();
    const struck = await ctx.data.heat
      .find({ at: { $gte: now - strikesLast } })
      .sort({ at: -1 })
      .limit(200);
    return struck.map(({ userId, strikes, at }) => ({
      userId,
      strikes,
      heat: Math.round(stateOf(ctx).heatOf(userId, now, ctx.config.heat)),
      at: new Date(at).toISOString(),
    }));
  },
);

export const forgiveRoute = automod.route(
  'DELETE /heat/{userId}',
  {
    access: 'manager',
    description: 'Forgets a member’s strikes and heat',
    params: z.object({ userId: z.string().max(20) }),
  },
  async (ctx, { params }) => {
    stateOf(ctx).coolDown(params.userId);
    await ctx.data.heat.deleteOne({ userId: params.userId });
  },
);

export const listQuarantine = automod.route(
  'GET /quarantine',
  {
    access: 'manager',
    description: 'Who is in quarantine',
    returns: z.array(z.object({ userId: z.string(), at: z.string(), reason: z.string(), roles: z.int() })),
  },
  async (ctx) =>
    (await ctx.data.quarantine.find({}).sort({ at: -1 }).limit(500)).map(({ userId, at, reason, roles }) => ({
      userId,
      at: new Date(at).toISOString(),
      reason,
      roles: roles.length,
    })),
);

export const releaseRoute = automod.route(
  'POST /quarantine/{userId}/release',
  {
    access: 'admin',
    description: 'Gives back what quarantine took',
    params: z.object({ userId: z.string().max(20) }),
    body: z.object({}),
    returns: z.object({ missing: z.int() }),
  },
  async (ctx, { params }) => {
    const missing = await release(ctx, params.userId, ctx.guild.t('quarantine.release'));
    if (missing === undefined)
      throw new RouteError(404, 'NOT_IN_QUARANTINE', 'This member is not in quarantine.');
    await ctx.audit('quarantine.released', { userId: params.userId, by: ctx.actor?.userId });
    return { missing: missing.length };
  },
);

export const readAntiNuke = automod.route(
  'GET /anti-nuke',
  { access: 'manager', description: 'Limits, and who is trusted', returns: antiNukeSchema },
  (ctx) => antiNukeOf(ctx),
);

export const saveAntiNukeRoute = automod.route(
  'PUT /anti-nuke',
  {
    access: 'admin',
    description: 'Changes limits, and who is trusted. Only the server’s owner may',
    body: antiNukeSchema,
    returns: antiNukeSchema,
  },
  async (ctx, { body }) => {
    if (!(await saveAntiNuke(ctx, body, ctx.actor?.userId ?? '')))
      throw new RouteError(403, 'OWNER_ONLY', 'Only the server’s owner changes this.');
    return body;
  },
);

export const listNukes = automod.route(
  'GET /nukes',
  {
    access: 'manager',
    description: 'Who did too much at once, and what became of it',
    returns: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        actorId: z.string(),
        kind: z.string(),
        count: z.int(),
        outcome: z.enum(['found', 'stopped', 'refused']),
        restored: z.string(),
      }),
    ),
  },
  async (ctx) =>
    (await ctx.data.nukes.find({}).sort({ at: -1 }).limit(100)).map(({ at, kind, restored, ...nuke }) => ({
      ...nuke,
      at: new Date(at).toISOString(),
      kind: ctx.t(`nuke.${kind}`),
      restored: restored.join(', '),
    })),
);
