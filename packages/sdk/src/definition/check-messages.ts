import type { AnyPluginDeclaration } from '../contract.ts';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import { permissionNames } from '../permissions.ts';
import type { ContributionPiece, ExtensionPointPiece, HearPiece } from '../pieces/extension-types.ts';
import type { MenuPiece, MessageCommandPiece } from '../pieces/menu-types.ts';
import type { Report } from './mistake.ts';

const longestName = 32;

export function checkMenu(piece: MenuPiece, report: Report): void {
  const where = `${piece.kind} "${piece.name}"`;
  if (piece.name.trim() !== piece.name || piece.name.length < 1 || piece.name.length > longestName) {
    report({
      code: 'COMMAND_NAME',
      where,
      what: `its name has ${piece.name.length} characters, or spaces at its ends.`,
      why: `Discord takes 1–${longestName}.`,
      remedy: 'Say in two words what it does: "Report message".',
    });
  }
  const unknown = (piece.permissions ?? []).filter((name) => !(permissionNames as string[]).includes(name));
  if (unknown.length === 0) return;
  report({
    code: 'PERMISSION_UNKNOWN',
    where,
    what: `Discord has no permission ${unknown.join(', ')}.`,
    why: 'Default permissions are sent to Discord as bits.',
    remedy: 'Use the names of discord.js’s PermissionFlagsBits, such as ManageGuild.',
  });
}

export function checkMessageCommand(
  declaration: AnyPluginDeclaration,
  piece: MessageCommandPiece,
  report: Report,
): void {
  const where = `messageCommand "${piece.name}"`;
  const wrong = [piece.name, ...piece.aliases].filter((name) => !/^\S{1,32}$/u.test(name));
  if (wrong.length > 0) {
    report({
      code: 'COMMAND_NAME',
      where,
      what: `"${wrong[0]}" can’t be told from what is written behind it.`,
      why: 'The name ends at the first space.',
      remedy: `Use 1–${longestName} characters without spaces.`,
    });
  }
  const { prefix } = piece;
  if (typeof prefix === 'string' ? !/^\S{1,10}$/u.test(prefix) : !isTextField(declaration, prefix.config)) {
    report({
      code: 'PREFIX',
      where,
      what:
        typeof prefix === 'string'
          ? `"${prefix}" is no prefix.`
          : `config.${prefix.config} is no text of 1–10 characters.`,
      why: 'Every message of the guild is compared with it.',
      remedy:
        typeof prefix === 'string'
          ? 'Use 1–10 characters without spaces, such as "!".'
          : `Declare it: ${prefix.config}: z.string().min(1).max(10).default('!').`,
    });
  }
  if (declaration.needs['messages.read'] === undefined) {
    report({
      code: 'CAPABILITY_MISSING',
      where,
      what: 'it takes the capability messages.read.',
      why: 'Admins are told at consent what a plugin can see, and the host delivers nothing else.',
      remedy: "Add needs: { 'messages.read': 'why you want it' }.",
    });
  }
  if (!declaration.intents?.MessageContent) {
    report({
      code: 'INTENT_MISSING',
      where,
      what: 'it takes the privileged intent MessageContent.',
      why: 'Without it only messages that mention the bot have a text.',
      remedy:
        "Add intents: { MessageContent: { reason: '…', degraded: 'members mention the bot instead of the prefix' } }.",
    });
  }
}

function isTextField(declaration: AnyPluginDeclaration, name: string): boolean {
  const field = declaration.config.schema.shape[name];
  if (!field) return false;
  const json = jsonSchemaOf(field as Parameters<typeof jsonSchemaOf>[0]);
  return json.type === 'string' && Number(json.minLength) >= 1 && Number(json.maxLength) <= 10;
}

export function checkHear(declaration: AnyPluginDeclaration, piece: HearPiece, report: Report): void {
  if (!piece.payload) {
    report({
      code: 'EVENT_UNKNOWN',
      where: `hear "${piece.name}"`,
      what: `${piece.plugin} declares no event "${piece.event}".`,
      why: 'It would never be called.',
      remedy: 'Use one of the names given to defineEvents.',
    });
  }
  if (piece.plugin !== declaration.id) return;
  report({
    code: 'EVENT_OWN',
    where: `hear "${piece.name}"`,
    what: 'it is the plugin’s own event.',
    why: 'A plugin calls its own functions directly.',
    remedy: 'Call the function where the event is emitted.',
  });
}

export function checkExtension(
  declaration: AnyPluginDeclaration,
  piece: ExtensionPointPiece | ContributionPiece,
  report: Report,
): void {
  const where = `${piece.kind} "${piece.name}"`;
  const isOwn = piece.point.plugin === declaration.id;
  if (piece.kind === 'extensionPoint' && !isOwn) {
    report({
      code: 'POINT_FOREIGN',
      where,
      what: `the point belongs to "${piece.point.plugin}".`,
      why: 'Only its owner asks for contributions.',
      remedy: `Write defineExtensionPoint('${declaration.id}', …), or contribute to it.`,
    });
  }
  if (piece.kind === 'contribution' && isOwn) {
    report({
      code: 'POINT_OWN',
      where,
      what: 'the point is the plugin’s own.',
      why: 'A plugin calls its own functions directly.',
      remedy: 'Call the function where the contributions are asked for.',
    });
  }
  for (const part of ['input', 'output'] as const) {
    try {
      jsonSchemaOf(piece.point[part], part);
    } catch (error) {
      report({
        code: 'NO_JSON_FORM',
        where: `${where}, ${part}`,
        what: `it has no JSON form: ${error instanceof Error ? error.message : String(error)}`,
        why: 'What crosses from plugin to plugin is JSON, as the two may run in different processes.',
        remedy: 'Use texts, numbers, booleans, lists, records and objects.',
      });
    }
  }
}
