import type { GatewayIntentBits } from 'discord.js';
import type { PermissionName } from './permissions.ts';

/** Discord's gateway intents, by the names of `GatewayIntentBits`. */
export type IntentName = keyof typeof GatewayIntentBits;

/** What a plugin may ask for in `needs`: each opens some of Discord’s calls and events. */
export type CapabilityId =
  | 'guild.read'
  | 'channels.read'
  | 'channels.manage'
  | 'threads.manage'
  | 'messages.read'
  | 'messages.send'
  | 'messages.manage'
  | 'reactions.add'
  | 'members.read'
  | 'members.roles'
  | 'members.moderate'
  | 'voice.read'
  | 'direct.send'
  | 'webhooks.manage'
  | 'network.fetch';

/** One thing that a plugin may be allowed to do: shown on the consent screen, enforced by the broker. */
export interface Capability {
  readonly id: CapabilityId;
  /** What an admin gives away with it. */
  readonly risk: 'low' | 'medium' | 'high';
  readonly title: { readonly en: string; readonly fr: string };
  readonly description: { readonly en: string; readonly fr: string };
  /** Discord permissions that the bot needs for it. */
  readonly permissions: readonly PermissionName[];
  /** REST calls that it opens: `METHOD /path` of API v10, with `{}` for one path segment. */
  readonly routes: readonly string[];
  /** Gateway intents that its events come with; privileged ones must be declared apart, with a reason. */
  readonly intents: readonly IntentName[];
  /** Fields of gateway payloads that are stripped without it, or without its intent. */
  readonly fields: readonly string[];
}

function capability(value: Capability): Capability {
  return Object.freeze(value);
}

/**
 * The one table of capabilities. Answers to interactions need none: they are part of having a command.
 * Routes are checked against it by the host's broker, events by `events.ts`.
 */
export const capabilities: Readonly<Record<CapabilityId, Capability>> = Object.freeze({
  'guild.read': capability({
    id: 'guild.read',
    risk: 'low',
    title: { en: 'See the server’s roles and emojis', fr: 'Voir les rôles et les émojis du serveur' },
    description: {
      en: 'Name, roles, emojis and stickers of the server, and when they change.',
      fr: 'Nom, rôles, émojis et autocollants du serveur, et leurs changements.',
    },
    permissions: [],
    routes: ['GET /guilds/{}', 'GET /guilds/{}/roles', 'GET /guilds/{}/emojis', 'GET /guilds/{}/stickers'],
    intents: ['Guilds', 'GuildExpressions'],
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
    routes: ['GET /channels/{}', 'GET /guilds/{}/channels', 'GET /guilds/{}/threads/active'],
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
      'PATCH /channels/{}',
    ],
    intents: [],
    fields: [],
  }),
  'messages.read': capability({
    id: 'messages.read',
    risk: 'medium',
    title: { en: 'Notice messages and reactions', fr: 'Remarquer les messages et les réactions' },
    description: {
      en: 'Who writes or reacts, where and when. What a message says is only visible with the message content intent.',
      fr: 'Qui écrit ou réagit, où et quand. Le texte n’est visible qu’avec l’intention « contenu des messages ».',
    },
    permissions: ['ViewChannel', 'ReadMessageHistory'],
    routes: [
      'GET /channels/{}/messages',
      'GET /channels/{}/messages/{}',
      'GET /channels/{}/messages/{}/reactions/{}',
      'GET /channels/{}/messages/pins',
      'GET /channels/{}/pins',
    ],
    intents: ['GuildMessages', 'GuildMessageReactions', 'GuildMessagePolls'],
    fields: ['content', 'embeds', 'attachments', 'components', 'poll', 'message_snapshots'],
  }),
  'messages.send': capability({
    id: 'messages.send',
    risk: 'low',
    title: { en: 'Send messages', fr: 'Envoyer des messages' },
    description: {
      en: 'Write in channels where the bot may, and edit or delete what it wrote itself.',
      fr: 'Écrire là où le bot en a le droit, modifier ou supprimer ses propres messages.',
    },
    permissions: ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles'],
    routes: [
      'POST /channels/{}/messages',
      'PATCH /channels/{}/messages/{}',
      'DELETE /channels/{}/messages/{}',
      'POST /channels/{}/typing',
    ],
    intents: [],
    fields: [],
  }),
  'messages.manage': capability({
    id: 'messages.manage',
    risk: 'high',
    title: { en: 'Delete and pin members’ messages', fr: 'Supprimer et épingler les messages des membres' },
    description: {
      en: 'A deleted message can’t be brought back.',
      fr: 'Un message supprimé ne peut pas être rétabli.',
    },
    permissions: ['ViewChannel', 'ReadMessageHistory', 'ManageMessages'],
    routes: [
      'DELETE /channels/{}/messages/{}',
      'POST /channels/{}/messages/bulk-delete',
      'PUT /channels/{}/messages/pins/{}',
      'DELETE /channels/{}/messages/pins/{}',
      'PUT /channels/{}/pins/{}',
      'DELETE /channels/{}/pins/{}',
      'DELETE /channels/{}/messages/{}/reactions',
      'DELETE /channels/{}/messages/{}/reactions/{}',
      'DELETE /channels/{}/messages/{}/reactions/{}/{}',
    ],
    intents: [],
    fields: [],
  }),
  'reactions.add': capability({
    id: 'reactions.add',
    risk: 'low',
    title: { en: 'React to messages', fr: 'Réagir aux messages' },
    description: {
      en: 'Add the bot’s own reactions, and take them back.',
      fr: 'Ajouter les réactions du bot, et les retirer.',
    },
    permissions: ['ViewChannel', 'ReadMessageHistory', 'AddReactions', 'UseExternalEmojis'],
    routes: [
      'PUT /channels/{}/messages/{}/reactions/{}/@me',
      'DELETE /channels/{}/messages/{}/reactions/{}/@me',
    ],
    intents: [],
    fields: [],
  }),
  'members.read': capability({
    id: 'members.read',
    risk: 'medium',
    title: { en: 'See members and who joins or leaves', fr: 'Voir les membres, les arrivées et les départs' },
    description: {
      en: 'Names, roles and the day they joined.',
      fr: 'Noms, rôles et date d’arrivée.',
    },
    permissions: [],
    routes: ['GET /guilds/{}/members/{}', 'GET /guilds/{}/members/search', 'GET /guilds/{}/members'],
    intents: ['GuildMembers'],
    fields: ['member'],
  }),
  'members.roles': capability({
    id: 'members.roles',
    risk: 'high',
    title: { en: 'Give and take roles', fr: 'Donner et retirer des rôles' },
    description: {
      en: 'Only roles below the bot’s own.',
      fr: 'Seulement les rôles placés sous celui du bot.',
    },
    permissions: ['ManageRoles'],
    routes: ['PUT /guilds/{}/members/{}/roles/{}', 'DELETE /guilds/{}/members/{}/roles/{}'],
    intents: [],
    fields: [],
  }),
  'members.moderate': capability({
    id: 'members.moderate',
    risk: 'high',
    title: { en: 'Time out, kick and ban members', fr: 'Exclure et bannir des membres' },
    description: {
      en: 'Timeouts, kicks, bans, nicknames and voice mutes.',
      fr: 'Exclusions temporaires ou définitives, bannissements, pseudos et sourdines vocales.',
    },
    permissions: [
      'ModerateMembers',
      'KickMembers',
      'BanMembers',
      'ManageNicknames',
      'MuteMembers',
      'DeafenMembers',
      'MoveMembers',
    ],
    routes: [
      'PATCH /guilds/{}/members/{}',
      'DELETE /guilds/{}/members/{}',
      'GET /guilds/{}/bans',
      'GET /guilds/{}/bans/{}',
      'PUT /guilds/{}/bans/{}',
      'DELETE /guilds/{}/bans/{}',
      'POST /guilds/{}/bulk-ban',
    ],
    intents: ['GuildModeration'],
    fields: [],
  }),
  'voice.read': capability({
    id: 'voice.read',
    risk: 'low',
    title: { en: 'See who is in voice channels', fr: 'Voir qui est dans les salons vocaux' },
    description: {
      en: 'Who is where and whether muted; never what is said.',
      fr: 'Qui est où, et en sourdine ou non ; jamais ce qui est dit.',
    },
    permissions: ['ViewChannel'],
    routes: ['GET /guilds/{}/voice-states/{}'],
    intents: ['GuildVoiceStates'],
    fields: [],
  }),
  'direct.send': capability({
    id: 'direct.send',
    risk: 'medium',
    title: { en: 'Send direct messages to members', fr: 'Envoyer des messages privés aux membres' },
    description: {
      en: 'Members who closed their direct messages receive nothing.',
      fr: 'Les membres qui ont fermé leurs messages privés ne reçoivent rien.',
    },
    permissions: [],
    routes: ['POST /users/@me/channels', 'POST /channels/{}/messages'],
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
      'POST /webhooks/{}/{}',
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
});

/** Intents that Discord gives only on request, and that an admin is told about with a reason. */
export const privilegedIntents: readonly IntentName[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

export function isCapabilityId(id: string): id is CapabilityId {
  return Object.hasOwn(capabilities, id);
}
