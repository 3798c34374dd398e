import { type Capability, capability } from './capability.ts';

export type MembersCapabilityId =
  | 'members.read'
  | 'members.roles'
  | 'members.moderate'
  | 'members.voice'
  | 'voice.read';

/** Capabilities about members. */
export const membersCapabilities: Readonly<Record<MembersCapabilityId, Capability<MembersCapabilityId>>> = {
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
    routes: [
      'PUT /guilds/{}/members/{}/roles/{}',
      'DELETE /guilds/{}/members/{}/roles/{}',
      'PATCH /guilds/{}/members/{} roles',
    ],
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
      'PATCH /guilds/{}/members/{} nick,mute,deaf,channel_id,communication_disabled_until,flags',
      'DELETE /guilds/{}/members/{}',
      'GET /guilds/{}/bans',
      'GET /guilds/{}/bans/{}',
      'PUT /guilds/{}/bans/{}',
      'DELETE /guilds/{}/bans/{}',
      'POST /guilds/{}/bulk-ban',
      'GET /guilds/{}/prune',
      'POST /guilds/{}/prune',
    ],
    intents: ['GuildModeration'],
    fields: [],
  }),
  'members.voice': capability({
    id: 'members.voice',
    risk: 'medium',
    title: {
      en: 'Move and mute members in voice channels',
      fr: 'Déplacer et rendre muets les membres en vocal',
    },
    description: {
      en: 'Move members between voice channels, disconnect, mute and deafen them.',
      fr: 'Déplacer les membres entre salons vocaux, les déconnecter, couper leur micro ou leur son.',
    },
    permissions: ['MoveMembers', 'MuteMembers', 'DeafenMembers'],
    routes: ['PATCH /guilds/{}/members/{} mute,deaf,channel_id'],
    intents: [],
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
};
