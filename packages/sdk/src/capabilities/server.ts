import { type Capability, capability } from './capability.ts';

export type ServerCapabilityId =
  | 'guild.read'
  | 'guild.manage'
  | 'roles.manage'
  | 'channels.read'
  | 'channels.manage'
  | 'threads.manage'
  | 'expressions.manage'
  | 'invites.read'
  | 'invites.manage'
  | 'audit.read'
  | 'automod.manage'
  | 'events.read'
  | 'events.manage'
  | 'stage.manage'
  | 'webhooks.manage'
  | 'network.fetch';

/** Capabilities about what a server is made of, and what is around it. */
export const serverCapabilities: Readonly<Record<ServerCapabilityId, Capability<ServerCapabilityId>>> = {
  'guild.read': capability({
    id: 'guild.read',
    risk: 'low',
    title: { en: 'See the server’s roles and emojis', fr: 'Voir les rôles et les émojis du serveur' },
    description: {
      en: 'Name, roles, emojis and stickers of the server, and when they change.',
      fr: 'Nom, rôles, émojis et autocollants du serveur, et leurs changements.',
    },
    permissions: [],
    routes: [
      'GET /guilds/{}',
      'GET /guilds/{}/preview',
      'GET /guilds/{}/roles',
      'GET /guilds/{}/roles/{}',
      'GET /guilds/{}/roles/member-counts',
      'GET /guilds/{}/emojis',
      'GET /guilds/{}/emojis/{}',
      'GET /guilds/{}/stickers',
      'GET /guilds/{}/stickers/{}',
    ],
    intents: ['Guilds', 'GuildExpressions'],
    fields: [],
  }),
  'guild.manage': capability({
    id: 'guild.manage',
    risk: 'high',
    title: { en: 'Change the server’s settings', fr: 'Modifier les réglages du serveur' },
    description: {
      en: 'Name, icon, verification level and system channel, and the bot’s own nickname.',
      fr: 'Nom, icône, niveau de vérification et salon système, ainsi que le pseudo du bot.',
    },
    permissions: ['ManageGuild', 'ChangeNickname'],
    routes: ['PATCH /guilds/{}', 'PATCH /guilds/{}/members/@me'],
    intents: [],
    fields: [],
  }),
  'roles.manage': capability({
    id: 'roles.manage',
    risk: 'high',
    title: { en: 'Create, change and delete roles', fr: 'Créer, modifier et supprimer des rôles' },
    description: {
      en: 'Only roles below the bot’s own, with permissions that the bot has itself. A deleted role can’t be brought back.',
      fr: 'Seulement les rôles placés sous celui du bot, avec des permissions qu’il possède. Un rôle supprimé ne peut pas être rétabli.',
    },
    permissions: ['ManageRoles'],
    routes: [
      'POST /guilds/{}/roles',
      'PATCH /guilds/{}/roles',
      'PATCH /guilds/{}/roles/{}',
      'DELETE /guilds/{}/roles/{}',
    ],
    intents: [],
    fields: [],
  }),
  'channels.read': capability({
    id: 'channels.read',
    risk: 'low',
    title: { en: 'See channels and threads', fr: 'Voir les salons et les fils' },
    description: {
      en: 'Names, topics and permissions of the channels that the bot can see.',
      fr: 'Noms, sujets et permissions des salons que le bot peut voir.',
    },
    permissions: ['ViewChannel'],
    routes: [
      'GET /channels/{}',
      'GET /guilds/{}/channels',
      'GET /guilds/{}/threads/active',
      'GET /channels/{}/threads/archived/public',
    ],
    intents: ['Guilds'],
    fields: [],
  }),
  'channels.manage': capability({
    id: 'channels.manage',
    risk: 'high',
    title: { en: 'Create, change and delete channels', fr: 'Créer, modifier et supprimer des salons' },
    description: {
      en: 'A deleted channel can’t be brought back.',
      fr: 'Un salon supprimé ne peut pas être rétabli.',
    },
    permissions: ['ViewChannel', 'ManageChannels', 'ManageRoles'],
    routes: [
      'POST /guilds/{}/channels',
      'PATCH /guilds/{}/channels',
      'PATCH /channels/{}',
      'DELETE /channels/{}',
      'PUT /channels/{}/permissions/{}',
      'DELETE /channels/{}/permissions/{}',
    ],
    intents: [],
    fields: [],
  }),
  'threads.manage': capability({
    id: 'threads.manage',
    risk: 'medium',
    title: { en: 'Open and close threads', fr: 'Ouvrir et fermer des fils' },
    description: {
      en: 'Start threads, add members to them, archive and lock them.',
      fr: 'Ouvrir des fils, y ajouter des membres, les archiver et les verrouiller.',
    },
    permissions: [
      'ViewChannel',
      'CreatePublicThreads',
      'CreatePrivateThreads',
      'SendMessagesInThreads',
      'ManageThreads',
    ],
    routes: [
      'POST /channels/{}/threads',
      'POST /channels/{}/messages/{}/threads',
      'PUT /channels/{}/thread-members/{}',
      'DELETE /channels/{}/thread-members/{}',
      'GET /channels/{}/thread-members',
      'GET /channels/{}/thread-members/{}',
      'PUT /channels/{}/thread-members/@me',
      'DELETE /channels/{}/thread-members/@me',
      'GET /channels/{}/threads/archived/public',
      'GET /channels/{}/threads/archived/private',
      'PATCH /channels/{}',
      'DELETE /channels/{}',
    ],
    intents: [],
    fields: [],
  }),
  'expressions.manage': capability({
    id: 'expressions.manage',
    risk: 'medium',
    title: {
      en: 'Add and remove emojis and stickers',
      fr: 'Ajouter et retirer des émojis et des autocollants',
    },
    description: {
      en: 'A removed emoji can’t be brought back.',
      fr: 'Un émoji retiré ne peut pas être rétabli.',
    },
    permissions: ['ManageGuildExpressions', 'CreateGuildExpressions'],
    routes: [
      'POST /guilds/{}/emojis',
      'PATCH /guilds/{}/emojis/{}',
      'DELETE /guilds/{}/emojis/{}',
      'POST /guilds/{}/stickers',
      'PATCH /guilds/{}/stickers/{}',
      'DELETE /guilds/{}/stickers/{}',
    ],
    intents: ['GuildExpressions'],
    fields: [],
  }),
  'invites.read': capability({
    id: 'invites.read',
    risk: 'medium',
    title: { en: 'See invites and who made them', fr: 'Voir les invitations et leurs auteurs' },
    description: {
      en: 'Codes, uses and authors of the invites, and when one is made or ends.',
      fr: 'Codes, utilisations et auteurs des invitations, leur création et leur fin.',
    },
    permissions: ['ManageGuild', 'ManageChannels'],
    routes: ['GET /guilds/{}/invites', 'GET /channels/{}/invites', 'GET /invites/{}'],
    intents: ['GuildInvites'],
    fields: [],
  }),
  'invites.manage': capability({
    id: 'invites.manage',
    risk: 'high',
    title: { en: 'Create, delete and pause invites', fr: 'Créer, supprimer et suspendre les invitations' },
    description: {
      en: 'While invites are paused, nobody can join; direct messages between members can be paused, too.',
      fr: 'Tant que les invitations sont suspendues, personne ne peut entrer ; les messages privés entre membres peuvent l’être aussi.',
    },
    permissions: ['CreateInstantInvite', 'ManageGuild', 'ManageChannels'],
    routes: ['POST /channels/{}/invites', 'DELETE /invites/{}', 'PUT /guilds/{}/incident-actions'],
    intents: [],
    fields: [],
  }),
  'audit.read': capability({
    id: 'audit.read',
    risk: 'medium',
    title: { en: 'Read Discord’s audit log', fr: 'Lire le journal d’audit de Discord' },
    description: {
      en: 'Who changed what in the server, and why, as far back as Discord keeps it.',
      fr: 'Qui a changé quoi sur le serveur, et pourquoi, aussi loin que Discord le garde.',
    },
    permissions: ['ViewAuditLog'],
    routes: ['GET /guilds/{}/audit-logs'],
    intents: ['GuildModeration'],
    fields: [],
  }),
  'automod.manage': capability({
    id: 'automod.manage',
    risk: 'high',
    title: { en: 'Set up Discord’s AutoMod', fr: 'Configurer l’AutoMod de Discord' },
    description: {
      en: 'Read, create, change and delete AutoMod rules, and notice what they stop. What was stopped is only readable with the message content intent.',
      fr: 'Lire, créer, modifier et supprimer les règles d’AutoMod, et remarquer ce qu’elles arrêtent. Le texte arrêté n’est lisible qu’avec l’intention « contenu des messages ».',
    },
    permissions: ['ManageGuild', 'ModerateMembers'],
    routes: [
      'GET /guilds/{}/auto-moderation/rules',
      'GET /guilds/{}/auto-moderation/rules/{}',
      'POST /guilds/{}/auto-moderation/rules',
      'PATCH /guilds/{}/auto-moderation/rules/{}',
      'DELETE /guilds/{}/auto-moderation/rules/{}',
    ],
    intents: ['AutoModerationConfiguration', 'AutoModerationExecution'],
    fields: ['content', 'matched_content'],
  }),
  'events.read': capability({
    id: 'events.read',
    risk: 'low',
    title: { en: 'See scheduled events', fr: 'Voir les événements programmés' },
    description: {
      en: 'Name, time and place of the events, and who is interested.',
      fr: 'Nom, date et lieu des événements, et qui est intéressé.',
    },
    permissions: ['ViewChannel'],
    routes: [
      'GET /guilds/{}/scheduled-events',
      'GET /guilds/{}/scheduled-events/{}',
      'GET /guilds/{}/scheduled-events/{}/users',
    ],
    intents: ['GuildScheduledEvents'],
    fields: [],
  }),
  'events.manage': capability({
    id: 'events.manage',
    risk: 'medium',
    title: {
      en: 'Create, change and cancel scheduled events',
      fr: 'Créer, modifier et annuler des événements programmés',
    },
    description: {
      en: 'Members who are interested are told by Discord when an event begins.',
      fr: 'Discord prévient les membres intéressés quand un événement commence.',
    },
    permissions: ['ViewChannel', 'CreateEvents', 'ManageEvents'],
    routes: [
      'POST /guilds/{}/scheduled-events',
      'PATCH /guilds/{}/scheduled-events/{}',
      'DELETE /guilds/{}/scheduled-events/{}',
    ],
    intents: [],
    fields: [],
  }),
  'stage.manage': capability({
    id: 'stage.manage',
    risk: 'medium',
    title: { en: 'Open and close stages', fr: 'Ouvrir et fermer des scènes' },
    description: {
      en: 'Start a stage, change its topic, and let members speak or not.',
      fr: 'Démarrer une scène, changer son sujet, donner ou retirer la parole.',
    },
    permissions: ['ViewChannel', 'ManageChannels', 'MuteMembers', 'MoveMembers', 'RequestToSpeak'],
    routes: [
      'POST /stage-instances',
      'GET /stage-instances/{}',
      'PATCH /stage-instances/{}',
      'DELETE /stage-instances/{}',
      'PATCH /guilds/{}/voice-states/{}',
      'PATCH /guilds/{}/voice-states/@me',
    ],
    intents: [],
    fields: [],
  }),
  'webhooks.manage': capability({
    id: 'webhooks.manage',
    risk: 'high',
    title: { en: 'Create and use webhooks', fr: 'Créer et utiliser des webhooks' },
    description: {
      en: 'Webhooks write under any name and picture.',
      fr: 'Un webhook écrit sous n’importe quel nom et avatar.',
    },
    permissions: ['ManageWebhooks'],
    routes: [
      'POST /channels/{}/webhooks',
      'GET /channels/{}/webhooks',
      'GET /guilds/{}/webhooks',
      'GET /webhooks/{}',
      'PATCH /webhooks/{}',
      'DELETE /webhooks/{}',
      'GET /webhooks/{}/{}',
      'PATCH /webhooks/{}/{}',
      'DELETE /webhooks/{}/{}',
      'POST /webhooks/{}/{}',
      'GET /webhooks/{}/{}/messages/{}',
      'PATCH /webhooks/{}/{}/messages/{}',
      'DELETE /webhooks/{}/{}/messages/{}',
    ],
    intents: ['GuildWebhooks'],
    fields: [],
  }),
  'network.fetch': capability({
    id: 'network.fetch',
    risk: 'high',
    title: { en: 'Talk to services outside Discord', fr: 'Parler à des services hors de Discord' },
    description: {
      en: 'Only the listed hosts. What the plugin knows, it can send there.',
      fr: 'Seulement les hôtes indiqués. Ce que le plugin sait, il peut l’y envoyer.',
    },
    permissions: [],
    routes: [],
    intents: [],
    fields: [],
  }),
};
