import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const repository: string = path.resolve(import.meta.dirname, '../../..');
const guides = path.join(repository, 'docs/guides');

/** A fenced block of a guide. */
export interface Snippet {
  /** `config.md` */
  readonly guide: string;
  /** Of its first line in the guide, from 1. */
  readonly line: number;
  readonly language: string;
  /** What follows the language: `check` (compiled by itself), or `file=…` (part of the guide's plugin). */
  readonly info: string;
  readonly text: string;
}

/** Every fenced block of every guide, in order. */
export function snippets(): readonly Snippet[] {
  return readdirSync(guides)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .flatMap((guide) => {
      const text = readFileSync(path.join(guides, guide), 'utf8');
      return [...text.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
        ([, language = '', info = '', body = ''], index, all) => ({
          guide,
          line: text.slice(0, all[index]?.index).split('\n').length + 1,
          language,
          info,
          text: body,
        }),
      );
    });
}
