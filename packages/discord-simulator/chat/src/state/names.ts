import type { RoleView } from '../../../src/control/protocol.ts';
import { plainText } from '../markdown/parse.ts';
import { theme } from './theme.ts';
import { guild, memberOf, world } from './world.ts';

export function userName(id: string): string {
  return memberOf(id)?.name ?? world.users.find((it) => it.id === id)?.name ?? id;
}

export function roleOf(id: string): RoleView | undefined {
  return guild.value?.roles.find((it) => it.id === id);
}

export function channelName(id: string): string {
  return (
    guild.value?.channels.find((it) => it.id === id)?.name ?? world.dms.find((it) => it.id === id)?.name ?? id
  );
}

/** A message's text on one line, with names for ids. */
export function textOf(source: string): string {
  return plainText(source, (kind, id) => {
    if (kind === 'user') return `@${userName(id)}`;
    return kind === 'role' ? `@${roleOf(id)?.name ?? id}` : `#${channelName(id)}`;
  });
}

/**
 * A role's colour, moved towards black or white until it can be read on the ground (4.5 : 1).
 * `undefined` for no colour.
 */
export function color(value: number): string | undefined {
  if (value === 0) return undefined;
  const channels = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  const ground = theme.value === 'dark' ? luminance([44, 41, 38]) : luminance([235, 232, 227]);
  const towards = theme.value === 'dark' ? 255 : 0;
  for (let share = 0; share <= 1; share += 0.1) {
    const mixed = channels.map((it) => Math.round(it + (towards - it) * share));
    const own = luminance(mixed);
    const contrast = (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    if (contrast >= 4.5) return `rgb(${mixed.join(' ')})`;
  }
  return undefined;
}

/** Relative luminance as WCAG defines it. */
function luminance(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((it) => {
    const share = it / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A role's colour as it is, for a dot. */
export function swatch(value: number): string {
  return value === 0 ? 'var(--line-strong)' : `#${value.toString(16).padStart(6, '0')}`;
}
