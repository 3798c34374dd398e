import { field, RouteError, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import { entrantKey, readEntrantLine } from '../draws/entrants.ts';
import { verifyStored } from '../draws/stored-draws.ts';
import { giveawayId, known } from './known.ts';

/** `<giveaway>-<round>` */
const drawId = z.object({ id: z.string().regex(/^[a-z0-9]{1,12}-\d{1,3}$/) });

const pickRecord = z.object({ place: z.int(), key: z.string(), outcome: z.string() });

/** Everything that anybody needs to make the draw again. Nobody's id is in it. */
const publishedDraw = z.object({
  giveawayId: z.string(),
  round: z.int(),
  commitment: z.string(),
  seed: z.string(),
  digest: z.string(),
  wanted: z.int(),
  picks: z.array(pickRecord),
  earlier: z.array(z.string()),
});

const verification = z.object({
  id: z.string(),
  prize: z.string(),
  number: z.int(),
  round: z.int(),
  drawnAt: z.iso.datetime(),
  entrants: z.int(),
  tickets: z.int(),
  commitment: z.string(),
  seed: z.string(),
  digest: z.string(),
  verdict: z.enum(['fits', 'broken']),
  seedCommitted: z.boolean(),
  entrantsMatch: z.boolean(),
  orderMatches: z.boolean(),
  winnersMatch: z.boolean(),
  picks: z.array(pickRecord),
  draw: publishedDraw,
});

type Verified = z.output<typeof verification>;

/** What is published never changes: strangers who ask again and again cost a look-up. */
const remembered = new Map<string, Verified>();
const mostRemembered = 200;

async function published(ctx: GiveawaysContext, id: string): Promise<Verified> {
  const [of = '', round = ''] = id.split('-');
  const key = `${ctx.guild.id}:${id}`;
  const known = remembered.get(key);
  if (known && (await ctx.data.draws.findOne({ giveawayId: of, round: Number(round) }))) return known;
  const found = await verifyStored(ctx, of, Number(round));
  if (!found) throw unknown();
  const { giveaway, draw, earlier, checks } = found;
  const picks = draw.picks.map((pick, index) => ({ place: index + 1, ...pick }));
  const { commitment } = giveaway;
  const { seed, digest, wanted } = draw;
  const verified: Verified = {
    id,
    prize: giveaway.prize,
    number: giveaway.number,
    round: draw.round,
    drawnAt: new Date(draw.at).toISOString(),
    entrants: draw.entrants,
    tickets: draw.tickets,
    commitment,
    seed,
    digest,
    verdict: Object.values(checks).every(Boolean) ? 'fits' : 'broken',
    ...checks,
    picks,
    draw: {
      giveawayId: of,
      round: draw.round,
      commitment,
      seed,
      digest,
      wanted,
      picks,
      earlier: [...earlier],
    },
  };
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, verified);
  return verified;
}

function unknown(): RouteError {
  return new RouteError(404, 'DRAW_UNKNOWN', {
    en: 'There is no such draw, or it is not published.',
    fr: 'Il n’y a pas de tel tirage, ou il n’est pas publié.',
  });
}

export const verifyRoute = giveaways.route(
  'GET /draws/{id}/verify',
  {
    access: 'public',
    description: 'A draw with all that it was made of, and what comes out when it is made again',
    params: drawId,
    returns: verification,
  },
  (ctx, { params }) => published(ctx, params.id),
);

export const picksRoute = giveaways.route(
  'GET /draws/{id}/picks',
  {
    access: 'public',
    description: 'Whom a draw came upon, in its order',
    params: drawId,
    returns: z.array(pickRecord),
  },
  async (ctx, { params }) => (await published(ctx, params.id)).picks,
);

export const entrantsRoute = giveaways.route(
  'GET /draws/{id}/entrants',
  {
    access: 'public',
    description: 'The entrants of a draw in its order, by keys, with their tickets',
    params: drawId,
    query: z.object({
      limit: z.int().min(1).max(1000).default(1000),
      /** The key behind which to go on. */
      after: z.string().max(64).default(''),
    }),
    returns: z.object({
      entrants: z.array(z.object({ key: z.string(), weight: z.int() })),
      next: z.string().nullable(),
    }),
  },
  async (ctx, { params, query: { limit, after } }) => {
    const { draw } = await published(ctx, params.id);
    const { giveawayId: of, digest } = draw;
    const entrants: { readonly key: string; readonly weight: number }[] = [];
    for await (const { lines } of ctx.data.entrantLists.find({ giveawayId: of, digest }).sort({ part: 1 })) {
      for (const line of lines) {
        const entrant = readEntrantLine(line);
        if (entrant.key > after && entrants.length <= limit) entrants.push(entrant);
      }
      if (entrants.length > limit) break;
    }
    const page = entrants.slice(0, limit);
    return { entrants: page, next: entrants.length > limit ? (page.at(-1)?.key ?? null) : null };
  },
);

export const lookRoute = giveaways.route(
  'POST /draws/{id}/look',
  {
    access: 'public',
    description: 'What became of one member in a draw, for who knows their id',
    params: drawId,
    body: z.object({
      userId: z.string().regex(/^[1-9]\d{16,19}$/),
    }),
    returns: z.object({ key: z.string(), tickets: z.int(), outcome: z.string() }),
  },
  async (ctx, { params, body }) => {
    const { draw } = await published(ctx, params.id);
    const key = entrantKey(draw.giveawayId, body.userId);
    const picked = draw.picks.find((one) => one.key === key);
    for await (const { lines } of ctx.data.entrantLists.find({
      giveawayId: draw.giveawayId,
      digest: draw.digest,
    })) {
      const line = lines.find((one) => one.startsWith(key));
      if (line === undefined) continue;
      const outcome = draw.earlier.includes(key) ? 'won_before' : (picked?.outcome ?? 'not_drawn');
      return { key, tickets: readEntrantLine(line).weight, outcome };
    }
    return { key, tickets: 0, outcome: 'not_in' };
  },
);

export const listDraws = giveaways.route(
  'GET /giveaways/{id}/draws',
  {
    access: 'manager',
    description: 'The draws of a giveaway, with what was published of each',
    params: giveawayId,
    query: z.object({ userId: field.user().optional() }),
    returns: z.array(
      z.object({
        id: z.string(),
        round: z.int(),
        at: z.iso.datetime(),
        cause: z.enum(['end', 'claim', 'reroll']),
        entrants: z.int(),
        winnerIds: z.array(z.string()),
        passedOver: z.int(),
        announced: z.enum(['no', 'yes', 'refused']),
      }),
    ),
  },
  async (ctx, { params, query }) => {
    const { id } = await known(ctx, params.id);
    const draws = await ctx.data.draws.find({ giveawayId: id }).sort({ round: 1 });
    return draws
      .filter(({ winners }) => query.userId === undefined || winners.includes(query.userId))
      .map((draw) => ({
        id: `${id}-${draw.round}`,
        round: draw.round,
        at: new Date(draw.at).toISOString(),
        cause: causeOf(draw.cause),
        entrants: draw.entrants,
        winnerIds: draw.winners,
        passedOver: draw.picks.filter(({ outcome }) => outcome !== 'won').length,
        announced: draw.announced,
      }));
  },
);

function causeOf(cause: string): 'end' | 'claim' | 'reroll' {
  if (cause === 'end') return 'end';
  return cause.startsWith('claim') ? 'claim' : 'reroll';
}
