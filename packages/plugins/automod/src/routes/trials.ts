import { field, RouteError, z } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { tryText } from '../engine/try-text.ts';
import { reasonOf } from '../hits/record.ts';
import { mostReplayed, replayRule } from '../replay/replay.ts';
import { mustFind, ruleId } from './find-rule.ts';

export const replayRoute = automod.route(
  'POST /rules/{id}/replay',
  {
    access: 'manager',
    description: 'What the rule would have done with the last messages of a channel',
    params: ruleId,
    body: z.object({
      channelId: field.channel({ types: ['text'] }),
      count: z.int().min(1).max(mostReplayed).default(200),
    }),
    returns: z.object({
      read: z.int(),
      found: z.int(),
      slow: z.int(),
      hits: z.array(
        z.object({
          messageId: z.string(),
          userId: z.string(),
          at: z.string(),
          text: z.string(),
          reason: z.string(),
        }),
      ),
    }),
  },
  async (ctx, { params, body }) => {
    const rule = await mustFind(ctx, params.id);
    const replayed = await replayRule(ctx, rule, body.channelId, body.count);
    if (!replayed) throw new RouteError(404, 'CHANNEL_UNKNOWN', 'There is no such channel with messages.');
    return { ...replayed, found: replayed.hits.length, hits: replayed.hits.map((hit) => ({ ...hit })) };
  },
);

export const testRoute = automod.route(
  'POST /test',
  {
    access: 'manager',
    description: 'What all rules make of a text, and how they read it; nothing happens',
    body: z.object({
      text: z.string().max(4000),
      userId: field.member().optional(),
      channelId: field.channel({ types: ['text'] }).optional(),
    }),
    returns: z.object({
      plain: z.string(),
      folded: z.string(),
      skeleton: z.string(),
      verdict: z.enum(['calm', 'acts', 'dryRun', 'exempt']),
      fired: z.array(z.object({ rule: z.string(), reason: z.string(), actions: z.string() })),
      slow: z.array(z.string()),
    }),
  },
  async (ctx, { body: { text, userId, channelId } }) => {
    const member = userId === undefined ? undefined : await ctx.discord.member(userId);
    const state = stateOf(ctx);
    const trial = await tryText(
      ctx,
      await state.rules(ctx),
      text,
      {
        userId: userId ?? ctx.actor?.userId ?? '0',
        name: member?.displayName ?? '',
        roles: member ? [...member.roles.cache.keys()] : [],
        joinedAt: member?.joinedTimestamp ?? undefined,
        hasAvatar: true,
      },
      channelId === undefined ? [] : await state.placesOf(ctx, channelId),
    );
    const { plain, folded, skeleton, exempt, verdicts, slow } = trial;
    const acts = verdicts.some(({ rule }) => !rule.dryRun);
    return {
      plain,
      folded,
      skeleton,
      verdict: exempt
        ? ('exempt' as const)
        : acts
          ? ('acts' as const)
          : verdicts.length > 0
            ? ('dryRun' as const)
            : ('calm' as const),
      fired: verdicts.map((verdict) => ({
        rule: verdict.rule.name,
        reason: reasonOf(ctx, verdict),
        actions: verdict.rule.actions.map(({ type }) => ctx.t(`action.${type}`)).join(', '),
      })),
      slow: [...slow],
    };
  },
);
