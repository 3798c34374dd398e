import type { Dispatch } from '../schema/event-payloads.ts';
import { canSee, has, permissionsInGuild } from '../world/access.ts';
import type { ScheduledEvent, Snowflake } from '../world/entities.ts';
import type { WorldEvent } from '../world/events.ts';
import { P } from '../world/permissions.ts';
import {
  autoModRuleView,
  entitlementView,
  scheduledEventView,
  stageInstanceView,
  stickerView,
} from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import type { Hearing, Listener } from './hearing.ts';
import { I } from './intents.ts';

/** Events of what a community has beside its channels: AutoMod, stickers, events, stages, polls, purchases. */
export function communityDispatches(
  world: World,
  event: WorldEvent,
  to: Listener,
  hears: Hearing,
): Dispatch[] {
  const manages = (guildId: Snowflake, intent: number) =>
    hears.inGuild(guildId, intent) &&
    has(permissionsInGuild(world, to.application.bot_user_id, guildId), P.ManageGuild);
  switch (event.type) {
    case 'autoModRuleCreate':
    case 'autoModRuleUpdate':
    case 'autoModRuleDelete': {
      if (!manages(event.rule.guild_id, I.AutoModerationConfiguration)) return [];
      const t = {
        autoModRuleCreate: 'AUTO_MODERATION_RULE_CREATE',
        autoModRuleUpdate: 'AUTO_MODERATION_RULE_UPDATE',
        autoModRuleDelete: 'AUTO_MODERATION_RULE_DELETE',
      } as const;
      return [{ t: t[event.type], d: autoModRuleView(event.rule) }];
    }
    case 'autoModActionExecution': {
      const { rule, action } = event;
      if (!manages(rule.guild_id, I.AutoModerationExecution)) return [];
      const read = (to.intents & I.MessageContent) !== 0;
      return [
        {
          t: 'AUTO_MODERATION_ACTION_EXECUTION',
          d: {
            guild_id: rule.guild_id,
            action: { type: action.type, metadata: action.metadata },
            rule_id: rule.id,
            rule_trigger_type: rule.trigger_type,
            user_id: event.userId,
            channel_id: event.channelId,
            ...(event.messageId === null ? {} : { message_id: event.messageId }),
            ...(event.alertId === null ? {} : { alert_system_message_id: event.alertId }),
            content: read ? event.content : '',
            matched_keyword: event.match.keyword,
            matched_content: read ? event.match.content : '',
          },
        },
      ];
    }
    case 'stickersUpdate':
      if (!hears.inGuild(event.guildId, I.GuildExpressions)) return [];
      return [
        {
          t: 'GUILD_STICKERS_UPDATE',
          d: {
            guild_id: event.guildId,
            stickers: world.tables.sticker
              .by('guild', event.guildId)
              .map((sticker) => stickerView(world, sticker)),
          },
        },
      ];
    case 'scheduledEventCreate':
    case 'scheduledEventUpdate':
    case 'scheduledEventDelete': {
      if (!hearsOfEvent(world, event.event, to, hears)) return [];
      const t = {
        scheduledEventCreate: 'GUILD_SCHEDULED_EVENT_CREATE',
        scheduledEventUpdate: 'GUILD_SCHEDULED_EVENT_UPDATE',
        scheduledEventDelete: 'GUILD_SCHEDULED_EVENT_DELETE',
      } as const;
      return [{ t: t[event.type], d: scheduledEventView(world, event.event) }];
    }
    case 'scheduledEventUserAdd':
    case 'scheduledEventUserRemove':
      if (!hearsOfEvent(world, event.event, to, hears)) return [];
      return [
        {
          t:
            event.type === 'scheduledEventUserAdd'
              ? 'GUILD_SCHEDULED_EVENT_USER_ADD'
              : 'GUILD_SCHEDULED_EVENT_USER_REMOVE',
          d: {
            guild_scheduled_event_id: event.event.id,
            user_id: event.userId,
            guild_id: event.event.guild_id,
          },
        },
      ];
    case 'stageInstanceCreate':
    case 'stageInstanceUpdate':
    case 'stageInstanceDelete': {
      if (!hears.inChannel(event.stage.channel_id, I.Guilds, 0)) return [];
      const t = {
        stageInstanceCreate: 'STAGE_INSTANCE_CREATE',
        stageInstanceUpdate: 'STAGE_INSTANCE_UPDATE',
        stageInstanceDelete: 'STAGE_INSTANCE_DELETE',
      } as const;
      return [{ t: t[event.type], d: stageInstanceView(event.stage) }];
    }
    case 'pollVoteAdd':
    case 'pollVoteRemove': {
      const { message } = event;
      if (!hears.inChannel(message.channel_id, I.GuildMessagePolls, I.DirectMessagePolls)) return [];
      return [
        {
          t: event.type === 'pollVoteAdd' ? 'MESSAGE_POLL_VOTE_ADD' : 'MESSAGE_POLL_VOTE_REMOVE',
          d: {
            user_id: event.userId,
            channel_id: message.channel_id,
            message_id: message.id,
            answer_id: event.answerId,
            ...(message.guild_id === null ? {} : { guild_id: message.guild_id }),
          },
        },
      ];
    }
    case 'entitlementCreate':
    case 'entitlementUpdate':
    case 'entitlementDelete': {
      // What is bought is told on the first shard, and needs no intent.
      if (event.entitlement.application_id !== to.application.id || to.shard[0] !== 0) return [];
      const t = {
        entitlementCreate: 'ENTITLEMENT_CREATE',
        entitlementUpdate: 'ENTITLEMENT_UPDATE',
        entitlementDelete: 'ENTITLEMENT_DELETE',
      } as const;
      return [{ t: t[event.type], d: entitlementView(event.entitlement) }];
    }
    default:
      return [];
  }
}

/** An event in a channel is known to those who see the channel. */
function hearsOfEvent(world: World, event: ScheduledEvent, to: Listener, hears: Hearing): boolean {
  if (!hears.inGuild(event.guild_id, I.GuildScheduledEvents)) return false;
  const channel = event.channel_id === null ? undefined : world.tables.channel.get(event.channel_id);
  return channel === undefined || canSee(world, to.application.bot_user_id, channel);
}
