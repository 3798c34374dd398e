import type { z } from 'zod';
import type { AnyPluginDeclaration, Plugin, PluginContract, PluginDeclaration } from './contract.ts';
import { pluginMark } from './contract.ts';
import type { CollectionDeclaration } from './data.ts';
import { findMistakes } from './definition/find-mistakes.ts';
import { type Mistake, PluginDefinitionError } from './definition/mistake.ts';
import { type ExtensionPoint, pointId } from './extension-point.ts';
import { makePages } from './pieces/make-pages.ts';
import { makeButton, makeCommand, makeModal, makeSubcommand } from './pieces/make-piece.ts';
import { makeRoute } from './pieces/make-route.ts';
import { makeSapphirePiece } from './pieces/make-sapphire.ts';
import { makeSelect } from './pieces/make-select.ts';
import { makerOf, notingMaker } from './pieces/makers.ts';
import type { PageDeclaration } from './pieces/page-types.ts';
import type { JobPiece, Piece } from './pieces/types.ts';
import type { PluginEvents } from './plugin-events.ts';
import type { OfferDeclaration, OptionalService, Service } from './service.ts';

type CollectionShape = Omit<CollectionDeclaration, 'key' | 'indexes' | 'unique' | 'personal' | 'tally'> & {
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
  readonly personal?: readonly string[];
  readonly tally?: readonly string[];
};

/**
 * Declares a plugin: its contract, which then makes typed pieces. Nothing is registered anywhere by it.
 *
 * @example
 * export const hello = definePlugin({
 *   id: 'hello',
 *   name: 'Hello',
 *   description: 'Greets who asks for it.',
 *   category: 'fun',
 *   needs: {},
 *   config: { version: 1, schema: z.object({ greeting: z.string().max(200).default('Hello!') }) },
 * });
 *
 * const greet = hello.command({
 *   name: 'hello',
 *   description: 'Be greeted',
 *   run: (ctx) => ctx.reply(ctx.config.greeting),
 * });
 *
 * export default hello.build(greet);
 */
export function definePlugin<
  const Id extends string,
  C extends z.ZodObject,
  const D extends Readonly<Record<string, CollectionShape>> = Record<never, never>,
  U extends Readonly<Record<string, Service | OptionalService>> = Record<never, never>,
  E extends Readonly<Record<string, z.ZodType>> = Record<never, never>,
  O extends Readonly<Record<string, OfferDeclaration>> = Record<never, never>,
>(
  declaration: PluginDeclaration<Id, C, D, U, E, O> & {
    readonly data?: { readonly [K in keyof D]: CollectionDeclaration<D[K]['schema']> };
  },
): PluginContract<{ config: C; data: D; uses: U; emits: E }, O> {
  const { id } = declaration;
  const anyDeclaration = Object.freeze({ ...declaration }) as unknown as AnyPluginDeclaration;
  const factories = notingMaker(id, {
    command: makeCommand,
    subcommand: makeSubcommand,
    on: (event: string, run: unknown, options: { name?: string } = {}) =>
      Object.freeze({ kind: 'on', name: options.name ?? event, event, run }),
    onRaw: (event: string, run: unknown, options: { name?: string } = {}) =>
      Object.freeze({ kind: 'onRaw', name: options.name ?? event, event, run }),
    button: (name: string, parameters: Record<string, z.ZodType>, run: unknown) =>
      makeButton(id, name, parameters, run),
    pages: (name: string, pages: Parameters<typeof makePages>[2]) => makePages(id, name, pages),
    select: (name: string, select: Parameters<typeof makeSelect>[2]) => makeSelect(id, name, select),
    userMenu: (menu: object) => Object.freeze({ kind: 'userMenu', ...menu }),
    messageMenu: (menu: object) => Object.freeze({ kind: 'messageMenu', ...menu }),
    messageCommand: (command: { readonly aliases?: readonly string[] }) =>
      Object.freeze({
        kind: 'messageCommand',
        ...command,
        aliases: Object.freeze([...(command.aliases ?? [])]),
      }),
    hear: (events: PluginEvents, event: string, run: unknown, options: { name?: string } = {}) =>
      Object.freeze({
        kind: 'hear',
        name: options.name ?? `${events.id}.${event}`,
        plugin: events.id,
        event,
        payload: events.events[event],
        run,
      }),
    extensionPoint: (point: ExtensionPoint) =>
      Object.freeze({ kind: 'extensionPoint', name: point.name, point }),
    contribute: (
      point: ExtensionPoint,
      name: string,
      contribution: { readonly title: unknown; readonly run: unknown },
    ) =>
      Object.freeze({
        kind: 'contribution',
        name: `${pointId(point)}.${name}`,
        point,
        contribution: name,
        title: contribution.title,
        run: contribution.run,
      }),
    modal: (name: string, modal: Parameters<typeof makeModal>[2]) => makeModal(id, name, modal),
    job: (name: string, schedule: JobPiece['schedule'], run: unknown) =>
      Object.freeze({ kind: 'job', name, schedule: Object.freeze({ ...schedule }), run }),
    offer: (name: string, run: unknown) => Object.freeze({ kind: 'offer', name, run }),
    route: makeRoute,
    page: (path: string, page: PageDeclaration) =>
      Object.freeze({ kind: 'page', name: path, ...page, blocks: Object.freeze([...page.blocks]) }),
    setup: (run: unknown) => Object.freeze({ kind: 'setup', name: 'setup', run }),
    teardown: (run: unknown) => Object.freeze({ kind: 'teardown', name: 'teardown', run }),
    sapphire: makeSapphirePiece,
  });
  const contract = {
    id,
    declaration: anyDeclaration,
    ...factories,
    build: (...pieces: readonly Piece[]) => assemble(anyDeclaration, pieces),
  };
  return Object.freeze(contract) as unknown as PluginContract<{ config: C; data: D; uses: U; emits: E }, O>;
}

/** Whether something was made by a contract; a handler's own object, or a name that is not there yet, was not. */
function isPiece(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'name' in value &&
    value.kind !== 'subcommand'
  );
}

function notAPiece(index: number, value: unknown): Mistake {
  const isSub = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'subcommand';
  return {
    code: 'NOT_A_PIECE',
    severity: 'error',
    where: `build, argument ${index + 1}`,
    what: isSub
      ? 'it is a subcommand.'
      : `it is no piece, but ${value === undefined ? 'undefined' : typeof value}.`,
    why: 'build takes what the contract makes.',
    remedy: isSub
      ? 'Pass it as one of the `subcommands` of a command.'
      : 'Pass what command(), on(), button() and so on return; undefined often comes from two files that import each other.',
  };
}

function notItsOwn(index: number, { kind, name }: Piece, maker: string, plugin: string): Mistake {
  return {
    code: 'FOREIGN_PIECE',
    severity: 'error',
    where: `build, argument ${index + 1}`,
    what: `${kind} "${name}" is not its own: the contract of "${maker}" has made it, not that of "${plugin}".`,
    why: 'Its handler would get the other plugin’s config and data types, and its buttons would lead to the other plugin.',
    remedy: `Make it with the contract of "${plugin}". What two plugins share is an offer, an event or an extension point.`,
  };
}

/** Checks a contract and its pieces, and makes the plugin of them. @throws `PluginDefinitionError` */
export function assemble(declaration: AnyPluginDeclaration, pieces: readonly Piece[]): Plugin {
  const strange = pieces.findIndex((piece: unknown) => !isPiece(piece));
  if (strange >= 0) throw new PluginDefinitionError(declaration.id, [notAPiece(strange, pieces[strange])]);
  const foreign = pieces.flatMap((piece, index) => {
    const maker = makerOf(piece);
    return maker === undefined || maker === declaration.id
      ? []
      : [notItsOwn(index, piece, maker, declaration.id)];
  });
  if (foreign.length > 0) throw new PluginDefinitionError(declaration.id, foreign);
  const mistakes = findMistakes(declaration, pieces);
  const errors = mistakes.filter((mistake) => mistake.severity === 'error');
  if (errors.length > 0) throw new PluginDefinitionError(declaration.id, errors);
  return Object.freeze({
    [pluginMark]: 1 as const,
    declaration,
    pieces: Object.freeze([...pieces]),
    warnings: Object.freeze(mistakes),
  });
}
