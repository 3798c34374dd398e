import { field, RouteError, z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { leave } from '../entering/leave.ts';
import { refreshSoon } from '../messages/refresh.ts';
import { giveawayId, known } from './known.ts';

const entryRecord = z.object({
  giveawayId: z.string(),
  userId: z.string(),
  tickets: z.int(),
  at: z.iso.datetime(),
  /** Whether they can still be taken out. */
  open: z.boolean(),
});

export const listEntries = giveaways.route(
  'GET /giveaways/{id}/entries',
  {
    access: 'manager',
    description: 'Who takes part, first come first',
    params: giveawayId,
    query: z.object({
      userId: field.user().optional(),
      cursor: z.string().max(40).optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    returns: z.object({ items: z.array(entryRecord), next: z.string().nullable() }),
  },
  async (ctx, { params, query: { userId, cursor, limit } }) => {
    const { id, status } = await known(ctx, params.id);
    const open = status === 'running' || status === 'paused';
    const [, at, user] = /^(\d{1,16})\.(\d{1,20})$/.exec(cursor ?? '') ?? [];
    const found = await ctx.data.entries
      .find({
        giveawayId: id,
        state: 'in',
        ...(userId === undefined ? {} : { userId }),
        ...(at !== undefined && user !== undefined
          ? { $or: [{ at: { $gt: Number(at) } }, { at: Number(at), userId: { $gt: user } }] }
          : {}),
      })
      .sort({ at: 1, userId: 1 })
      .limit(limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((entry) => ({
        giveawayId: id,
        userId: entry.userId,
        tickets: entry.weight,
        at: new Date(entry.at).toISOString(),
        open,
      })),
      next: found.length > limit && last ? `${last.at}.${last.userId}` : null,
    };
  },
);

/** As many as one file holds. */
const mostInFile = 100_000;

export const exportEntries = giveaways.route(
  'GET /giveaways/{id}/entries.csv',
  {
    access: 'manager',
    description: 'Who takes part, as comma-separated values with a head',
    params: giveawayId,
    returns: z.object({ name: z.string(), rows: z.int(), csv: z.string() }),
  },
  async (ctx, { params }) => {
    const { id, number } = await known(ctx, params.id);
    const lines = ['userId,tickets,at'];
    for await (const { userId, weight, at } of ctx.data.entries
      .find({ giveawayId: id, state: 'in' })
      .sort({ at: 1, userId: 1 })) {
      if (lines.length > mostInFile) break;
      lines.push(`${userId},${weight},${new Date(at).toISOString()}`);
    }
    return { name: `giveaway-${number}.csv`, rows: lines.length - 1, csv: `${lines.join('\r\n')}\r\n` };
  },
);

export const removeEntry = giveaways.route(
  'DELETE /giveaways/{id}/entries/{userId}',
  {
    access: 'manager',
    description: 'Takes a member out of a giveaway that is going on',
    params: z.object({ id: giveawayId.shape.id, userId: field.user() }),
  },
  async (ctx, { params: { id, userId } }) => {
    const { status, prize } = await known(ctx, id);
    const isOpen = status === 'running' || status === 'paused';
    if (!isOpen || !(await leave(ctx, id, userId))) {
      throw new RouteError(409, 'NOT_IN', {
        en: 'They don’t take part in a giveaway that is going on.',
        fr: 'Cette personne ne participe pas à un tirage en cours.',
      });
    }
    await ctx.audit('entry_removed', { id, prize, userId });
    ctx.explain({ member: userId }, 'why.removed', { prize });
    await refreshSoon(ctx, id);
  },
);
