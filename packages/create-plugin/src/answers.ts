import { CreateError } from './create-error.ts';

/** Kinds of plugins to start from, with what each shows. */
export const templates = {
  command: 'a slash command with an option and a button',
  events: 'a listener that counts messages, a collection, and a leaderboard',
} as const;

export type TemplateName = keyof typeof templates;

/** What a new plugin is made from. */
export interface Answers {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly template: TemplateName;
}

/** Each takes an answer as it was given, and returns it ready to use. @throws `CreateError` saying what would do. */
export const readers: { readonly [K in keyof Answers]: (given: string) => Answers[K] } = {
  id(given) {
    const id = given.trim();
    if (/^[a-z][a-z0-9-]{1,31}$/.test(id)) return id;
    throw new CreateError(
      'BAD_ANSWER',
      `"${given}" is not a plugin id.`,
      `Use 2–32 of a–z, 0–9 and "-", starting with a letter${suggestion(id)}.`,
    );
  },
  name: (given) => sentence('name', given, 40),
  description: (given) => sentence('description', given, 200),
  template(given) {
    const name = given.trim();
    if (isTemplate(name)) return name;
    throw new CreateError(
      'BAD_ANSWER',
      `There is no template "${given}".`,
      `Choose one of: ${Object.keys(templates).join(', ')}.`,
    );
  },
};

/** What each answer is when nobody gives one. */
export function defaultsFor(folderName: string): Answers {
  const id = idFrom(folderName) ?? 'my-plugin';
  const words = id.replaceAll('-', ' ');
  return {
    id,
    name: words.charAt(0).toUpperCase() + words.slice(1),
    description: 'A plugin for Guildhall.',
    template: 'command',
  };
}

/** The nearest id to a folder's name, or `undefined` when nothing of it can be used. */
export function idFrom(folderName: string): string | undefined {
  const id = folderName
    .toLowerCase()
    .replace(/^guildhall-plugin-/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return id.length >= 2 ? id : undefined;
}

function suggestion(given: string): string {
  const id = idFrom(given);
  return id === undefined ? '' : `, such as "${id}"`;
}

function sentence(what: string, given: string, longest: number): string {
  const text = given.trim();
  if (text.length >= 1 && text.length <= longest && !/\p{Cc}/u.test(text)) return text;
  throw new CreateError(
    'BAD_ANSWER',
    `That ${what} has ${text.length} characters, or more than one line.`,
    `Write 1–${longest} characters on one line.`,
  );
}

function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}
