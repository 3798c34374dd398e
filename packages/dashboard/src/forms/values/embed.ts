import { isPlainObject } from './diff.ts';

/** The parts of an embed that the preview shows. */
export interface EmbedParts {
  readonly title?: string;
  readonly description?: string;
  readonly color?: number;
  readonly author?: { readonly name?: string; readonly icon_url?: string };
  readonly thumbnail?: { readonly url?: string };
  readonly image?: { readonly url?: string };
  readonly fields?: readonly { readonly name?: string; readonly value?: string; readonly inline?: boolean }[];
  readonly footer?: { readonly text?: string; readonly icon_url?: string };
}

/** Discord takes no empty text and no part without one: what was emptied is gone. Fields stay until they are removed. */
export function withoutEmptyParts(embed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(embed)
      .map(([key, part]) => [key, isPlainObject(part) ? withoutEmptyParts(part) : part] as const)
      .filter(([, part]) => !isNothing(part)),
  );
}

function isNothing(part: unknown): boolean {
  if (part === undefined || part === null || part === '') return true;
  if (Array.isArray(part)) return part.length === 0;
  return isPlainObject(part) && Object.keys(part).length === 0;
}
