import type { Shape } from './answers.ts';

/** What a route takes and gives, in the names of the official description. */
export interface Operation {
  request?: Shape;
  /** `null`: 204. `unchecked`: the description has no schema for it. */
  answer: Shape | 'unchecked' | null;
}

const channel: Shape = { oneOf: ['GuildChannelResponse', 'ThreadResponse', 'PrivateChannelResponse'] };
const webhook: Shape = { oneOf: ['GuildIncomingWebhookResponse', 'ApplicationIncomingWebhookResponse'] };
const callbacks: Shape = {
  oneOf: [
    'CreateMessageInteractionCallbackRequest',
    'UpdateMessageInteractionCallbackRequest',
    'ApplicationCommandAutocompleteCallbackRequest',
    'ModalInteractionCallbackRequest',
    'PongInteractionCallbackRequest',
  ],
};

const autoModRule: readonly string[] = [
  'KeywordRuleResponse',
  'DefaultKeywordRuleResponse',
  'MentionSpamRuleResponse',
];
const autoModForm: Shape = {
  oneOf: ['KeywordUpsertRequest', 'DefaultKeywordListUpsertRequest', 'MentionSpamUpsertRequest'],
};
const autoModChange: Shape = {
  oneOf: [
    'KeywordUpsertRequestPartial',
    'DefaultKeywordListUpsertRequestPartial',
    'MentionSpamUpsertRequestPartial',
  ],
};
const scheduledEvent: readonly string[] = [
  'ExternalScheduledEventResponse',
  'StageScheduledEventResponse',
  'VoiceScheduledEventResponse',
];

/** Every simulated route. An answer on a route that is missing here is itself a violation. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /gateway': { answer: 'GatewayResponse' },
  'GET /gateway/bot': { answer: 'GatewayBotResponse' },
  'GET /users/@me': { answer: 'UserPIIResponse' },
  'PATCH /users/@me': { request: 'inline:OwnUser', answer: 'UserPIIResponse' },
  'GET /users/{user_id}': { answer: 'UserResponse' },
  'GET /users/@me/guilds': { answer: { list: 'MyGuildResponse' } },
  'DELETE /users/@me/guilds/{guild_id}': { answer: null },
  'GET /users/@me/guilds/{guild_id}/member': { answer: 'PrivateGuildMemberResponse' },
  'POST /users/@me/channels': { request: 'CreatePrivateChannelRequest', answer: 'PrivateChannelResponse' },
  'GET /applications/@me': { answer: 'PrivateApplicationResponse' },
  // The description wants `description` as a dictionary of languages; Discord's documentation, and its clients, a text.
  'PATCH /applications/@me': { answer: 'PrivateApplicationResponse' },
  'GET /oauth2/applications/@me': { answer: 'PrivateApplicationResponse' },

  'GET /applications/{application_id}/commands': { answer: { list: 'ApplicationCommandResponse' } },
  'POST /applications/{application_id}/commands': {
    request: 'ApplicationCommandCreateRequest',
    answer: 'ApplicationCommandResponse',
  },
  'PUT /applications/{application_id}/commands': {
    request: { list: 'ApplicationCommandUpdateRequest' },
    answer: { list: 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/commands/{command_id}': { answer: 'ApplicationCommandResponse' },
  'PATCH /applications/{application_id}/commands/{command_id}': {
    request: 'ApplicationCommandPatchRequestPartial',
    answer: 'ApplicationCommandResponse',
  },
  'DELETE /applications/{application_id}/commands/{command_id}': { answer: null },
  'GET /applications/{application_id}/guilds/{guild_id}/commands': {
    answer: { list: 'ApplicationCommandResponse' },
  },
  'POST /applications/{application_id}/guilds/{guild_id}/commands': {
    request: 'ApplicationCommandCreateRequest',
    answer: 'ApplicationCommandResponse',
  },
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': {
    request: { list: 'ApplicationCommandUpdateRequest' },
    answer: { list: 'ApplicationCommandResponse' },
  },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': {
    answer: 'ApplicationCommandResponse',
  },
  'PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': {
    request: 'ApplicationCommandPatchRequestPartial',
    answer: 'ApplicationCommandResponse',
  },
  'DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}': { answer: null },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/permissions': {
    answer: { list: 'CommandPermissionsResponse' },
  },
  'GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions': {
    answer: 'CommandPermissionsResponse',
  },
  'PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions': {
    request: 'inline:CommandPermissions',
    answer: 'CommandPermissionsResponse',
  },

  'POST /interactions/{interaction_id}/{interaction_token}/callback': {
    request: callbacks,
    answer: 'InteractionCallbackResponse',
  },
  'POST /webhooks/{webhook_id}/{webhook_token}': {
    request: 'IncomingWebhookRequestPartial',
    answer: 'MessageResponse',
  },
  'GET /webhooks/{webhook_id}/{webhook_token}': { answer: webhook },
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': { answer: 'MessageResponse' },
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': {
    request: 'IncomingWebhookUpdateRequestPartial',
    answer: 'MessageResponse',
  },
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': { answer: null },
  'GET /webhooks/{webhook_id}': { answer: webhook },
  'PATCH /webhooks/{webhook_id}': { request: 'inline:WebhookChange', answer: webhook },
  'DELETE /webhooks/{webhook_id}': { answer: null },
  'GET /channels/{channel_id}/webhooks': { answer: { list: 'GuildIncomingWebhookResponse' } },
  'POST /channels/{channel_id}/webhooks': {
    request: 'inline:Webhook',
    answer: 'GuildIncomingWebhookResponse',
  },
  'GET /guilds/{guild_id}/webhooks': { answer: { list: 'GuildIncomingWebhookResponse' } },

  'GET /channels/{channel_id}': { answer: channel },
  'PATCH /channels/{channel_id}': {
    request: { oneOf: ['UpdateGuildChannelRequestPartial', 'UpdateThreadRequestPartial'] },
    answer: channel,
  },
  'DELETE /channels/{channel_id}': { answer: channel },
  'GET /channels/{channel_id}/messages': { answer: { list: 'MessageResponse' } },
  'POST /channels/{channel_id}/messages': { request: 'MessageCreateRequest', answer: 'MessageResponse' },
  'GET /channels/{channel_id}/messages/{message_id}': { answer: 'MessageResponse' },
  'PATCH /channels/{channel_id}/messages/{message_id}': {
    request: 'MessageEditRequestPartial',
    answer: 'MessageResponse',
  },
  'DELETE /channels/{channel_id}/messages/{message_id}': { answer: null },
  'POST /channels/{channel_id}/messages/{message_id}/crosspost': { answer: 'MessageResponse' },
  'POST /channels/{channel_id}/messages/bulk-delete': { request: 'inline:BulkDelete', answer: null },
  'POST /channels/{channel_id}/typing': { answer: null },
  'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { answer: null },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': { answer: null },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}': { answer: null },
  'GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': {
    answer: { list: 'UserResponse' },
  },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions': { answer: null },
  'DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': { answer: null },
  'GET /channels/{channel_id}/messages/pins': { answer: 'PinnedMessagesResponse' },
  'PUT /channels/{channel_id}/messages/pins/{message_id}': { answer: null },
  'DELETE /channels/{channel_id}/messages/pins/{message_id}': { answer: null },
  'GET /channels/{channel_id}/pins': { answer: { list: 'MessageResponse' } },
  'PUT /channels/{channel_id}/pins/{message_id}': { answer: null },
  'DELETE /channels/{channel_id}/pins/{message_id}': { answer: null },
  'PUT /channels/{channel_id}/permissions/{overwrite_id}': {
    request: 'inline:ChannelOverwrite',
    answer: null,
  },
  'DELETE /channels/{channel_id}/permissions/{overwrite_id}': { answer: null },
  'GET /channels/{channel_id}/invites': { answer: { list: 'GuildInviteResponse' } },
  'POST /channels/{channel_id}/invites': {
    request: 'CreateGuildInviteRequest',
    answer: 'GuildInviteResponse',
  },
  'GET /invites/{code}': { answer: 'GuildInviteResponse' },
  'DELETE /invites/{code}': { answer: 'GuildInviteResponse' },
  'GET /guilds/{guild_id}/invites': { answer: { list: 'GuildInviteResponse' } },

  'POST /channels/{channel_id}/messages/{message_id}/threads': {
    request: 'CreateTextThreadWithMessageRequest',
    answer: 'ThreadResponse',
  },
  'POST /channels/{channel_id}/threads': {
    request: { oneOf: ['CreateTextThreadWithoutMessageRequest', 'CreateForumThreadRequest'] },
    answer: 'CreatedThreadResponse',
  },
  'PUT /channels/{channel_id}/thread-members/@me': { answer: null },
  'DELETE /channels/{channel_id}/thread-members/@me': { answer: null },
  'GET /channels/{channel_id}/thread-members/{user_id}': { answer: 'ThreadMemberResponse' },
  'PUT /channels/{channel_id}/thread-members/{user_id}': { answer: null },
  'DELETE /channels/{channel_id}/thread-members/{user_id}': { answer: null },
  'GET /channels/{channel_id}/thread-members': { answer: { list: 'ThreadMemberResponse' } },
  'GET /channels/{channel_id}/threads/archived/public': { answer: 'ThreadsResponse' },
  'GET /channels/{channel_id}/threads/archived/private': { answer: 'ThreadsResponse' },
  'GET /guilds/{guild_id}/threads/active': { answer: 'ThreadsResponse' },

  'GET /guilds/{guild_id}': { answer: 'GuildWithCountsResponse' },
  'PATCH /guilds/{guild_id}': { request: 'GuildPatchRequestPartial', answer: 'GuildResponse' },
  'GET /guilds/{guild_id}/preview': { answer: 'GuildPreviewResponse' },
  'GET /guilds/{guild_id}/channels': { answer: { list: 'GuildChannelResponse' } },
  'POST /guilds/{guild_id}/channels': {
    request: 'CreateGuildChannelRequest',
    answer: 'GuildChannelResponse',
  },
  'PATCH /guilds/{guild_id}/channels': { request: { list: 'inline:ChannelPosition' }, answer: null },
  'GET /guilds/{guild_id}/members': { answer: { list: 'GuildMemberResponse' } },
  'GET /guilds/{guild_id}/members/search': { answer: { list: 'GuildMemberResponse' } },
  'GET /guilds/{guild_id}/members/{user_id}': { answer: 'GuildMemberResponse' },
  'PATCH /guilds/{guild_id}/members/{user_id}': { request: 'inline:Member', answer: 'GuildMemberResponse' },
  'PATCH /guilds/{guild_id}/members/@me': {
    request: 'inline:OwnMember',
    answer: 'PrivateGuildMemberResponse',
  },
  'DELETE /guilds/{guild_id}/members/{user_id}': { answer: null },
  'PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}': { answer: null },
  'DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}': { answer: null },
  'GET /guilds/{guild_id}/bans': { answer: { list: 'GuildBanResponse' } },
  'GET /guilds/{guild_id}/bans/{user_id}': { answer: 'GuildBanResponse' },
  'PUT /guilds/{guild_id}/bans/{user_id}': { request: 'BanUserFromGuildRequest', answer: null },
  'DELETE /guilds/{guild_id}/bans/{user_id}': { answer: null },
  'POST /guilds/{guild_id}/bulk-ban': { request: 'BulkBanUsersRequest', answer: 'BulkBanUsersResponse' },
  'GET /guilds/{guild_id}/prune': { answer: 'GuildPruneResponse' },
  'POST /guilds/{guild_id}/prune': { request: 'PruneGuildRequest', answer: 'GuildPruneResponse' },
  'GET /guilds/{guild_id}/roles': { answer: { list: 'GuildRoleResponse' } },
  'GET /guilds/{guild_id}/roles/{role_id}': { answer: 'GuildRoleResponse' },
  'GET /guilds/{guild_id}/roles/member-counts': { answer: 'unchecked' },
  'POST /guilds/{guild_id}/roles': { request: 'CreateRoleRequest', answer: 'GuildRoleResponse' },
  'PATCH /guilds/{guild_id}/roles': {
    request: { list: 'UpdateRolePositionsRequest' },
    answer: { list: 'GuildRoleResponse' },
  },
  'PATCH /guilds/{guild_id}/roles/{role_id}': {
    request: 'UpdateRoleRequestPartial',
    answer: 'GuildRoleResponse',
  },
  'DELETE /guilds/{guild_id}/roles/{role_id}': { answer: null },
  'GET /guilds/{guild_id}/audit-logs': { answer: 'GuildAuditLogResponse' },
  'GET /guilds/{guild_id}/emojis': { answer: { list: 'EmojiResponse' } },
  'GET /guilds/{guild_id}/emojis/{emoji_id}': { answer: 'EmojiResponse' },
  'GET /guilds/{guild_id}/integrations': { answer: { list: 'DiscordIntegrationResponse' } },
  'GET /guilds/{guild_id}/voice-states/{user_id}': { answer: 'VoiceStateResponse' },
  'PATCH /guilds/{guild_id}/voice-states/{user_id}': {
    request: { oneOf: ['UpdateSelfVoiceStateRequestPartial', 'UpdateVoiceStateRequestPartial'] },
    answer: null,
  },
  'GET /voice/regions': { answer: { list: 'VoiceRegionResponse' } },
  'GET /sticker-packs': { answer: 'StickerPackCollectionResponse' },
  'PUT /guilds/{guild_id}/incident-actions': {
    request: 'GuildIncidentActionsRequest',
    answer: 'GuildIncidentsDataResponse',
  },

  'GET /guilds/{guild_id}/auto-moderation/rules': { answer: { listOf: autoModRule } },
  'POST /guilds/{guild_id}/auto-moderation/rules': { request: autoModForm, answer: { oneOf: autoModRule } },
  'GET /guilds/{guild_id}/auto-moderation/rules/{rule_id}': { answer: { oneOf: autoModRule } },
  'PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}': {
    request: autoModChange,
    answer: { oneOf: autoModRule },
  },
  'DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}': { answer: null },

  'POST /guilds/{guild_id}/emojis': { request: 'inline:Emoji', answer: 'EmojiResponse' },
  'PATCH /guilds/{guild_id}/emojis/{emoji_id}': { request: 'inline:EmojiChange', answer: 'EmojiResponse' },
  'DELETE /guilds/{guild_id}/emojis/{emoji_id}': { answer: null },
  'GET /guilds/{guild_id}/stickers': { answer: { list: 'GuildStickerResponse' } },
  // A form with a file, which the route itself reads.
  'POST /guilds/{guild_id}/stickers': { answer: 'GuildStickerResponse' },
  'GET /guilds/{guild_id}/stickers/{sticker_id}': { answer: 'GuildStickerResponse' },
  'PATCH /guilds/{guild_id}/stickers/{sticker_id}': {
    request: 'inline:StickerChange',
    answer: 'GuildStickerResponse',
  },
  'DELETE /guilds/{guild_id}/stickers/{sticker_id}': { answer: null },
  'GET /stickers/{sticker_id}': { answer: 'GuildStickerResponse' },

  'GET /guilds/{guild_id}/scheduled-events': { answer: { listOf: scheduledEvent } },
  'POST /guilds/{guild_id}/scheduled-events': {
    request: {
      oneOf: [
        'ExternalScheduledEventCreateRequest',
        'StageScheduledEventCreateRequest',
        'VoiceScheduledEventCreateRequest',
      ],
    },
    answer: { oneOf: scheduledEvent },
  },
  'GET /guilds/{guild_id}/scheduled-events/{event_id}': { answer: { oneOf: scheduledEvent } },
  'PATCH /guilds/{guild_id}/scheduled-events/{event_id}': {
    request: {
      oneOf: [
        'ExternalScheduledEventPatchRequestPartial',
        'StageScheduledEventPatchRequestPartial',
        'VoiceScheduledEventPatchRequestPartial',
      ],
    },
    answer: { oneOf: scheduledEvent },
  },
  'DELETE /guilds/{guild_id}/scheduled-events/{event_id}': { answer: null },
  'GET /guilds/{guild_id}/scheduled-events/{event_id}/users': {
    answer: { list: 'ScheduledEventUserResponse' },
  },
  'POST /stage-instances': { request: 'inline:StageInstance', answer: 'StageInstanceResponse' },
  'GET /stage-instances/{channel_id}': { answer: 'StageInstanceResponse' },
  'PATCH /stage-instances/{channel_id}': {
    request: 'inline:StageInstanceChange',
    answer: 'StageInstanceResponse',
  },
  'DELETE /stage-instances/{channel_id}': { answer: null },

  'GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}': {
    answer: 'PollAnswerDetailsResponse',
  },
  'POST /channels/{channel_id}/polls/{message_id}/expire': { answer: 'MessageResponse' },

  // Discord's documentation has them; the description does not.
  'GET /applications/{application_id}/skus': { answer: 'unchecked' },
  'GET /applications/{application_id}/entitlements': { answer: { list: 'EntitlementResponse' } },
  'POST /applications/{application_id}/entitlements': {
    request: 'CreateEntitlementRequestData',
    answer: 'EntitlementResponse',
  },
  'GET /applications/{application_id}/entitlements/{entitlement_id}': { answer: 'EntitlementResponse' },
  'DELETE /applications/{application_id}/entitlements/{entitlement_id}': { answer: null },
  'POST /applications/{application_id}/entitlements/{entitlement_id}/consume': { answer: null },

  'GET /guilds/{guild_id}/widget.json': { answer: 'WidgetResponse' },
  'GET /guilds/{guild_id}/widget': { answer: 'WidgetSettingsResponse' },
  'PATCH /guilds/{guild_id}/widget': { request: 'inline:Widget', answer: 'WidgetSettingsResponse' },
};
