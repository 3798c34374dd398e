import { type GiveawaysCommand, type GiveawaysContext, giveaways } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { finish } from '../ending/finish.ts';
import { cancelGiveaway, changeGiveaway, pauseGiveaway, resumeGiveaway } from '../giveaways/change.ts';
import { askedOf, missingContribution, missingFor } from '../giveaways/compose.ts';
import { readDuration } from '../rules/read-duration.ts';
import {
  duration,
  giveaway,
  givenRequirements,
  meant,
  prize,
  requirementOptions,
  suggestDurations,
  suggesting,
  suggestRequirements,
  text,
  winners,
} from './options.ts';

export const edit = giveaways.subcommand({
  name: 'edit',
  description: 'Change a giveaway that is going on',
  options: {
    giveaway,
    prize: prize.optional(),
    duration: duration.optional(),
    winners: winners.optional(),
    text: text.optional(),
    ...requirementOptions,
  },
  autocomplete: {
    ...suggesting('running', 'paused'),
    duration: suggestDurations,
    requirement: suggestRequirements,
  },
  async run(ctx, options) {
    const found = await meant(ctx, options.giveaway);
    if (!found) return;
    const length = options.duration === undefined ? undefined : readDuration(options.duration);
    if (options.duration !== undefined && length === undefined) return tell(ctx, 'command.duration');
    const given = givenRequirements(options);
    const requirements = askedOf(found.kind, { ...found.requirements, ...given });
    const missing = missingFor(ctx, requirements);
    if (missing) return tell(ctx, `start.missing.${missing}`);
    const unknown = missingContribution(ctx, requirements);
    if (unknown !== undefined) return tell(ctx, 'start.unknown_requirement', { name: unknown });
    if (found.kind === 'drop' && options.winners !== undefined && options.winners <= found.taken) {
      return tell(ctx, 'edit.taken', { count: found.taken });
    }
    const changed = await changeGiveaway(ctx, found.id, {
      prize: options.prize,
      text: options.text,
      winners: options.winners,
      duration: length,
      requirements: Object.keys(given).length === 0 ? undefined : requirements,
    });
    await told(ctx, 'edit', found, changed);
  },
});

export const pause = giveaways.subcommand({
  name: 'pause',
  description: 'Stop the clock of a giveaway',
  options: { giveaway },
  autocomplete: suggesting('running'),
  run: (ctx, options) => act(ctx, 'pause', options.giveaway, pauseGiveaway),
});

export const resume = giveaways.subcommand({
  name: 'resume',
  description: 'Let a paused giveaway go on',
  options: { giveaway },
  autocomplete: suggesting('paused'),
  run: (ctx, options) => act(ctx, 'resume', options.giveaway, resumeGiveaway),
});

export const cancel = giveaways.subcommand({
  name: 'cancel',
  description: 'Call a giveaway off: nobody wins',
  options: { giveaway },
  autocomplete: suggesting('running', 'paused'),
  run: (ctx, options) => act(ctx, 'cancel', options.giveaway, cancelGiveaway),
});

export const end = giveaways.subcommand({
  name: 'end',
  description: 'End a giveaway now, and draw its winners',
  options: { giveaway },
  autocomplete: suggesting('running', 'paused'),
  async run(ctx, options) {
    const found = await meant(ctx, options.giveaway);
    if (!found) return;
    await ctx.defer({ ephemeral: true });
    const outcome = await finish(ctx, found.id, { force: true });
    if (outcome === 'none' || outcome === 'early') return tell(ctx, 'end.refused', { prize: found.prize });
    await ctx.audit('ended', { id: found.id, prize: found.prize });
    await tell(ctx, outcome === 'untold' ? 'end.untold' : 'end.done', { prize: found.prize });
  },
});

async function act(
  ctx: GiveawaysCommand,
  what: 'pause' | 'resume' | 'cancel',
  named: string,
  change: (ctx: GiveawaysContext, id: string) => Promise<Giveaway | undefined>,
): Promise<void> {
  const found = await meant(ctx, named);
  if (found) await told(ctx, what, found, await change(ctx, found.id));
}

async function told(
  ctx: GiveawaysCommand,
  what: 'edit' | 'pause' | 'resume' | 'cancel',
  found: Giveaway,
  changed: Giveaway | undefined,
): Promise<void> {
  const { id, prize } = found;
  if (changed) await ctx.audit(what, { id, prize });
  await tell(ctx, changed ? `${what}.done` : `${what}.refused`, { prize: changed?.prize ?? prize });
}

function tell(ctx: GiveawaysCommand, key: string, parameters = {}): Promise<void> {
  return ctx.reply({ content: ctx.t(key, parameters), ephemeral: true });
}
