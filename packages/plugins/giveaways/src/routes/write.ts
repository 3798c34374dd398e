import { DiscordRefusal, field, RouteError, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import { type Giveaway, kinds, over } from '../data.ts';
import { finish, untold } from '../ending/finish.ts';
import { reroll } from '../ending/reroll.ts';
import { cancelGiveaway, changeGiveaway, pauseGiveaway, resumeGiveaway } from '../giveaways/change.ts';
import { askedOf, composeGiveaway, missingContribution, missingFor } from '../giveaways/compose.ts';
import { type NewGiveaway, startGiveaway, TooManyActive } from '../giveaways/start.ts';
import { giveawayEmbed } from '../messages/giveaway-embed.ts';
import { longestName, longestPrize, longestText, mostWinners, requirementsSchema } from '../rules/shapes.ts';
import { giveawayId, giveawayRecord, known, toRecord } from './known.ts';

const prize = z.string().regex(/\S/).max(longestPrize);
const text = z.string().max(longestText);
const winners = z.int().min(1).max(mostWinners);
const duration = field.duration({ min: '10 s', max: '366 d' });

const wishes = z.object({
  prize,
  channelId: field.channel({ types: ['text', 'announcement'] }),
  kind: z.enum(kinds).default('draw'),
  winners: winners.default(1),
  duration: duration.default(86_400_000),
  text: text.default(''),
  template: z.string().max(longestName).optional(),
  requirements: requirementsSchema.optional(),
});

/** @throws `RouteError` beside the field that can't be */
function composed(
  ctx: GiveawaysContext,
  { requirements, template, ...rest }: z.output<typeof wishes>,
  hostId: string,
): NewGiveaway {
  const wanted = composeGiveaway(ctx, {
    ...rest,
    hostId,
    ...(template ? { template } : {}),
    ...(requirements ? { requirements } : {}),
  });
  if (!wanted) {
    const why = { en: 'There is no such template.', fr: 'Il n’y a pas de tel modèle.' };
    throw new RouteError(400, 'TEMPLATE_UNKNOWN', why, { fields: { template: why } });
  }
  assertAnswerable(ctx, wanted.requirements);
  return wanted;
}

function assertAnswerable(ctx: GiveawaysContext, requirements: NewGiveaway['requirements']): void {
  const missing = missingFor(ctx, requirements) ?? missingContribution(ctx, requirements);
  if (missing === undefined) return;
  throw new RouteError(
    409,
    'REQUIREMENT_UNANSWERABLE',
    {
      en: `Nothing here can answer for “${missing}”.`,
      fr: `Rien ici ne peut répondre pour « ${missing} ».`,
    },
    {
      en: 'Enable the plugin, or leave the requirement out.',
      fr: 'Activez le module, ou retirez la condition.',
    },
  );
}

export const createGiveaway = giveaways.route(
  'POST /giveaways',
  {
    access: 'manager',
    description: 'Starts a giveaway',
    body: wishes,
    returns: giveawayRecord,
  },
  async (ctx, { body }) => {
    const hostId = ctx.actor?.userId ?? '0';
    const wanted = composed(ctx, body, hostId);
    const obstacle = await ctx.cannot(hostId, { channel: wanted.channelId }, 'SendMessages');
    if (obstacle !== undefined) throw notWritable(obstacle.startsWith('bot_'));
    try {
      const started = await startGiveaway(ctx, wanted);
      await ctx.audit('started', { id: started.id, prize: started.prize, channelId: started.channelId });
      return await toRecord(ctx, started);
    } catch (error) {
      if (error instanceof TooManyActive) {
        throw new RouteError(409, 'TOO_MANY_ACTIVE', {
          en: `${error.most} giveaways are going on already, as many as the settings allow.`,
          fr: `${error.most} tirages sont déjà en cours, autant que les réglages le permettent.`,
        });
      }
      if (error instanceof DiscordRefusal) throw notWritable(true);
      throw error;
    }
  },
);

function notWritable(isBot: boolean): RouteError {
  const why = isBot
    ? { en: 'The bot can’t write in this channel.', fr: 'Le bot ne peut pas écrire dans ce salon.' }
    : { en: 'You can’t write in this channel.', fr: 'Vous ne pouvez pas écrire dans ce salon.' };
  return new RouteError(409, 'CHANNEL_REFUSED', why, { fields: { channelId: why } });
}

/** A draft is in no channel. */
const nowhere = '0' as z.output<typeof wishes>['channelId'];

export const previewGiveaway = giveaways.route(
  'POST /giveaways/preview',
  {
    access: 'manager',
    description: 'The message of a giveaway as it would be, without starting it',
    body: wishes.omit({ channelId: true }),
    returns: z.object({ message: z.object({ embed: z.record(z.string(), z.unknown()) }) }),
  },
  (ctx, { body }) => {
    const { duration: length, ...wanted } = composed(
      ctx,
      { ...body, channelId: nowhere },
      ctx.actor?.userId ?? '0',
    );
    const now = ctx.clock.now();
    const draft: Giveaway = {
      ...wanted,
      id: '',
      number: 0,
      status: 'running',
      messageId: '',
      startedAt: now,
      endsAt: now + length,
      remaining: 0,
      endedAt: 0,
      claimMinutes: 0,
      commitment: '',
      taken: 0,
    };
    const { footer: _, ...embed } = giveawayEmbed(ctx, draft, 0);
    return { message: { embed: JSON.parse(JSON.stringify(embed)) as Record<string, unknown> } };
  },
);

export const changeRoute = giveaways.route(
  'PATCH /giveaways/{id}',
  {
    access: 'manager',
    description: 'Changes a giveaway that is going on; the duration counts from now',
    params: giveawayId,
    body: z.object({
      prize: prize.optional(),
      text: text.optional(),
      winners: winners.optional(),
      duration: duration.optional(),
      requirements: requirementsSchema.optional(),
    }),
    returns: giveawayRecord,
  },
  async (ctx, { params, body }) => {
    const { id, kind, taken } = await known(ctx, params.id);
    const requirements = body.requirements && askedOf(kind, body.requirements);
    if (requirements) assertAnswerable(ctx, requirements);
    if (kind === 'drop' && body.winners !== undefined && body.winners <= taken) {
      throw new RouteError(409, 'TAKEN', {
        en: `${taken} have taken a prize already.`,
        fr: `${taken} ont déjà pris un lot.`,
      });
    }
    const changed = await changeGiveaway(ctx, id, { ...body, requirements });
    if (!changed) throw isOver();
    await ctx.audit('edit', { id, prize: changed.prize });
    return toRecord(ctx, changed);
  },
);

/** A route that does one thing to a giveaway, and refuses when its state does not allow it. */
const doing = (
  what: 'pause' | 'resume' | 'cancel',
  description: string,
  change: (ctx: GiveawaysContext, id: string) => Promise<Giveaway | undefined>,
) =>
  giveaways.route(
    `POST /giveaways/{id}/${what}`,
    { access: 'manager', description, params: giveawayId, returns: giveawayRecord },
    async (ctx, { params }) => {
      const { id, prize } = await known(ctx, params.id);
      const changed = await change(ctx, id);
      if (!changed) throw isOver();
      await ctx.audit(what, { id, prize });
      return toRecord(ctx, changed);
    },
  );

export const pauseRoute = doing('pause', 'Stops the clock of a giveaway', pauseGiveaway);
export const resumeRoute = doing('resume', 'Lets a paused giveaway go on', resumeGiveaway);
export const cancelRoute = doing('cancel', 'Calls a giveaway off: nobody wins', cancelGiveaway);

export const endRoute = giveaways.route(
  'POST /giveaways/{id}/end',
  {
    access: 'manager',
    description: 'Ends a giveaway now, and draws its winners',
    params: giveawayId,
    returns: giveawayRecord,
  },
  async (ctx, { params }) => {
    const { id } = await known(ctx, params.id);
    const outcome = await finish(ctx, id, { force: true });
    if (outcome === 'none' || outcome === 'early') throw isOver();
    const ended = await known(ctx, id);
    await ctx.audit('ended', { id, prize: ended.prize });
    if (outcome === 'untold') throw untold(ctx, ended);
    return toRecord(ctx, ended);
  },
);

export const rerollRoute = giveaways.route(
  'POST /giveaways/{id}/reroll',
  {
    access: 'manager',
    description: 'Draws again, among who has not won yet; for a winner’s prize when one is named',
    params: giveawayId,
    body: z.object({
      count: winners.default(1),
      userId: field.user().optional(),
    }),
    returns: z.object({ round: z.int(), winnerIds: z.array(z.string()), announced: z.boolean() }),
  },
  async (ctx, { params, body: { count, userId } }) => {
    const found = await known(ctx, params.id);
    const outcome = await reroll(ctx, found, {
      cause: `reroll:${crypto.randomUUID()}`,
      count,
      ...(userId === undefined ? {} : { instead: userId }),
    });
    if (outcome.kind !== 'done') {
      throw new RouteError(409, outcome.kind.toUpperCase(), {
        en: `“${found.prize}” can’t be drawn again: ${outcome.kind.replaceAll('_', ' ')}.`,
        fr: ctx.t(`reroll.${outcome.kind}`, { prize: found.prize }),
      });
    }
    const { draw, told } = outcome;
    await ctx.audit('rerolled', { id: found.id, round: draw.round, winners: draw.winners });
    return { round: draw.round, winnerIds: draw.winners, announced: told === 'yes' };
  },
);

export const removeRoute = giveaways.route(
  'DELETE /giveaways/{id}',
  {
    access: 'manager',
    description: 'Removes a giveaway that is over, with its entries and draws: it can’t be verified any more',
    params: giveawayId,
  },
  async (ctx, { params }) => {
    const { id, prize, status } = await known(ctx, params.id);
    const removed = await ctx.data.giveaways.deleteOne({ id, status: { $in: over } });
    if (!removed) {
      throw new RouteError(
        409,
        'STILL_GOING_ON',
        { en: `“${prize}” is ${status}.`, fr: `« ${prize} » n’est pas terminé.` },
        { en: 'End it or call it off first.', fr: 'Terminez-le ou annulez-le d’abord.' },
      );
    }
    const of = { giveawayId: id };
    for (const collection of [
      ctx.data.entries,
      ctx.data.draws,
      ctx.data.entrantLists,
      ctx.data.wins,
      ctx.data.seeds,
      ctx.data.activity,
    ]) {
      await collection.deleteMany(of as never);
    }
    await ctx.audit('removed', { id, prize });
  },
);

function isOver(): RouteError {
  return new RouteError(409, 'NOT_POSSIBLE_NOW', {
    en: 'That is not possible in the state that the giveaway is in.',
    fr: 'Ce n’est pas possible dans l’état où se trouve le tirage.',
  });
}
