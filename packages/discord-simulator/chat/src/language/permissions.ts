import { type Language, language } from './index.ts';

/** The permissions that a refusal may name, as Discord's client calls them. */
const names: Record<string, Record<Language, string>> = {
  ViewChannel: { en: 'View Channels', fr: 'Voir les salons' },
  SendMessages: { en: 'Send Messages', fr: 'Envoyer des messages' },
  SendMessagesInThreads: { en: 'Send Messages in Threads', fr: 'Envoyer des messages dans les fils' },
  AttachFiles: { en: 'Attach Files', fr: 'Joindre des fichiers' },
  AddReactions: { en: 'Add Reactions', fr: 'Ajouter des réactions' },
  ReadMessageHistory: { en: 'Read Message History', fr: 'Voir les anciens messages' },
  ManageMessages: { en: 'Manage Messages', fr: 'Gérer les messages' },
  PinMessages: { en: 'Pin Messages', fr: 'Épingler des messages' },
  SendPolls: { en: 'Create Polls', fr: 'Créer des sondages' },
  UseApplicationCommands: { en: 'Use Application Commands', fr: 'Utiliser les commandes de l’application' },
  CreatePublicThreads: { en: 'Create Public Threads', fr: 'Créer des fils publics' },
  CreatePrivateThreads: { en: 'Create Private Threads', fr: 'Créer des fils privés' },
  ManageThreads: { en: 'Manage Threads', fr: 'Gérer les fils' },
  ManageChannels: { en: 'Manage Channels', fr: 'Gérer les salons' },
  ManageRoles: { en: 'Manage Roles', fr: 'Gérer les rôles' },
  ManageNicknames: { en: 'Manage Nicknames', fr: 'Gérer les pseudos' },
  ChangeNickname: { en: 'Change Nickname', fr: 'Changer de pseudo' },
  ModerateMembers: { en: 'Timeout Members', fr: 'Exclure temporairement des membres' },
  KickMembers: { en: 'Kick Members', fr: 'Expulser des membres' },
  BanMembers: { en: 'Ban Members', fr: 'Bannir des membres' },
  Connect: { en: 'Connect', fr: 'Se connecter' },
};

export function permissionName(name: string): string {
  return names[name]?.[language.value] ?? name;
}
