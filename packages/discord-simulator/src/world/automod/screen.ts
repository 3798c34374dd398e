import { has, permissionsInGuild } from '../access.ts';
import { writeAudit } from '../audit.ts';
import type { AutoModAction, AutoModRule, Channel, Message, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { type Match, matchRule } from './matching.ts';

/** A rule that a message runs into. */
export interface Hit {
  rule: AutoModRule;
  match: Match;
}

/** How an alert gets into its channel: the writer of messages, which itself asks this room first. */
export type WriteAlert = (channel: Channel, authorId: Snowflake, embed: Record<string, unknown>) => Message;

/**
 * The rules that a member's text runs into, before it is sent or edited. Bots, and members with MANAGE_GUILD, are
 * never screened.
 */
export function screen(world: World, channel: Channel, userId: Snowflake, content: string): Hit[] {
  const guildId = channel.guild_id;
  if (guildId === null || world.tables.autoModRule.count('guild', guildId) === 0) return [];
  const member = world.tables.member.get(pairKey(guildId, userId));
  if (!member || world.tables.user.get(userId)?.bot) return [];
  if (has(permissionsInGuild(world, userId, guildId), P.ManageGuild)) return [];
  const places = new Set([channel.id, channel.parent_id ?? '']);
  const parent = channel.parent_id === null ? undefined : world.tables.channel.get(channel.parent_id);
  if (parent?.parent_id) places.add(parent.parent_id);
  const mentions = new Set([...content.matchAll(/<@[!&]?(\d{1,20})>/g)].map(([, id]) => id ?? ''));
  return world.tables.autoModRule.by('guild', guildId).flatMap((rule) => {
    if (!rule.enabled) return [];
    if (rule.exempt_channels.some((id) => places.has(id))) return [];
    if (rule.exempt_roles.some((id) => member.roles.includes(id))) return [];
    const match = matchRule(rule, { content, mentions });
    return match ? [{ rule, match }] : [];
  });
}

export function isBlocking(hits: readonly Hit[]): boolean {
  return hits.some(({ rule }) => rule.actions.some((action) => action.type === 1));
}

/**
 * Does what the rules say: blocks (which the caller sees to), alerts, times out, each with its event and audit entry.
 *
 * @param message - the message, when it was not blocked.
 */
export function actOn(
  world: World,
  hits: readonly Hit[],
  what: { channel: Channel; userId: Snowflake; content: string; message: Message | null },
  write: WriteAlert,
): void {
  for (const { rule, match } of hits) {
    const alertId = alert(world, rule, match, what, write);
    for (const action of rule.actions) {
      if (action.type === 3) timeOut(world, rule, action, what.userId);
      writeAudit(world, rule.guild_id, { userId: rule.creator_id }, auditTypes[action.type] ?? 143, {
        target: what.userId,
        options: {
          auto_moderation_rule_name: rule.name,
          auto_moderation_rule_trigger_type: String(rule.trigger_type),
          channel_id: what.channel.id,
        },
      });
      world.emit({
        type: 'autoModActionExecution',
        rule,
        action,
        match,
        userId: what.userId,
        channelId: what.channel.id,
        content: what.content,
        messageId: what.message?.id ?? null,
        alertId,
      });
    }
  }
}

const auditTypes: Readonly<Record<number, number>> = { 1: 143, 2: 144, 3: 145 };

function alert(
  world: World,
  rule: AutoModRule,
  match: Match,
  what: { channel: Channel; userId: Snowflake; content: string; message: Message | null },
  write: WriteAlert,
): Snowflake | null {
  const action = rule.actions.find(({ type }) => type === 2);
  const channel = world.tables.channel.get(action?.metadata.channel_id ?? '');
  if (!channel) return null;
  const fields = {
    rule_name: rule.name,
    channel_id: what.channel.id,
    decision_id: world.ids.next(),
    ...(match.keyword === null ? {} : { keyword: match.keyword }),
    ...(match.content === null ? {} : { keyword_matched_content: match.content }),
    ...(what.message ? { flagged_message_id: what.message.id } : {}),
  };
  return write(channel, what.userId, {
    type: 'auto_moderation_message',
    description: what.content,
    fields: Object.entries(fields).map(([name, value]) => ({ name, value, inline: false })),
  }).id;
}

function timeOut(world: World, rule: AutoModRule, action: AutoModAction, userId: Snowflake): void {
  const before = world.tables.member.get(pairKey(rule.guild_id, userId));
  // As for a moderator: nobody can time out an administrator.
  if (!before || has(permissionsInGuild(world, userId, rule.guild_id), P.Administrator)) return;
  const until = world.now() + (action.metadata.duration_seconds ?? 0) * 1000;
  const member = world.tables.member.put({ ...before, communication_disabled_until: until });
  world.emit({ type: 'memberUpdate', member, before });
}
