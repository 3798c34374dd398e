import type { AnyPluginDeclaration } from '../contract.ts';
import { inspectSapphire, type SapphireCommandBody } from '../pieces/inspect-sapphire.ts';
import { isPieceOf } from '../pieces/make-sapphire.ts';
import { type SapphirePiece, sapphireEvents, sapphireStores } from '../pieces/sapphire-types.ts';
import type { Piece } from '../pieces/types.ts';
import { checkEvent } from './check-events.ts';
import type { Report } from './mistake.ts';

/** An ordinary Sapphire piece: that it is one, that the host can gate it, and that nothing it says is lost. */
export function checkSapphire(declaration: AnyPluginDeclaration, piece: SapphirePiece, report: Report): void {
  const where = `sapphire "${piece.name}"`;
  if (!sapphireStores.includes(piece.store) || !isPieceOf(piece.store, piece.piece)) {
    report({
      code: 'SAPPHIRE_STORE',
      where,
      what: 'its class is not one that this store takes.',
      why: 'Sapphire keeps commands, listeners, preconditions, arguments and interaction handlers apart.',
      remedy: `Begin its path with one of ${sapphireStores.join(', ')}, and pass a class that extends Sapphire’s.`,
    });
    return;
  }
  const inspection = inspectSapphire(piece);
  if (inspection.failure !== undefined) {
    report({
      code: 'SAPPHIRE_FAILED',
      where,
      what: `no piece could be made of it: ${inspection.failure}.`,
      why: 'Its commands and events are written into the manifest, so that admins see them before anything runs.',
      remedy: 'Do work in onLoad or in handlers, and register commands without waiting for anything.',
    });
    return;
  }
  if (piece.store === 'listeners') checkListener(declaration, piece, report);
  if (piece.store === 'commands') checkSapphireCommand(piece, report);
}

function checkListener(declaration: AnyPluginDeclaration, piece: SapphirePiece, report: Report): void {
  const where = `sapphire "${piece.name}"`;
  const { event, foreignEmitter } = inspectSapphire(piece);
  if (foreignEmitter || event === undefined) {
    report({
      code: 'SAPPHIRE_EMITTER',
      where,
      what: 'it listens to something else than the client.',
      why: 'A listener hears only the guilds where the plugin is enabled; of other emitters nobody could say.',
      remedy: 'Leave out `emitter`, and listen to an event of a guild.',
    });
    return;
  }
  if (!sapphireEvents.has(event)) checkEvent(declaration, { where, kind: 'on', event }, report);
}

function checkSapphireCommand(piece: SapphirePiece, report: Report): void {
  const where = `sapphire "${piece.name}"`;
  const { bodies, runs, guildIds } = inspectSapphire(piece);
  const warn = (code: string, what: string, why: string, remedy: string) =>
    report({ code, severity: 'warning', where, what, why, remedy });
  if (bodies.length === 0 && !runs.includes('messageRun')) {
    warn(
      'SAPPHIRE_UNREGISTERED',
      'it registers no command with Discord.',
      'Nobody can call it.',
      'Write registerApplicationCommands.',
    );
  }
  if (guildIds.length > 0) {
    warn(
      'SAPPHIRE_GUILD_IDS',
      'it asks for some guilds by id.',
      'Its commands are in every guild where the plugin is enabled, and in no other.',
      'Leave out guildIds.',
    );
  }
  if (bodies.some(hasMoreThanManifest)) {
    warn(
      'SAPPHIRE_DROPPED',
      'translated names and the age restriction of its commands are left out.',
      'Admins can rename commands, and manifests have one name for each.',
      'Translate descriptions, and use the precondition NSFW.',
    );
  }
  for (const [type, method] of [
    [1, 'chatInputRun'],
    [2, 'contextMenuRun'],
    [3, 'contextMenuRun'],
  ] as const) {
    if (runs.includes(method) || !bodies.some((body) => (body.type ?? 1) === type)) continue;
    report({
      code: 'COMMAND_SHAPE',
      where,
      what: `it registers a command and has no ${method}.`,
      why: 'Members could call it, and nothing would answer.',
      remedy: `Write ${method}.`,
    });
  }
}

function hasMoreThanManifest(body: SapphireCommandBody): boolean {
  return (
    Object.keys(body.name_localizations ?? {}).length > 0 ||
    body.nsfw === true ||
    (body.options ?? []).some(hasMoreThanManifest)
  );
}

/** Names that a plugin's own commands and those of its Sapphire pieces must not share. */
export function checkSapphireNames(pieces: readonly Piece[], report: Report): void {
  const taken = new Set(
    pieces.flatMap((piece) =>
      typeByKind.has(piece.kind) ? [`${typeByKind.get(piece.kind)} ${piece.name}`] : [],
    ),
  );
  for (const piece of pieces) {
    if (piece.kind !== 'sapphire' || piece.store !== 'commands') continue;
    for (const { type = 1, name } of inspectSapphire(piece).bodies) {
      if (!taken.has(`${type} ${name}`)) {
        taken.add(`${type} ${name}`);
        continue;
      }
      report({
        code: 'DUPLICATE_NAME',
        where: `sapphire "${piece.name}"`,
        what: `two commands are called "${name}".`,
        why: 'A member who calls one could mean either.',
        remedy: 'Rename one of them.',
      });
    }
  }
}

const typeByKind: ReadonlyMap<string, number> = new Map([
  ['command', 1],
  ['userMenu', 2],
  ['messageMenu', 3],
]);
