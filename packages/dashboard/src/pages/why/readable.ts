import type { Explanation } from '../../api/index.ts';

/** The names of the ids in explanations, as the host gives them. */
export interface Names {
  readonly members: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
}

export interface Part {
  readonly kind: 'text' | 'code' | 'name';
  readonly text: string;
}

const marked = /`([^`]+)`|<(@&|@!?|#)(\d{15,20})>/g;

/** A text as Discord would show it: code as code, mentions by their names. Pure. */
export function readable(text: string, names: Names, unknown: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(marked)) {
    const [whole, code, sign = '', id = ''] = match;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push(
      code === undefined
        ? { kind: 'name', text: mention(sign, id, names, unknown) }
        : { kind: 'code', text: code },
    );
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function mention(sign: string, id: string, names: Names, unknown: string): string {
  if (sign === '#') return `#${names.channels[id] ?? id}`;
  if (sign === '@&') return `@${names.roles[id] ?? id}`;
  return `@${names.members[id] ?? unknown}`;
}

/** The id in a link to a message, or an id by itself; `undefined` when it is neither. Pure. */
export function messageIdIn(text: string): string | undefined {
  const trimmed = text.trim();
  return /^\d{17,20}$/.test(trimmed)
    ? trimmed
    : /\/channels\/(?:\d+|@me)\/\d+\/(\d{17,20})\/?$/.exec(trimmed)?.[1];
}

/** The colour that says what kind of explanation it is. */
export const kindTone: Readonly<Record<Explanation['kind'], 'neutral' | 'accent' | 'danger'>> = {
  said: 'accent',
  wrote: 'neutral',
  refused: 'danger',
};
