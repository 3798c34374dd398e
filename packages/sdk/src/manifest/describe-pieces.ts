import type { z } from 'zod';
import type { AnyPluginDeclaration } from '../contract.ts';
import { type CustomIdParameter, describeParameters } from '../custom-id/index.ts';
import type { Report } from '../definition/mistake.ts';
import { parseDuration } from '../duration.ts';
import { SdkError } from '../errors.ts';
import { pointId } from '../extension-point.ts';
import type {
  CommandPiece,
  JobSchedule,
  ModalField,
  Parameters,
  Piece,
  SubcommandPiece,
} from '../pieces/types.ts';
import { describeOptions } from './describe-options.ts';
import { describePage, describeRoute } from './describe-routes.ts';
import { describeSapphire } from './describe-sapphire.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { type Catalogues, withTranslations } from './localized-text.ts';
import type {
  ManifestCommand,
  ManifestModalField,
  ManifestPiece,
  ManifestSchedule,
  ManifestSubcommand,
} from './types.ts';

/** Longest text that Discord takes in a modal's field. */
export const longestModalText = 4000;

/** A piece's declaration as JSON, or several of a piece that is called in several ways; what can't be written is reported and left out. */
export function describePiece(
  declaration: AnyPluginDeclaration,
  piece: Piece,
  report: Report,
): ManifestPiece | ManifestPiece[] | undefined {
  const catalogues = declaration.locales ?? {};
  const { kind, name } = piece;
  switch (kind) {
    case 'command':
      return describeCommand(piece, catalogues, report);
    case 'on':
    case 'onRaw':
      return { kind, name, event: piece.event };
    case 'button':
      return { kind, name, parameters: parametersOf(`button "${name}"`, piece.parameters, report) };
    case 'modal':
      return {
        kind,
        name,
        title: withTranslations(piece.title, catalogues, `modals.${name}.title`) ?? name,
        parameters: parametersOf(`modal "${name}"`, piece.parameters, report),
        fields: Object.entries(piece.fields).map(([id, input]) => modalField(id, input)),
      };
    case 'job': {
      const schedule = describeSchedule(name, piece.schedule, report);
      return schedule && { kind, name, schedule };
    }
    case 'offer': {
      const offer = declaration.offers?.offers[name];
      return (
        offer && {
          kind,
          name,
          input: jsonSchemaOf(offer.input),
          output: jsonSchemaOf(offer.output, 'output'),
        }
      );
    }
    case 'select':
      return {
        kind,
        name,
        of: piece.of,
        parameters: parametersOf(`select "${name}"`, piece.parameters, report),
      };
    case 'userMenu':
    case 'messageMenu':
      return { kind, name, ...(piece.permissions && { permissions: [...piece.permissions] }) };
    case 'messageCommand':
      return {
        kind,
        name,
        aliases: [...piece.aliases],
        description: piece.description,
        ...(typeof piece.prefix === 'string'
          ? { prefix: piece.prefix }
          : { prefixField: piece.prefix.config }),
      };
    case 'hear':
      return (
        piece.payload && {
          kind,
          name,
          plugin: piece.plugin,
          event: piece.event,
          payload: jsonSchemaOf(piece.payload),
        }
      );
    case 'extensionPoint':
      return {
        kind,
        name,
        input: jsonSchemaOf(piece.point.input),
        output: jsonSchemaOf(piece.point.output, 'output'),
      };
    case 'contribution':
      return {
        kind,
        name,
        point: pointId(piece.point),
        contribution: piece.contribution,
        title: piece.title,
      };
    case 'route':
      return describeRoute(piece);
    case 'page':
      return describePage(piece);
    case 'sapphire':
      return describeSapphire(declaration, piece);
    case 'setup':
    case 'teardown':
      return { kind, name };
  }
}

function describeCommand(piece: CommandPiece, catalogues: Catalogues, report: Report): ManifestCommand {
  const key = `commands.${piece.name}`;
  return {
    kind: 'command',
    name: piece.name,
    description: withTranslations(piece.description, catalogues, `${key}.description`) ?? piece.name,
    ...(piece.permissions && { permissions: [...piece.permissions] }),
    ...(piece.formerly && { formerly: [...piece.formerly] }),
    options: describeOptions(piece.options, {
      where: `command "${piece.name}"`,
      key,
      catalogues,
      autocompleted: Object.keys(piece.autocomplete),
      report,
    }),
    subcommands: piece.subcommands.map((sub) => describeSubcommand(piece, sub, catalogues, report)),
  };
}

function describeSubcommand(
  parent: CommandPiece,
  piece: SubcommandPiece,
  catalogues: Catalogues,
  report: Report,
): ManifestSubcommand {
  const path = [parent.name, ...(piece.group ? [piece.group.name] : []), piece.name];
  const key = `commands.${path.join('.')}`;
  return {
    name: piece.name,
    description: withTranslations(piece.description, catalogues, `${key}.description`) ?? piece.name,
    ...(piece.group && {
      group: {
        name: piece.group.name,
        description:
          withTranslations(
            piece.group.description,
            catalogues,
            `commands.${parent.name}.${piece.group.name}.description`,
          ) ?? piece.group.name,
      },
    }),
    options: describeOptions(piece.options, {
      where: `command "${path.join(' ')}"`,
      key,
      catalogues,
      autocompleted: Object.keys(piece.autocomplete),
      report,
    }),
  };
}

function parametersOf(where: string, parameters: Parameters, report: Report): CustomIdParameter[] {
  return Object.entries(parameters).flatMap(([name, schema]) => {
    try {
      return describeParameters({ [name]: schema });
    } catch (error) {
      report({
        code: 'PARAMETER_TYPE',
        where,
        what: error instanceof Error ? error.message : String(error),
        why: 'Its values travel in the component’s custom id, which has 100 characters.',
        remedy: 'Pass an id, and keep the rest in a collection.',
      });
      return [];
    }
  });
}

function modalField(name: string, input: ModalField): ManifestModalField {
  return {
    name,
    label: input.label,
    style: input.style ?? 'short',
    required: input.required ?? true,
    maxLength: input.maxLength ?? longestModalText,
  };
}

function describeSchedule(name: string, schedule: JobSchedule, report: Report): ManifestSchedule | undefined {
  // A schedule that says nothing is reported with the piece.
  if (typeof schedule !== 'object') return undefined;
  if ('input' in schedule) return { input: jsonSchemaOf(schedule.input as z.ZodType) };
  if ('cron' in schedule) return { cron: schedule.cron };
  if (!Object.hasOwn(schedule, 'every')) return undefined;
  try {
    return { everyMs: parseDuration(schedule.every) };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    report({
      code: 'JOB_SCHEDULE',
      where: `job "${name}"`,
      what: error.message,
      why: 'The host must know when to run it.',
      remedy: 'Write `every` like "1 day".',
    });
    return undefined;
  }
}
