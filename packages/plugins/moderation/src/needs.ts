import type { AnyPluginDeclaration } from '@guildhall/sdk';

/** Capabilities, each with the reason that an admin reads. */
export const needs = {
  'members.read': {
    en: 'to see who is meant, what roles they have, and who returns during a timeout',
    fr: 'pour voir qui est visé, ses rôles, et qui revient pendant une exclusion',
  },
  'members.moderate': {
    en: 'to time out, kick and ban, and to see bans that are made by hand',
    fr: 'pour exclure, expulser et bannir, et voir les bannissements faits à la main',
  },
  'members.roles': {
    en: 'to give and take roles from the dashboard',
    fr: 'pour donner et retirer des rôles depuis le tableau de bord',
  },
  'messages.read': {
    en: 'to find the messages that a purge removes, and to log edits and deletions',
    fr: 'pour trouver les messages qu’un nettoyage supprime, et noter modifications et suppressions',
  },
  'voice.read': {
    en: 'to log who is in which voice channel',
    fr: 'pour noter qui est dans quel salon vocal',
  },
  'messages.manage': { en: 'to remove messages', fr: 'pour supprimer des messages' },
  'messages.send': {
    en: 'to write the moderation log and the other logs, and show reports to moderators',
    fr: 'pour écrire le journal de modération et les autres journaux, et montrer les signalements aux modérateurs',
  },
  'direct.send': {
    en: 'to tell members what was done and how to appeal',
    fr: 'pour dire aux membres ce qui a été fait et comment faire appel',
  },
  'channels.read': { en: 'to find channels and threads', fr: 'pour trouver les salons et les fils' },
  'channels.manage': {
    en: 'to lock channels and set their slow mode',
    fr: 'pour verrouiller les salons et régler leur mode lent',
  },
  'guild.read': { en: 'to know the order of the roles', fr: 'pour connaître l’ordre des rôles' },
  'audit.read': {
    en: 'to know which moderator did what by hand',
    fr: 'pour savoir quel modérateur a fait quoi à la main',
  },
} as const satisfies AnyPluginDeclaration['needs'];

/** Privileged intents, and what goes on without them. */
export const intents = {
  GuildMembers: {
    reason: {
      en: 'notices members who leave and return during a timeout, and who joins or leaves, for the log',
      fr: 'remarque les membres qui partent et reviennent pendant une exclusion, et les arrivées et départs, pour le journal',
    },
    degraded: {
      en: 'a timeout is put back at its next renewal; joins and departures are not logged',
      fr: 'une exclusion est remise à son prochain renouvellement ; arrivées et départs ne sont pas notés',
    },
  },
  MessageContent: {
    reason: {
      en: 'finds messages by their text, links and attachments, and keeps what edited and deleted messages said for the log',
      fr: 'trouve les messages par leur texte, leurs liens et pièces jointes, et garde ce que disaient les messages modifiés ou supprimés',
    },
    degraded: {
      en: 'messages are removed by author, time and number only; the log says who and where, not what',
      fr: 'les messages sont supprimés par auteur, date et nombre seulement ; le journal dit qui et où, pas quoi',
    },
  },
} as const satisfies AnyPluginDeclaration['intents'];
