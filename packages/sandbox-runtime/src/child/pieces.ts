import type {
  CommandPiece,
  ContributionPiece,
  HearPiece,
  JobPiece,
  Piece,
  RoutePiece,
  SubcommandPiece,
  Suggestion,
} from '@guildhall/sdk/host';
import type { z } from 'zod';
import { type RequestIssue, RequestRefused } from '../protocol/request-refused.ts';
import type { Guest } from './guest.ts';

type Values = Readonly<Record<string, unknown>>;
type Run = (...parameters: unknown[]) => unknown;
type SuggestAny = (...parameters: unknown[]) => PromiseLike<readonly Suggestion[]> | readonly Suggestion[];

/**
 * Runs one function of the plugin. The host has checked what it passes by the manifest; here it becomes what the plugin's own
 * schemas make of it, refinements and transforms included.
 *
 * @param of which function of the piece: `run`, `run.<place of the subcommand>`, `suggest.<option>` …
 * @returns what the host has a use for
 */
export async function runPiece(
  guest: Guest,
  piece: Piece,
  of: string,
  context: unknown,
  given: readonly unknown[],
): Promise<unknown> {
  const run = (piece as { run?: Run }).run as Run;
  const [first, second] = given;
  switch (piece.kind) {
    case 'command':
      return runCommand(piece, of, context, given);
    case 'button':
      await run(context, await parseAll(piece.parameters, first as Values));
      return undefined;
    case 'modal':
    case 'select':
      await run(context, first, await parseAll(piece.parameters, second as Values));
      return undefined;
    case 'job':
      await runJob(piece, context, first);
      return undefined;
    case 'offer':
      return runOffer(guest, piece.name, run, context, first);
    case 'contribution':
      return runContribution(piece, context, first);
    case 'hear':
      await run(context, await (piece as HearPiece).payload.parseAsync(first));
      return undefined;
    case 'route':
      return runRoute(piece, context, first as Values);
    case 'extensionPoint':
    case 'page':
      throw new Error(`a piece of kind ${piece.kind} has nothing to run`);
    default:
      await run(context, ...given);
      return undefined;
  }
}

async function runCommand(
  piece: CommandPiece,
  of: string,
  context: unknown,
  given: readonly unknown[],
): Promise<unknown> {
  const [what, place, option = ''] = of.split('.');
  const command: CommandPiece | SubcommandPiece | undefined =
    place === undefined || place === '' ? piece : piece.subcommands[Number(place)];
  if (what === 'suggest') {
    const suggest = command?.autocomplete[option];
    const found = suggest ? await (suggest as SuggestAny)(context, ...given) : [];
    return found.slice(0, 25).map(({ name, value }) => ({ name, value }));
  }
  const options = (given[0] ?? {}) as Values;
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(command?.options ?? {})) {
    const value = options[name];
    // Members, channels and roles come as Discord resolved them.
    const parsed =
      typeof value === 'object' && value !== null ? value : await (schema as z.ZodType).parseAsync(value);
    if (parsed !== undefined) values[name] = parsed;
  }
  if (!command?.run) throw new Error(`/${piece.name} has nothing to run`);
  await command.run(context as never, values);
  return undefined;
}

async function runJob(piece: JobPiece, context: unknown, input: unknown): Promise<void> {
  const { schedule } = piece;
  const value = 'input' in schedule ? await schedule.input.parseAsync(input) : undefined;
  await piece.run(context as never, value as never);
}

async function runOffer(
  guest: Guest,
  name: string,
  run: Run,
  context: unknown,
  input: unknown,
): Promise<unknown> {
  const offer = guest.plugin.declaration.offers?.offers[name];
  if (!offer) throw new Error(`there is no offer "${name}"`);
  return offer.output.parseAsync(await run(context, await offer.input.parseAsync(input)));
}

async function runContribution(piece: ContributionPiece, context: unknown, input: unknown): Promise<unknown> {
  const given = await piece.point.input.parseAsync(input);
  return piece.point.output.parseAsync(await piece.run(context as never, given as never));
}

async function runRoute(piece: RoutePiece, context: unknown, request: Values): Promise<unknown> {
  const issues: RequestIssue[] = [];
  const read = async (part: 'params' | 'query' | 'body', given: unknown): Promise<unknown> => {
    const read = await piece[part]?.safeParseAsync(given);
    if (!read || read.success) return read?.data;
    for (const { path, message } of read.error.issues)
      issues.push({ pointer: ['', part, ...path.map(String)].join('/'), message });
    return undefined;
  };
  const taken = {
    params: await read('params', request.params ?? {}),
    query: await read('query', request.query ?? {}),
    body: await read('body', request.body),
    revision: request.revision,
  };
  if (issues.length > 0) throw new RequestRefused(issues);
  const answer = await piece.run(context as never, taken as never);
  return piece.returns ? piece.returns.parseAsync(answer) : undefined;
}

async function parseAll(parameters: Readonly<Record<string, z.ZodType>>, values: Values): Promise<Values> {
  const parsed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(parameters)) {
    const value = await schema.parseAsync(values[name]);
    if (value !== undefined) parsed[name] = value;
  }
  return parsed;
}
