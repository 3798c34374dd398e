import { capabilities, isCapabilityId, privilegedIntents } from '../capabilities.ts';
import type { AnyPluginDeclaration } from '../contract.ts';
import { localize } from '../locales/index.ts';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import type { Piece } from '../pieces/types.ts';
import type { Service } from '../service.ts';
import { checkHosts } from './check-hosts.ts';
import { checkPremium } from './check-premium.ts';
import type { Report } from './mistake.ts';

const longestDescription = 200;

export function checkContract(
  declaration: AnyPluginDeclaration,
  pieces: readonly Piece[],
  report: Report,
): void {
  const { id, description, needs, intents = {} } = declaration;
  if (!/^[a-z][a-z0-9-]{1,31}$/.test(id)) {
    report({
      code: 'PLUGIN_ID',
      where: 'id',
      what: `"${id}" is not a plugin id.`,
      why: 'It is part of custom ids, collections, URLs and the manifest.',
      remedy: 'Use 2–32 of a–z, 0–9 and "-", starting with a letter.',
    });
  }
  const length = localize(description, 'en').length;
  if (length === 0 || length > longestDescription) {
    report({
      code: 'PLUGIN_DESCRIPTION',
      where: 'description',
      what: `it has ${length} characters.`,
      why: 'The catalogue shows it as one sentence.',
      remedy: `Say in 1–${longestDescription} characters what the plugin does for a guild.`,
    });
  }
  for (const capability of Object.keys(needs).filter((name) => !isCapabilityId(name))) {
    report({
      code: 'CAPABILITY_UNKNOWN',
      where: `needs["${capability}"]`,
      what: 'there is no such capability.',
      why: 'Only known capabilities can be shown at consent and enforced.',
      remedy: `Use one of: ${Object.keys(capabilities).join(', ')}.`,
    });
  }
  for (const intent of Object.keys(intents).filter(
    (name) => !(privilegedIntents as string[]).includes(name),
  )) {
    report({
      code: 'INTENT_UNKNOWN',
      where: `intents.${intent}`,
      what: 'it is not a privileged intent.',
      why: 'The others follow from the pieces by themselves.',
      remedy: `Remove it; only ${privilegedIntents.join(', ')} are declared.`,
    });
  }
  checkHosts(declaration, report);
  checkPremium(declaration, report);
  checkServices(declaration, pieces, report);
}

function checkServices(declaration: AnyPluginDeclaration, pieces: readonly Piece[], report: Report): void {
  const { offers, id } = declaration;
  if (offers && offers.id !== id) {
    report({
      code: 'SERVICE_ID',
      where: 'offers',
      what: `the service is called "${offers.id}".`,
      why: 'A service has the id of the plugin that provides it.',
      remedy: `Write defineService('${id}', …).`,
    });
  }
  const declared = Object.keys(offers?.offers ?? {});
  const offered = pieces.flatMap((piece) => (piece.kind === 'offer' ? [piece.name] : []));
  for (const name of declared.filter((name) => !offered.includes(name))) {
    report({
      code: 'OFFER_MISSING',
      where: `offers.${name}`,
      what: 'no piece answers it.',
      why: 'Other plugins would call it in vain.',
      remedy: `Pass ${id}.offer('${name}', …) to build, or take it out of the service.`,
    });
  }
  for (const name of offered.filter((name) => !declared.includes(name))) {
    report({
      code: 'OFFER_UNDECLARED',
      where: `offer "${name}"`,
      what: 'the service doesn’t declare it.',
      why: 'Nobody could call it: input and output are validated by their declaration.',
      remedy: 'Declare it with defineService and pass the service as `offers`.',
    });
  }
  for (const [name, offer] of Object.entries(offers?.offers ?? {})) {
    checkJson(`offers.${name}.input`, () => jsonSchemaOf(offer.input), report);
    checkJson(`offers.${name}.output`, () => jsonSchemaOf(offer.output, 'output'), report);
  }
  for (const [name, schema] of Object.entries(declaration.emits ?? {})) {
    checkJson(`emits.${name}`, () => jsonSchemaOf(schema), report);
  }
  for (const [name, used] of Object.entries(declaration.uses?.() ?? {})) {
    const service: Service = 'optional' in used ? used.optional : used;
    if (service.id !== id) continue;
    report({
      code: 'SERVICE_ID',
      where: `uses.${name}`,
      what: 'it is the plugin’s own service.',
      why: 'A plugin calls its own functions directly.',
      remedy: 'Remove it.',
    });
  }
}

function checkJson(where: string, convert: () => unknown, report: Report): void {
  try {
    convert();
  } catch (error) {
    report({
      code: 'NO_JSON_FORM',
      where,
      what: `it has no JSON form: ${error instanceof Error ? error.message : String(error)}`,
      why: 'What crosses from plugin to plugin is JSON, as the two may run in different processes.',
      remedy: 'Use texts, numbers, booleans, lists, records and objects.',
    });
  }
}
