import type { APISelectMenuComponent, APIStringSelectComponent } from 'discord-api-types/v10';
import { guild } from './world.ts';

/** One thing that may be chosen from a select menu or a command's option. */
export interface Selectable {
  value: string;
  label: string;
  note?: string | undefined;
  emoji?: string | undefined;
  /** A role's colour. */
  color?: number | undefined;
  preset?: boolean | undefined;
}

export function userChoices(): Selectable[] {
  return (guild.value?.members ?? []).map((it) => ({
    value: it.userId,
    label: it.name,
    note: it.username,
    color: it.color,
  }));
}

export function roleChoices(): Selectable[] {
  return (guild.value?.roles ?? []).map((it) => ({
    value: it.id,
    label: it.everyone ? '@everyone' : `@${it.name}`,
    color: it.color,
  }));
}

export function channelChoices(types: number[] | undefined): Selectable[] {
  return (guild.value?.channels ?? [])
    .filter((it) => types === undefined || types.length === 0 || types.includes(it.type))
    .map((it) => ({ value: it.id, label: it.type === 4 ? it.name : `#${it.name}` }));
}

/** What a select menu of any kind offers, with its defaults marked. */
export function choicesOf(
  menu: APISelectMenuComponent | Omit<APIStringSelectComponent, 'custom_id'>,
): Selectable[] {
  if (menu.type === 3) {
    return menu.options.map((it) => ({
      value: it.value,
      label: it.label,
      note: it.description,
      emoji: it.emoji?.id ? undefined : it.emoji?.name,
      preset: it.default,
    }));
  }
  const presets = new Set(menu.default_values?.map((it) => it.id));
  const choices =
    menu.type === 5
      ? userChoices()
      : menu.type === 6
        ? roleChoices()
        : menu.type === 7
          ? [...userChoices(), ...roleChoices()]
          : channelChoices(menu.channel_types);
  return choices.map((it) => ({ ...it, preset: presets.has(it.value) }));
}
