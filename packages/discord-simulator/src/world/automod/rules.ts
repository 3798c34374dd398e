import type { Actor } from '../access.ts';
import { guildWith, has, permissionsInGuild } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { AutoModAction, AutoModRule, Snowflake } from '../entities.ts';
import { badField, notFound, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { compilePattern } from './matching.ts';

export interface AutoModForm {
  name?: string | undefined;
  event_type?: number | undefined;
  trigger_type?: number | undefined;
  trigger_metadata?: Partial<AutoModRule['trigger_metadata']> | null | undefined;
  actions?: { type: number; metadata?: AutoModAction['metadata'] | null }[] | null | undefined;
  enabled?: boolean | null | undefined;
  exempt_roles?: Snowflake[] | null | undefined;
  exempt_channels?: Snowflake[] | null | undefined;
}

const audited = [
  'name',
  'event_type',
  'trigger_type',
  'trigger_metadata',
  'actions',
  'enabled',
  'exempt_roles',
  'exempt_channels',
] as const;

/** The rules of a guild; they may be read with MANAGE_GUILD. */
export function listAutoModRules(world: World, actor: Actor, guildId: Snowflake): AutoModRule[] {
  guildWith(world, actor, guildId, P.ManageGuild);
  return world.tables.autoModRule.by('guild', guildId);
}

export function autoModRuleOf(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  ruleId: Snowflake,
): AutoModRule {
  guildWith(world, actor, guildId, P.ManageGuild);
  const rule = world.tables.autoModRule.get(ruleId);
  if (!rule || rule.guild_id !== guildId) throw notFound();
  return rule;
}

/** Makes a rule. A guild has 6 for keywords, and one each for the word lists and for mentions. */
export function createAutoModRule(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  form: AutoModForm,
): AutoModRule {
  guildWith(world, actor, guildId, P.ManageGuild);
  const triggerType = form.trigger_type ?? 0;
  const most = limits.autoModRules[triggerType];
  if (most === undefined || form.event_type !== 1) {
    world.violate(
      'route-not-simulated',
      'auto-moderation',
      `rules of trigger type ${triggerType} and event type ${form.event_type} are not simulated`,
    );
    throw badField(['trigger_type'], 'NOT_SIMULATED', 'Not simulated');
  }
  const alike = world.tables.autoModRule
    .by('guild', guildId)
    .filter((rule) => rule.trigger_type === triggerType);
  if (alike.length >= most) {
    throw badField([], 'AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED', 'Maximum number of rules reached');
  }
  const rule: AutoModRule = {
    id: world.ids.next(),
    guild_id: guildId,
    creator_id: actor.userId,
    name: form.name ?? '',
    event_type: 1,
    trigger_type: triggerType,
    trigger_metadata: readMetadata(triggerType, form.trigger_metadata ?? {}),
    actions: readActions(world, actor, guildId, triggerType, form.actions ?? [{ type: 1 }]),
    // Discord makes rules switched off unless told otherwise.
    enabled: form.enabled ?? false,
    exempt_roles: form.exempt_roles ?? [],
    exempt_channels: form.exempt_channels ?? [],
  };
  checkRule(world, rule);
  world.tables.autoModRule.put(rule);
  world.emit({ type: 'autoModRuleCreate', rule });
  writeAudit(world, guildId, actor, 140, { target: rule.id, changes: changesOf('new_value', rule, audited) });
  return rule;
}

export function updateAutoModRule(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  ruleId: Snowflake,
  form: AutoModForm,
): AutoModRule {
  const before = autoModRuleOf(world, actor, guildId, ruleId);
  if (form.trigger_type !== undefined && form.trigger_type !== before.trigger_type) {
    throw badField(['trigger_type'], 'BASE_TYPE_CHOICES', `Value must be one of {${before.trigger_type}}.`);
  }
  const rule: AutoModRule = {
    ...before,
    name: form.name ?? before.name,
    trigger_metadata: form.trigger_metadata
      ? readMetadata(before.trigger_type, form.trigger_metadata)
      : before.trigger_metadata,
    actions: form.actions
      ? readActions(world, actor, guildId, before.trigger_type, form.actions)
      : before.actions,
    enabled: form.enabled ?? before.enabled,
    exempt_roles: form.exempt_roles ?? before.exempt_roles,
    exempt_channels: form.exempt_channels ?? before.exempt_channels,
  };
  checkRule(world, rule);
  const changes = changesBetween(before, rule, audited);
  if (changes.length === 0) return before;
  world.tables.autoModRule.put(rule);
  world.emit({ type: 'autoModRuleUpdate', rule });
  writeAudit(world, guildId, actor, 141, { target: ruleId, changes });
  return rule;
}

export function deleteAutoModRule(world: World, actor: Actor, guildId: Snowflake, ruleId: Snowflake): void {
  const rule = autoModRuleOf(world, actor, guildId, ruleId);
  world.tables.autoModRule.delete(ruleId);
  world.emit({ type: 'autoModRuleDelete', rule });
  writeAudit(world, guildId, actor, 142, { target: ruleId, changes: changesOf('old_value', rule, audited) });
}

/** Only what belongs to the trigger is kept, and all of it is there. */
function readMetadata(
  triggerType: number,
  given: Partial<AutoModRule['trigger_metadata']>,
): AutoModRule['trigger_metadata'] {
  if (triggerType === 5) {
    return {
      mention_total_limit: given.mention_total_limit ?? 20,
      mention_raid_protection_enabled: given.mention_raid_protection_enabled ?? false,
    };
  }
  if (triggerType === 4) return { presets: given.presets ?? [], allow_list: given.allow_list ?? [] };
  return {
    keyword_filter: given.keyword_filter ?? [],
    regex_patterns: given.regex_patterns ?? [],
    allow_list: given.allow_list ?? [],
  };
}

function readActions(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  triggerType: number,
  given: NonNullable<AutoModForm['actions']>,
): AutoModAction[] {
  return given.map((action, index) => {
    const at = ['actions', index];
    if (given.findIndex((other) => other.type === action.type) < index) {
      throw badField(at, 'AUTO_MODERATION_DUPLICATE_ACTION_TYPE', 'Each type of action may be given once');
    }
    const metadata = action.metadata ?? {};
    if (action.type === 1) {
      return {
        type: 1,
        metadata: metadata.custom_message ? { custom_message: metadata.custom_message } : {},
      };
    }
    if (action.type === 2) {
      const channel = world.tables.channel.get(metadata.channel_id ?? '');
      if (!channel || channel.guild_id !== guildId) {
        throw badField([...at, 'metadata', 'channel_id'], 'CHANNEL_INVALID', 'Unknown channel');
      }
      return { type: 2, metadata: { channel_id: channel.id } };
    }
    if (action.type === 3) {
      if (triggerType === 4) {
        throw badField(
          at,
          'AUTO_MODERATION_INVALID_ACTION_FOR_TRIGGER_TYPE',
          'A timeout belongs to rules for keywords and mentions only',
        );
      }
      if (!has(permissionsInGuild(world, actor.userId, guildId), P.ModerateMembers)) throw refuse(50013);
      return { type: 3, metadata: { duration_seconds: metadata.duration_seconds ?? 60 } };
    }
    world.violate(
      'route-not-simulated',
      'auto-moderation',
      `actions of type ${action.type} are not simulated`,
    );
    throw badField([...at, 'type'], 'NOT_SIMULATED', 'Not simulated');
  });
}

function checkRule(world: World, rule: AutoModRule): void {
  if (rule.name.length < 1 || rule.name.length > 100) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  const { keyword_filter, regex_patterns, allow_list, mention_total_limit } = rule.trigger_metadata;
  const allowed = rule.trigger_type === 4 ? 1000 : 100;
  if ((allow_list?.length ?? 0) > allowed) {
    throw badField(
      ['trigger_metadata', 'allow_list'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${allowed} or fewer in length.`,
    );
  }
  if (rule.trigger_type === 1 && !keyword_filter?.length && !regex_patterns?.length) {
    throw badField(
      ['trigger_metadata'],
      'AUTO_MODERATION_EMPTY_TRIGGER_METADATA',
      'A keyword or a pattern is required',
    );
  }
  if (mention_total_limit !== undefined && (mention_total_limit < 1 || mention_total_limit > 50)) {
    throw badField(
      ['trigger_metadata', 'mention_total_limit'],
      'NUMBER_TYPE_MAX',
      'int value should be less than or equal to 50.',
    );
  }
  for (const [index, source] of (regex_patterns ?? []).entries()) {
    try {
      compilePattern(source);
    } catch {
      throw badField(
        ['trigger_metadata', 'regex_patterns', index],
        'AUTO_MODERATION_INVALID_REGEX',
        'Invalid regular expression',
      );
    }
  }
  for (const id of rule.exempt_roles) {
    if (world.tables.role.get(id)?.guild_id !== rule.guild_id) throw refuse(10011);
  }
  for (const id of rule.exempt_channels) {
    if (world.tables.channel.get(id)?.guild_id !== rule.guild_id) throw refuse(10003);
  }
}
