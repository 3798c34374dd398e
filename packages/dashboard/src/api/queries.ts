import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { keys } from './keys.ts';
import { api } from './operations.ts';
import type { PluginCategory } from './types.ts';

type Id = MaybeRefOrGetter<string>;

const minutes = (count: number) => count * 60_000;

export const useSession = () =>
  useQuery({ key: keys.session, query: api.session, staleTime: minutes(5), refetchOnWindowFocus: true });

export const useMeta = () => useQuery({ key: keys.meta, query: api.meta, staleTime: minutes(60) });

export const useGuilds = () => useQuery({ key: keys.guilds, query: api.guilds, staleTime: minutes(1) });

export const useGuild = (guildId: Id) =>
  useQuery({
    key: () => keys.guild(toValue(guildId)),
    query: () => api.guild(toValue(guildId)),
    staleTime: minutes(1),
  });

export const useChannels = (guildId: Id) =>
  useQuery({
    key: () => keys.channels(toValue(guildId)),
    query: () => api.channels(toValue(guildId)),
    staleTime: minutes(1),
  });

export const useRoles = (guildId: Id) =>
  useQuery({
    key: () => keys.roles(toValue(guildId)),
    query: () => api.roles(toValue(guildId)),
    staleTime: minutes(1),
  });

export const useEmojis = (guildId: Id) =>
  useQuery({
    key: () => keys.emojis(toValue(guildId)),
    query: () => api.emojis(toValue(guildId)),
    staleTime: minutes(5),
  });

export const useSettings = (guildId: Id) =>
  useQuery({ key: () => keys.settings(toValue(guildId)), query: () => api.settings(toValue(guildId)) });

export const useInstallations = (guildId: Id) =>
  useQuery({
    key: () => keys.installations(toValue(guildId)),
    query: () => api.installations(toValue(guildId)),
    staleTime: minutes(5),
  });

export const useConfig = (guildId: Id, pluginId: Id) =>
  useQuery({
    key: () => keys.config(toValue(guildId), toValue(pluginId)),
    query: () => api.config(toValue(guildId), toValue(pluginId)),
    // The form holds a draft over what it loaded; only a live event or a save may replace it.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });

export const usePlugins = (query: Id, category: MaybeRefOrGetter<PluginCategory | ''>) =>
  useQuery({
    key: () => keys.plugins(toValue(query), toValue(category)),
    query: () => api.plugins(toValue(query), toValue(category)),
    staleTime: minutes(5),
    placeholderData: (previous) => previous,
  });

export const usePlugin = (pluginId: Id) =>
  useQuery({
    key: () => keys.plugin(toValue(pluginId)),
    query: () => api.plugin(toValue(pluginId)),
    staleTime: minutes(5),
  });

export const useCommands = (guildId: Id) =>
  useQuery({
    key: () => keys.commands(toValue(guildId)),
    query: () => api.commands(toValue(guildId)),
    staleTime: minutes(1),
  });

export const usePages = (guildId: Id) =>
  useQuery({
    key: () => keys.pages(toValue(guildId)),
    query: () => api.pages(toValue(guildId)),
    staleTime: minutes(1),
  });

export const useCapabilities = () =>
  useQuery({ key: keys.capabilities, query: api.capabilities, staleTime: minutes(60) });

/** A member who was chosen before: by id, where a search would not find them. */
export const useMember = (guildId: Id, userId: Id, enabled: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    key: () => keys.member(toValue(guildId), toValue(userId)),
    query: () => api.member(toValue(guildId), toValue(userId)),
    enabled: () => toValue(enabled) && toValue(userId) !== '',
    staleTime: minutes(5),
  });

export const useRecentAudit = (guildId: Id) =>
  useQuery({
    key: () => keys.recentAudit(toValue(guildId)),
    query: () => api.audit(toValue(guildId), { limit: 8 }),
  });

export const useDeadLetters = (guildId: Id, pluginId: Id) =>
  useQuery({
    key: () => keys.deadLetters(toValue(guildId), toValue(pluginId)),
    query: () => api.deadLetters(toValue(guildId), toValue(pluginId)),
  });

export const useShadowReport = (guildId: Id, pluginId: Id) =>
  useQuery({
    key: () => keys.shadowReport(toValue(guildId), toValue(pluginId)),
    query: () => api.shadowReport(toValue(guildId), toValue(pluginId)),
  });

export const useProblemScene = (guildId: Id, pluginId: Id) =>
  useQuery({
    key: () => keys.problemScene(toValue(guildId), toValue(pluginId)),
    query: () => api.problemScene(toValue(guildId), toValue(pluginId)),
  });

export const useIsolation = () =>
  useQuery({ key: keys.isolation, query: api.isolation, staleTime: minutes(60) });

export const useKilledPlugins = () => useQuery({ key: keys.killed, query: api.killedPlugins });

export const useHeldVersions = () => useQuery({ key: keys.heldVersions, query: api.heldVersions });
