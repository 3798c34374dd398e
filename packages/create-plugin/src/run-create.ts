import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Answers, defaultsFor, readers, templates } from './answers.ts';
import { type Ask, askFor } from './ask.ts';
import { CreateError } from './create-error.ts';
import { writePlugin } from './write-plugin.ts';

export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** Absent when nobody is there to answer, as in a script. */
  readonly ask?: Ask;
}

const usage = `npm create guildhall-plugin [folder] [-- options]

  --id <id>                   2–32 of a–z, 0–9 and "-"; default: from the folder's name
  --name <name>               what the catalogue shows
  --description <sentence>    what it does for a server
  --template <template>       ${Object.entries(templates)
    .map(([name, shows]) => `${name}: ${shows}`)
    .join('\n                              ')}
  --yes                       take the default for what isn't given, and ask nothing`;

const order: readonly (keyof Answers)[] = ['id', 'name', 'description', 'template'];

/** Runs the command line. @returns the exit code: 0 written, 1 something must be put right, 2 the command was wrong. */
export async function runCreate(args: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = readArguments(args);
  if (parsed instanceof Error || parsed.positionals.length > 1) {
    const message = parsed instanceof Error ? parsed.message : 'Name one folder.';
    terminal.error(`${message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    terminal.out(usage);
    return 0;
  }
  try {
    const folder = path.resolve(positionals[0] ?? values.id ?? 'my-plugin');
    // Whoever named the folder has named the plugin, when nobody is there to ask.
    const named = positionals[0] === undefined ? [] : (['id'] as const);
    const answers = await gather(path.basename(folder), values, named, terminal);
    const files = await writePlugin(folder, answers);
    terminal.out(farewell(folder, answers, files.length));
    return 0;
  } catch (error) {
    // Anything else is ours to repair, and keeps its stack.
    if (!(error instanceof CreateError)) throw error;
    terminal.error(error.message);
    return 1;
  }
}

type Given = { readonly [K in keyof Answers]?: string | undefined } & { readonly yes?: boolean | undefined };

async function gather(
  folderName: string,
  given: Given,
  settled: readonly (keyof Answers)[],
  terminal: Terminal,
): Promise<Answers> {
  let answers: Answers = defaultsFor(folderName);
  // Flags first: a wrong one is told before anything is asked.
  for (const key of order) answers = withGiven(answers, key, given[key]);
  const { ask } = terminal;
  const missing = order.filter((key) => given[key] === undefined && (ask || !settled.includes(key)));
  if (given.yes || missing.length === 0) return answers;
  if (!ask) {
    throw new CreateError(
      'NO_TERMINAL',
      `There is no terminal to ask for ${missing.join(', ')}.`,
      `Pass ${missing.map((key) => `--${key}`).join(' ')}, or --yes to take the defaults.`,
    );
  }
  for (const key of missing) {
    const answer = await askFor(key, answers[key], ask, (message) => terminal.error(message));
    answers = { ...answers, [key]: answer };
    if (key === 'id' && given.name === undefined)
      answers = { ...answers, name: defaultsFor(answers.id).name };
  }
  return answers;
}

function withGiven<K extends keyof Answers>(answers: Answers, key: K, given: string | undefined): Answers {
  if (given === undefined) return answers;
  const changed = { ...answers, [key]: readers[key](given) };
  return key === 'id' ? { ...changed, name: defaultsFor(changed.id).name } : changed;
}

function farewell(folder: string, { id, name }: Answers, files: number): string {
  const relative = path.relative(process.cwd(), folder) || '.';
  return `${name} (${id}) is in ${relative}: ${files} files.

  cd ${relative}
  npm install
  npm run dev         runs it on a simulated Discord, and reloads it when you save
  npm test            plays a scene on a simulated Discord
  npm run package     makes the one file that a Guildhall installs`;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        id: { type: 'string' },
        name: { type: 'string' },
        description: { type: 'string' },
        template: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
