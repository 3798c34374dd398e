import { type Loaded, noPiece } from '@guildhall/sandbox-runtime';
import {
  type AnyPluginDeclaration,
  type CustomIdParameter,
  clientEventRequirement,
  field,
  type JsonSchema,
  type Manifest,
  type ManifestCommandOption,
  type Parameters,
  type Piece,
  type Plugin,
  pathNames,
  pluginMark,
  rawEvents,
  z,
} from '@guildhall/sdk/host';
import { declaredAs, type HearFrame, hearsFrames } from '../runtime/frame-hearer.ts';
import { objectOf, schemaOf } from './json-schemas.ts';

/** What a sandboxed plugin's functions do instead: the work is elsewhere. */
export interface Elsewhere {
  /** Calls a function of a piece. @returns what the plugin's process answered */
  call(context: unknown, place: number, of: string, given: readonly unknown[]): Promise<unknown>;
  /** Frames of this name for this piece. */
  hears(place: number, type: string): HearFrame;
  /**
   * Passes on an event whose frame is no more, in the name of whoever runs.
   *
   * @param payload what was kept of it
   * @returns when all that it set off has ended
   */
  hearAgain(context: unknown, place: number, type: string, payload: unknown): Promise<void>;
  /** Migrates a configuration, or a document of a collection, by one step. */
  migrate(of: string, old: unknown): Promise<unknown>;
}

/**
 * The plugin that a manifest describes: for the host one like any other. Its schemas are the manifest's, and each of its functions
 * carries the call to where the code is.
 */
export function manifestPlugin(manifest: Manifest, loaded: Loaded, elsewhere: Elsewhere): Plugin {
  const pieces = manifest.pieces.flatMap((piece, place) => makePieces(manifest, piece, place, elsewhere));
  return Object.freeze({
    [pluginMark]: 1 as const,
    declaration: declare(manifest, loaded, elsewhere),
    pieces: Object.freeze(pieces),
    warnings: [],
  });
}

function declare(manifest: Manifest, loaded: Loaded, elsewhere: Elsewhere): AnyPluginDeclaration {
  const steps = (versions: readonly number[], of: string) =>
    Object.fromEntries(
      versions.map((version) => [version, (old: unknown) => elsewhere.migrate(`${of}.${version}`, old)]),
    );
  const offers = manifest.pieces.flatMap((piece) =>
    piece.kind === 'offer'
      ? [[piece.name, { input: schemaOf(piece.input), output: schemaOf(piece.output) }] as const]
      : [],
  );
  return Object.freeze({
    id: manifest.id,
    name: manifest.name,
    description: manifest.description,
    category: manifest.category,
    needs: Object.fromEntries(manifest.capabilities.map(({ id, reason }) => [id, reason])),
    intents: Object.fromEntries(
      manifest.intents.privileged.map(({ name, reason, degraded }) => [name, { reason, degraded }]),
    ),
    ...(manifest.offers === undefined
      ? {}
      : { offers: { id: manifest.offers, offers: Object.fromEntries(offers) } }),
    uses: () =>
      Object.fromEntries(
        loaded.uses.map(({ key, id, optional, offers: names }) => {
          const service = {
            id,
            offers: Object.fromEntries(
              names.map((name) => [name, { input: z.unknown(), output: z.unknown() }]),
            ),
          };
          return [key, optional ? { optional: service } : service];
        }),
      ),
    config: {
      version: manifest.config.version,
      schema: objectOf(manifest.config.schema),
      migrate: steps(loaded.configSteps, 'migrate.config'),
      ...(loaded.hasCheck
        ? {
            check: (value: unknown, context: unknown) => elsewhere.call(context, noPiece, 'check', [value]),
          }
        : {}),
    },
    data: Object.fromEntries(
      Object.entries(manifest.data).map(([name, collection]) => [
        name,
        {
          ...collection,
          schema: objectOf(collection.schema),
          migrate: steps(loaded.dataSteps[name] ?? [], `migrate.data.${name}`),
        },
      ]),
    ),
    emits: Object.fromEntries(
      Object.entries(manifest.emits).map(([name, schema]) => [name, schemaOf(schema)]),
    ),
    locales: manifest.locales,
  }) as unknown as AnyPluginDeclaration;
}

function makePieces(
  manifest: Manifest,
  piece: Manifest['pieces'][number],
  place: number,
  elsewhere: Elsewhere,
): readonly Piece[] {
  const run =
    (of = 'run') =>
    (context: unknown, ...given: readonly unknown[]) =>
      elsewhere.call(context, place, of, given);
  const made = (value: object): readonly Piece[] => [Object.freeze(value) as unknown as Piece];
  const { kind, name } = piece;
  switch (kind) {
    case 'command': {
      const suggest = (options: readonly ManifestCommandOption[], sub: number | '') =>
        Object.fromEntries(
          options
            .filter((option) => option.autocomplete)
            .map((option) => [option.name, run(`suggest.${sub}.${option.name}`)]),
        );
      const { description, permissions, options, subcommands } = piece;
      return made({
        kind,
        name,
        description,
        ...(permissions && { permissions }),
        options: optionsOf(options),
        autocomplete: suggest(options, ''),
        subcommands: subcommands.map((sub, index) => ({
          kind: 'subcommand',
          name: sub.name,
          description: sub.description,
          ...(sub.group && { group: sub.group }),
          options: optionsOf(sub.options),
          autocomplete: suggest(sub.options, index),
          run: run(`run.${index}`),
        })),
        ...(subcommands.length === 0 && { run: run() }),
      });
    }
    case 'on':
      return hearing(kind, place, name, rawEventsOf(piece.event), elsewhere);
    case 'onRaw':
      return hearing(kind, place, name, [piece.event], elsewhere);
    case 'button':
    case 'modal':
    case 'select':
      return made({
        ...piece,
        parameters: parametersOf(piece.parameters),
        ...(kind === 'modal' && { fields: Object.fromEntries(piece.fields.map((one) => [one.name, one])) }),
        run: run(),
      });
    case 'job': {
      const { schedule } = piece;
      return made({
        kind,
        name,
        schedule:
          'everyMs' in schedule
            ? { every: schedule.everyMs }
            : 'cron' in schedule
              ? schedule
              : { input: schemaOf(schedule.input) },
        run: run(),
      });
    }
    case 'messageCommand':
      return made({
        ...piece,
        prefix: piece.prefix ?? { config: piece.prefixField ?? '' },
        run: run(),
      });
    case 'hear':
      return made({ ...piece, payload: schemaOf(piece.payload), run: run() });
    case 'extensionPoint':
      return made({ kind, name, point: point(manifest.id, name, piece) });
    case 'contribution': {
      const [plugin = '', pointName = ''] = piece.point.split('.');
      // Its input and output are the point's owner's to declare; the plugin checks them by its own copy.
      return made({
        ...piece,
        point: { plugin, name: pointName, input: z.unknown(), output: z.unknown() },
        run: run(),
      });
    }
    case 'route':
      return made({
        ...piece,
        params: z.looseObject(
          Object.fromEntries(pathNames(piece.path).map((parameter) => [parameter, z.unknown()])),
        ),
        query: z.unknown(),
        ...(piece.body && { body: z.unknown() }),
        ...(piece.returns && { returns: z.unknown() }),
        run: run(),
      });
    case 'page':
      return [];
    default:
      return made({ ...piece, run: run() });
  }
}

function hearing(
  declared: 'on' | 'onRaw',
  place: number,
  name: string,
  types: readonly string[],
  elsewhere: Elsewhere,
): readonly Piece[] {
  return types.map((event) =>
    Object.freeze({
      kind: 'onRaw',
      name,
      event,
      run: (context: unknown, payload: unknown) => elsewhere.hearAgain(context, place, event, payload),
      [declaredAs]: declared,
      [hearsFrames]: elsewhere.hears(place, event),
    }),
  ) as unknown as readonly Piece[];
}

/** The gateway's events that a discord.js event comes of. */
function rawEventsOf(event: string): readonly string[] {
  const requirement = clientEventRequirement(event);
  return Object.entries(rawEvents).flatMap(([type, candidate]) => (candidate === requirement ? [type] : []));
}

function point(plugin: string, name: string, { input, output }: { input: JsonSchema; output: JsonSchema }) {
  return { plugin, name, input: schemaOf(input), output: schemaOf(output) };
}

function optionsOf(options: readonly ManifestCommandOption[]): Parameters {
  return Object.fromEntries(
    options.map((option) => {
      const schema = optionSchema(option);
      return [option.name, option.required ? schema : schema.optional()];
    }),
  );
}

function optionSchema(option: ManifestCommandOption): z.ZodType {
  const { type, choices, minLength, maxLength, minValue, maxValue } = option;
  if (choices && choices.length > 0) {
    return z.union(choices.map(({ value }) => z.literal(value)) as unknown as [z.ZodType, z.ZodType]);
  }
  switch (type) {
    case 'integer':
    case 'number': {
      const number = type === 'integer' ? z.int() : z.number();
      return number.min(minValue ?? Number.NEGATIVE_INFINITY).max(maxValue ?? Number.POSITIVE_INFINITY);
    }
    case 'boolean':
      return z.boolean();
    case 'string':
      return z
        .string()
        .min(minLength ?? 0)
        .max(maxLength ?? 6_000);
    default:
      // Discord's records stand in for these ids.
      return option.anybody ? (field.user() as unknown as z.ZodType) : z.string();
  }
}

function parametersOf(parameters: readonly CustomIdParameter[]): Parameters {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameterSchema(parameter)]));
}

function parameterSchema({ type, maxLength, values }: CustomIdParameter): z.ZodType {
  switch (type) {
    case 'snowflake':
      return field.snowflake() as unknown as z.ZodType;
    case 'integer':
      return z.int();
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum((values ?? []) as [string, ...string[]]);
    case 'string':
      return z.string().max(maxLength ?? 100);
  }
}
