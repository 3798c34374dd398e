import type { Component } from 'vue';
import type { Channel, Role } from '../api/index.ts';

/** One thing that can be chosen. */
export interface PickerOption {
  readonly id: string;
  readonly name: string;
  readonly icon?: Component;
  /** `#rrggbb`, of a role. */
  readonly color?: string | undefined;
  readonly imageUrl?: string | null;
  /** The heading under which it stands: a channel's category. */
  readonly group?: string | undefined;
  /** Why it can't be chosen: a key of `picker.disabled.*`. */
  readonly disabled?: 'aboveBot' | 'managed' | 'everyone' | 'cannotSee' | undefined;
  /** Worth knowing before choosing it: a key of `picker.note.*`. */
  readonly note?: 'cannotSend' | undefined;
}

const written = new Set<Channel['type']>(['text', 'announcement', 'thread']);

/**
 * Channels as Discord shows them: those without a category first, then category by category, each by position with
 * voice after text.
 */
export function orderChannels(channels: readonly Channel[]): Channel[] {
  const rank = (channel: Channel) => (channel.type === 'voice' || channel.type === 'stage' ? 1 : 0);
  const byPlace = (a: Channel, b: Channel) =>
    rank(a) - rank(b) || a.position - b.position || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);
  const categories = channels.filter((channel) => channel.type === 'category').sort(byPlace);
  const known = new Set(channels.map((channel) => channel.id));
  const top = channels.filter(
    (channel) => channel.type !== 'category' && !(channel.parentId && known.has(channel.parentId)),
  );
  return [
    ...top.sort(byPlace),
    ...categories.flatMap((category) => [
      category,
      ...channels.filter((channel) => channel.parentId === category.id).sort(byPlace),
    ]),
  ];
}

export function channelOptions(
  channels: readonly Channel[],
  types: readonly string[] | undefined,
  iconOf: (type: Channel['type']) => Component,
): PickerOption[] {
  const names = new Map(channels.map((channel) => [channel.id, channel.name]));
  return orderChannels(channels)
    .filter((channel) => !types || types.includes(channel.type))
    .map((channel) => ({
      id: channel.id,
      name: channel.name,
      icon: iconOf(channel.type),
      group: channel.parentId ? names.get(channel.parentId) : undefined,
      disabled: channel.botPermissions.includes('ViewChannel') ? undefined : 'cannotSee',
      note:
        written.has(channel.type) && !channel.botPermissions.includes('SendMessages')
          ? 'cannotSend'
          : undefined,
    }));
}

/** Roles, highest first. `assignable`: the bot must be able to give it. */
export function roleOptions(roles: readonly Role[], guildId: string, assignable: boolean): PickerOption[] {
  return [...roles]
    .sort((a, b) => b.position - a.position)
    .map((role) => ({
      id: role.id,
      name: role.name,
      color: role.color === 0 ? undefined : `#${role.color.toString(16).padStart(6, '0')}`,
      disabled: assignable ? whyNotAssignable(role, guildId) : undefined,
    }));
}

function whyNotAssignable(role: Role, guildId: string): PickerOption['disabled'] {
  // Discord gives @everyone the guild's own id.
  if (role.id === guildId) return 'everyone';
  if (role.managed) return 'managed';
  return role.assignable ? undefined : 'aboveBot';
}

/** Those whose name holds the words, wherever, whatever case and accents. */
export function matching(options: readonly PickerOption[], query: string): readonly PickerOption[] {
  const plain = (text: string) =>
    text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replace(/^[#@]/, '');
  const words = plain(query.trim());
  if (words === '') return options;
  return options.filter((option) => plain(option.name).includes(words) || option.id === query.trim());
}
