import { type MaybeRefOrGetter, toValue } from 'vue';
import { useChannels, useGuild, useRoles } from '../api/index.ts';

/** What an id stands for in a guild, as a person calls it; `undefined` for an id of nothing that is known here. */
export type NameOf = (id: string) => string | undefined;

/** Names of a guild's channels and roles. An id is never of both: Discord gives each only once. */
export function useGuildNames(guildId: MaybeRefOrGetter<string>): NameOf {
  const { data: channels } = useChannels(guildId);
  const { data: roles } = useRoles(guildId);
  const { data: guild } = useGuild(guildId);
  return (id) => {
    const channel = channels.value?.find((each) => each.id === id);
    if (channel) return `#${channel.name}`;
    const role = roles.value?.find((each) => each.id === id);
    if (role) return `@${role.name.replace(/^@/, '')}`;
    return id === toValue(guildId) ? guild.value?.name : undefined;
  };
}
