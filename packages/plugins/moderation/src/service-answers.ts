import type { Author } from './cases/case.ts';
import { note as writeNote } from './cases/note.ts';
import type { ModerationContext } from './contract.ts';
import { moderation } from './contract.ts';
import { type DiscordDeed, type Outcome, perform } from './deeds/perform.ts';
import { currentPoints, warn as giveWarning } from './warnings/warn.ts';

interface Asked {
  readonly userId: string;
  readonly reason: string;
  readonly source: string;
  readonly moderatorId?: string | undefined;
  readonly key: string;
}

const answers = { done: 'done', repeated: 'repeated', refused: 'refused', failed: 'failed' } as const;

function authorOf({ moderatorId, source }: Asked): Author {
  return { id: moderatorId ?? null, source: 'plugin', name: source };
}

function originOf({ source, key }: Asked): string {
  return `plugin:${source}:${key}`;
}

function answer(outcome: Outcome) {
  return outcome.status === 'refused'
    ? { outcome: answers.refused, case: null, refusal: outcome.refusal }
    : { outcome: answers[outcome.status], case: outcome.done.number, refusal: null };
}

async function order(
  ctx: ModerationContext,
  deed: DiscordDeed,
  asked: Asked & { readonly duration?: number | undefined; readonly deleteMessages?: number },
) {
  const { userId, reason, duration, deleteMessages } = asked;
  return answer(
    await perform(ctx, {
      deed,
      userId,
      by: authorOf(asked),
      origin: originOf(asked),
      reason,
      duration,
      deleteMessages,
    }),
  );
}

export const warn = moderation.offer('warn', async (ctx, asked) => {
  const { userId, reason, points } = asked;
  const warned = await giveWarning(ctx, {
    userId,
    by: authorOf(asked),
    origin: originOf(asked),
    reason,
    points,
  });
  return {
    ...answer(warned.outcome),
    points: warned.points,
    escalated: warned.escalated?.outcome.status === 'done' ? warned.escalated.step.action : null,
  };
});

export const note = moderation.offer('note', async (ctx, asked) =>
  answer(
    await writeNote(ctx, {
      userId: asked.userId,
      by: authorOf(asked),
      origin: originOf(asked),
      text: asked.reason,
    }),
  ),
);

export const timeout = moderation.offer('timeout', (ctx, asked) => order(ctx, 'timeout', asked));
export const untimeout = moderation.offer('untimeout', (ctx, asked) => order(ctx, 'untimeout', asked));
export const kick = moderation.offer('kick', (ctx, asked) => order(ctx, 'kick', asked));
export const ban = moderation.offer('ban', (ctx, asked) => order(ctx, 'ban', asked));
export const unban = moderation.offer('unban', (ctx, asked) => order(ctx, 'unban', asked));
export const softban = moderation.offer('softban', (ctx, asked) => order(ctx, 'softban', asked));

const mostCases = 50;

export const history = moderation.offer('history', async (ctx, { userId }) => {
  const found = await ctx.data.cases
    .find({ userId, hidden: false, state: 'done' })
    .sort({ at: -1, number: -1 })
    .limit(mostCases);
  return {
    points: await currentPoints(ctx, userId),
    cases: found.map(({ number, kind, at, moderatorId, reason, points }) => ({
      number,
      kind,
      at,
      moderatorId,
      reason,
      points,
    })),
  };
});
