import { DuplicateKeyError, z } from '@guildhall/sdk';
import type { Deed } from '../actions/deed.ts';
import { performAll } from '../actions/perform.ts';
import type { ActionOf } from '../actions/schema.ts';
import { type AutomodContext, automod } from '../contract.ts';

const permissionOf = { timeout: 'ModerateMembers', kick: 'KickMembers', ban: 'BanMembers' } as const;

/** Puts what happened to the vote of moderators, in the alert channel of the settings. */
export async function askModerators(
  ctx: AutomodContext,
  deed: Deed,
  { penalty, votes }: ActionOf<'ask'>,
): Promise<void> {
  const { alertChannel } = ctx.config;
  if (alertChannel === undefined) return;
  const { actor, message } = deed.subject;
  const values = { hit: deed.hitId, penalty, votes };
  await ctx.discord.send(alertChannel, {
    embeds: [
      {
        title: ctx.t('ask.title', { rule: deed.ruleName }).slice(0, 250),
        description: [
          ctx.t('alert.line', { user: `<@${actor.userId}>`, place: '', reason: deed.reason }),
          message ? `> ${message.text.raw.slice(0, 800).replaceAll('\n', '\n> ')}` : '',
          ctx.t('ask.needed', { count: votes }),
        ].join('\n'),
      },
    ],
    components: [
      voteButton.with({ ...values, choice: 'punish' }, { label: ctx.t(`ask.${penalty}`), style: 'danger' }),
      voteButton.with({ ...values, choice: 'leave' }, { label: ctx.t('ask.leave'), style: 'secondary' }),
    ],
  });
}

/** One vote for each moderator; the one that decides acts, and only one does. */
export const voteButton = automod.button(
  'vote',
  {
    hit: z.string().max(16),
    penalty: z.enum(['timeout', 'kick', 'ban']),
    votes: z.int().min(1).max(10),
    choice: z.enum(['punish', 'leave']),
  },
  async (ctx, { hit: hitId, penalty, votes, choice }) => {
    const answer = (key: string, values: Record<string, string | number> = {}) =>
      ctx.reply({ content: ctx.t(key, values), ephemeral: true });
    const hit = await ctx.data.hits.findOne({ id: hitId });
    if (!hit) return answer('hit.gone');
    if (hit.decided !== '') return answer('ask.decided');
    const obstacle = await ctx.cannot(ctx.member, { member: hit.userId }, permissionOf[penalty]);
    if (obstacle !== undefined && obstacle !== 'unknown') return answer('ask.notYours');
    try {
      await ctx.data.votes.insertOne({
        hitId,
        userId: ctx.member.id,
        penalty: choice === 'punish',
        at: ctx.clock.now(),
      });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      return answer('ask.voted');
    }
    const count = await ctx.data.votes.count({ hitId, penalty: choice === 'punish' });
    if (count < votes) return answer('ask.counted', { count, votes });
    const first = await ctx.data.hits.updateOne(
      { id: hitId, decided: '' },
      { $set: { decided: choice === 'punish' ? penalty : 'leave' } },
    );
    if (!first) return answer('ask.decided');
    await ctx.audit('ask.decided', { hitId, userId: hit.userId, decision: choice, penalty });
    if (choice === 'punish') await punish(ctx, hit, penalty);
    return answer(choice === 'punish' ? 'ask.punished' : 'ask.left');
  },
);

/** The default length of a timeout that moderators voted for. */
const votedTimeout = 3_600_000;

async function punish(
  ctx: AutomodContext,
  hit: {
    readonly id: string;
    readonly at: number;
    readonly userId: string;
    readonly userName: string;
    readonly ruleId: string;
    readonly ruleName: string;
    readonly reason: string;
    readonly performed: readonly {
      type: string;
      outcome: 'done' | 'nothing' | 'refused' | 'skipped';
      detail: string;
    }[];
  },
  penalty: 'timeout' | 'kick' | 'ban',
): Promise<void> {
  const action =
    penalty === 'timeout'
      ? ({ type: 'timeout', duration: votedTimeout } as const)
      : penalty === 'kick'
        ? ({ type: 'kick' } as const)
        : ({ type: 'ban', deleteDays: 0 } as const);
  const { performed } = await performAll(ctx, [action], {
    hitId: hit.id,
    ruleId: hit.ruleId,
    ruleName: hit.ruleName,
    reason: hit.reason,
    finding: { trigger: 'score', parameters: {} },
    subject: {
      at: hit.at,
      places: [],
      actor: { userId: hit.userId, name: hit.userName, roles: [], joinedAt: undefined, hasAvatar: true },
    },
  });
  await ctx.data.hits.updateOne({ id: hit.id }, { $set: { performed: [...hit.performed, ...performed] } });
}
