import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import { computed, ref, watch } from 'vue';
import type { CommandView } from '../../../src/control/protocol.ts';
import { ask } from '../control/client.ts';
import { language } from '../language/index.ts';
import { place } from './place.ts';
import { fail } from './toasts.ts';
import { world } from './world.ts';

/** The commands that the acting member may use in the open channel. */
const available = ref<CommandView[]>([]);

let request = 0;
watch(
  () => [place.channel, world.as, world.commandsVersion] as const,
  async ([channelId, as]) => {
    const mine = ++request;
    if (channelId === null || as === null || !world.ready) {
      available.value = [];
      return;
    }
    try {
      const { commands } = await ask('commands', { as, channelId });
      if (mine === request) available.value = commands;
    } catch (error) {
      if (mine === request) fail(error);
    }
  },
  { immediate: true },
);

export function commandsOfType(type: 1 | 2 | 3): CommandView[] {
  return available.value.filter((it) => it.type === type);
}

/** Something that can be typed after the slash: a command, or one of its subcommands. */
export interface SlashEntry {
  key: string;
  command: CommandView;
  /** The real words: `ticket open`. */
  path: string;
  /** The words as the member's language has them. */
  label: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
}

interface Named {
  name: string;
  name_localizations?: Record<string, string | null | undefined> | null | undefined;
  description: string;
  description_localizations?: Record<string, string | null | undefined> | null | undefined;
}

/** The language whose names a member sees: their own. */
function localeOfMember(): string {
  return world.users.find((it) => it.id === world.as)?.locale ?? language.value;
}

export function shownName(it: Named): string {
  return it.name_localizations?.[localeOfMember()] ?? it.name;
}

export function shownDescription(it: Named): string {
  return it.description_localizations?.[localeOfMember()] ?? it.description;
}

export const slashEntries = computed((): SlashEntry[] => {
  const entries: SlashEntry[] = [];
  for (const command of commandsOfType(1)) {
    const root: Named = {
      name: command.name,
      name_localizations: command.nameLocalizations,
      description: command.description,
      description_localizations: command.descriptionLocalizations,
    };
    const walk = (nodes: Named[], options: APIApplicationCommandOption[]): void => {
      const inner = options.filter((it) => it.type === 1 || it.type === 2);
      if (inner.length > 0) {
        for (const it of inner) walk([...nodes, it], it.options ?? []);
        return;
      }
      const last = nodes.at(-1) ?? root;
      const path = nodes.map((it) => it.name).join(' ');
      entries.push({
        key: `${command.id}:${path}`,
        command,
        path,
        label: nodes.map(shownName).join(' '),
        description: shownDescription(last),
        options: options as APIApplicationCommandBasicOption[],
      });
    };
    walk([root], command.options);
  }
  return entries.sort((a, b) => a.label.localeCompare(b.label));
});
