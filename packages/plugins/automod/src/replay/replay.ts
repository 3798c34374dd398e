import { asRefusal, type RawPayload } from '@guildhall/sdk';
import type { Message } from 'discord.js';
import type { AutomodContext } from '../contract.ts';
import { messageFacts, type Subject } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { patternTexts } from '../engine/judge-event.ts';
import { Memory } from '../engine/memory.ts';
import { compileRules, judge } from '../engine/rule-set.ts';
import { cooled, type Heat, heated, plainScorer } from '../heat/heat.ts';
import { reasonOf } from '../hits/record.ts';
import { findPatterns } from '../patterns/index.ts';
import type { Rule } from '../rules/schema.ts';

/** Messages that are read at most. */
export const mostReplayed = 500;

/** One message on which the rule would have acted. */
export interface ReplayHit {
  readonly messageId: string;
  readonly userId: string;
  readonly at: string;
  readonly text: string;
  readonly reason: string;
}

export interface Replayed {
  readonly read: number;
  readonly hits: readonly ReplayHit[];
  /** Patterns that took too long on one of them. */
  readonly slow: number;
}

/**
 * What a rule would have done with the last messages of a channel, as if it had been there then: counts begin with the oldest of
 * them. Messages are read from Discord, and neither kept nor acted on.
 */
export async function replayRule(
  ctx: AutomodContext,
  rule: Rule,
  channelId: string,
  count: number,
): Promise<Replayed | undefined> {
  const channel = await ctx.discord.channel(channelId);
  if (!channel?.isTextBased()) return undefined;
  const messages: Message[] = [];
  while (messages.length < count) {
    const before = messages.at(-1)?.id;
    const limit = Math.min(100, count - messages.length);
    const page = await asRefusal(() =>
      channel.messages.fetch({ limit, cache: false, ...(before === undefined ? {} : { before }) }),
    );
    messages.push(...page.values());
    if (page.size < limit) break;
  }
  return replayOn(ctx, rule, messages.reverse(), await stateOf(ctx).placesOf(ctx, channelId));
}

async function replayOn(
  ctx: AutomodContext,
  rule: Rule,
  messages: readonly Message[],
  places: readonly string[],
): Promise<Replayed> {
  const set = compileRules([{ ...rule, enabled: true, dryRun: false }]);
  const memory = new Memory();
  const heats = new Map<string, Heat>();
  const ownInvites = set.asksInvites ? await stateOf(ctx).ownInvites(ctx) : new Set<string>();
  const hits: ReplayHit[] = [];
  let slow = 0;
  for (const message of messages) {
    if (message.author.bot || message.webhookId !== null) continue;
    const subject = subjectOf(message, places);
    const { userId } = subject.actor;
    memory.note(subject);
    const heat = heated(heats.get(userId), subject.at, plainScorer.score(subject.message), ctx.config.heat);
    heats.set(userId, heat);
    const patterns = await findPatterns(set.patterns, patternTexts(subject.message));
    slow += patterns.slow.size;
    const [verdict] = judge(set, subject, {
      now: subject.at,
      memory,
      heat: cooled(heat, subject.at, ctx.config.heat),
      score: plainScorer.score(subject.message),
      found: patterns.found,
      ownInvites,
      isPanic: false,
      timezone: ctx.guild.timezone,
    });
    if (!verdict) continue;
    hits.push({
      messageId: message.id,
      userId,
      at: new Date(subject.at).toISOString(),
      text: message.content.slice(0, 200),
      reason: reasonOf(ctx, verdict),
    });
  }
  return { read: messages.length, hits, slow };
}

function subjectOf(
  message: Message,
  places: readonly string[],
): Subject & Required<Pick<Subject, 'message'>> {
  const parts = {
    id: message.id,
    content: message.content,
    mentions: [...message.mentions.users.keys()].map((id) => ({ id })),
    mention_roles: [...message.mentions.roles.keys()],
    mention_everyone: message.mentions.everyone,
    attachments: message.attachments.map(({ name }) => ({ filename: name })),
    sticker_items: [...message.stickers.keys()],
    ...(message.reference === null ? {} : { message_reference: {} }),
  } satisfies Partial<Record<keyof RawPayload<'MESSAGE_CREATE'>, unknown>>;
  return {
    at: message.createdTimestamp,
    actor: {
      userId: message.author.id,
      name: message.author.username,
      roles: message.member ? [...message.member.roles.cache.keys()] : [],
      joinedAt: message.member?.joinedTimestamp ?? undefined,
      hasAvatar: message.author.avatar !== null,
    },
    places,
    message: messageFacts(parts, false),
  };
}
