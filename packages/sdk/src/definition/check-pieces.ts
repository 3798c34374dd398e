import type { AnyPluginDeclaration } from '../contract.ts';
import { customIdLimit, describeParameters, longestCustomId } from '../custom-id/index.ts';
import { parseDuration } from '../duration.ts';
import { SdkError } from '../errors.ts';
import { isCron } from '../fields/rules.ts';
import { describePiece, longestModalText } from '../manifest/describe-pieces.ts';
import type { SelectPiece } from '../pieces/select-types.ts';
import type { ButtonPiece, JobPiece, ModalPiece, Piece } from '../pieces/types.ts';
import { checkCommand } from './check-commands.ts';
import { checkEvent } from './check-events.ts';
import { checkExtension, checkHear, checkMenu, checkMessageCommand } from './check-messages.ts';
import { checkPage, checkRoute } from './check-routes.ts';
import { checkSapphire, checkSapphireNames } from './check-sapphire.ts';
import type { Report } from './mistake.ts';

const shortestInterval = 10_000;

export function checkPieces(
  declaration: AnyPluginDeclaration,
  pieces: readonly Piece[],
  report: Report,
): void {
  checkDuplicates(pieces, report);
  checkSapphireNames(pieces, report);
  for (const piece of pieces) {
    describePiece(declaration, piece, report);
    if (piece.kind === 'command') checkCommand(piece, report);
    else if (piece.kind === 'on' || piece.kind === 'onRaw')
      checkEvent(declaration, { ...piece, where: `${piece.kind} "${piece.name}"` }, report);
    else if (piece.kind === 'button' || piece.kind === 'modal' || piece.kind === 'select')
      checkComponent(declaration.id, piece, report);
    else if (piece.kind === 'job') checkJob(piece, report);
    else if (piece.kind === 'userMenu' || piece.kind === 'messageMenu') checkMenu(piece, report);
    else if (piece.kind === 'messageCommand') checkMessageCommand(declaration, piece, report);
    else if (piece.kind === 'hear') checkHear(declaration, piece, report);
    else if (piece.kind === 'extensionPoint' || piece.kind === 'contribution')
      checkExtension(declaration, piece, report);
    else if (piece.kind === 'route') checkRoute(piece, report);
    else if (piece.kind === 'page') checkPage(piece, pieces, report);
    else if (piece.kind === 'sapphire') checkSapphire(declaration, piece, report);
  }
}

/** Buttons, selects and modals share the namespace of custom ids. */
function namespaceOf(piece: Piece): string {
  return piece.kind === 'modal' || piece.kind === 'select' ? 'button' : piece.kind;
}

function checkDuplicates(pieces: readonly Piece[], report: Report): void {
  const seen = new Set<string>();
  for (const piece of pieces) {
    const key = `${namespaceOf(piece)} ${piece.name}`;
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    const listener = piece.kind === 'on' || piece.kind === 'onRaw' || piece.kind === 'hear';
    report({
      code: 'DUPLICATE_NAME',
      where: `${piece.kind} "${piece.name}"`,
      what: 'two pieces have this name.',
      why: 'Host, custom ids and problems tell pieces apart by kind and name.',
      remedy: listener
        ? `Give one of them a name: ${piece.kind}('${piece.event}', …, { name: '…' }).`
        : 'Rename one of them, or pass it to build only once.',
    });
  }
}

function checkComponent(
  pluginId: string,
  piece: ButtonPiece | ModalPiece | SelectPiece,
  report: Report,
): void {
  const where = `${piece.kind} "${piece.name}"`;
  if (!/^[A-Za-z][\w-]{0,31}$/.test(piece.name)) {
    report({
      code: 'NAME',
      where,
      what: 'its name can’t be put into a custom id.',
      why: 'Custom ids are separated by colons and short.',
      remedy: 'Use 1–32 letters, digits, "-" and "_", starting with a letter.',
    });
  }
  try {
    const longest = longestCustomId(pluginId, piece.name, describeParameters(piece.parameters));
    if (longest > customIdLimit) {
      report({
        code: 'CUSTOM_ID_TOO_LONG',
        where,
        what: `its custom id can reach ${longest} characters.`,
        why: `Discord takes ${customIdLimit}.`,
        remedy: 'Give texts a smaller maximum, or keep the values in a collection and pass an id.',
      });
    }
  } catch (error) {
    // A parameter that can't be packed has been reported with the piece's declaration.
    if (!(error instanceof SdkError)) throw error;
  }
  if (piece.kind === 'modal') checkModalFields(where, piece, report);
}

function checkModalFields(where: string, piece: ModalPiece, report: Report): void {
  const fields = Object.entries(piece.fields);
  if (fields.length < 1 || fields.length > 5) {
    report({
      code: 'MODAL_FIELDS',
      where,
      what: `it has ${fields.length} fields.`,
      why: 'A modal has 1 to 5.',
      remedy: 'Split it, or ask with options of a command.',
    });
  }
  for (const [name, input] of fields) {
    const label = typeof input.label === 'string' ? input.label : input.label.en;
    const tooLong =
      (input.maxLength ?? 0) > longestModalText ||
      (input.minLength ?? 0) > (input.maxLength ?? longestModalText);
    if (label.length < 1 || label.length > 45 || tooLong) {
      report({
        code: 'MODAL_FIELDS',
        where: `${where}, field "${name}"`,
        what: 'its label or lengths are out of Discord’s bounds.',
        why: `A label has 1–45 characters, a text at most ${longestModalText}.`,
        remedy: 'Shorten the label, or change minLength and maxLength.',
      });
    }
  }
}

function checkJob({ name, schedule }: JobPiece<never>, report: Report): void {
  const mistake = { code: 'JOB_SCHEDULE', where: `job "${name}"` };
  if (!hasSchedule(schedule)) {
    report({
      ...mistake,
      what: 'it says neither when it runs nor what it is planned with.',
      why: 'The host must know when to run it.',
      remedy:
        "Write { every: '1 day' }, { cron: '0 9 * * 1' }, or { input: z.object({ … }) } for ctx.jobs.at.",
    });
    return;
  }
  if ('cron' in schedule && !isCron(schedule.cron)) {
    report({
      ...mistake,
      what: `"${schedule.cron}" is not a cron expression.`,
      why: 'The host must know when to run it.',
      remedy:
        'Write five fields "minute hour day month weekday" of numbers, *, lists, ranges and steps: "0 9 * * 1".',
    });
  }
  if ('every' in schedule && intervalOf(schedule.every) < shortestInterval) {
    report({
      ...mistake,
      what: 'it runs more often than every 10 seconds.',
      why: 'It runs in every guild that has the plugin.',
      remedy: 'Run it every 10 seconds or less often, or listen to an event.',
    });
  }
}

/** Whether a schedule says anything; plain JavaScript, or a cast, may leave it empty. */
function hasSchedule(schedule: JobPiece['schedule'] | undefined): boolean {
  return (
    typeof schedule === 'object' && ['every', 'cron', 'input'].some((key) => Object.hasOwn(schedule, key))
  );
}

/** Unreadable durations have been reported with the piece's declaration. */
function intervalOf(every: string | number): number {
  try {
    return parseDuration(every);
  } catch (error) {
    if (error instanceof SdkError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
