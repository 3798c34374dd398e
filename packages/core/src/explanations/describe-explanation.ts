import { type Manifest, translate } from '@guildhall/sdk/host';
import type { Explanation } from './explanation.ts';

const texts = {
  en: {
    answered: 'answered',
    wrote: 'wrote a message',
    edited: 'changed a message',
    deleted: 'deleted a message',
    deletedMany: 'deleted several messages',
    reacted: 'reacted to a message',
    unreacted: 'took a reaction away',
    pinned: 'pinned or unpinned a message',
    gaveRole: 'gave a role',
    tookRole: 'took a role away',
    changedMember: 'changed a member (timeout, name or voice)',
    kicked: 'kicked a member',
    banned: 'banned a member',
    unbanned: 'lifted a ban',
    thread: 'opened or changed a thread',
    channel: 'created, changed or deleted a channel',
    webhook: 'used a webhook',
    other: 'asked Discord for {route}',
    refused: 'tried, and was refused ({status}): {action}',
    where: ' in <#{channel}>',
    because: 'because of `{piece}`',
    onEvent: 'on `{event}`',
    version: 'version {version}',
    settings: 'settings no. {revision}',
  },
  fr: {
    answered: 'a répondu',
    wrote: 'a écrit un message',
    edited: 'a modifié un message',
    deleted: 'a supprimé un message',
    deletedMany: 'a supprimé plusieurs messages',
    reacted: 'a réagi à un message',
    unreacted: 'a retiré une réaction',
    pinned: 'a épinglé ou désépinglé un message',
    gaveRole: 'a donné un rôle',
    tookRole: 'a retiré un rôle',
    changedMember: 'a modifié un membre (exclusion temporaire, pseudo ou vocal)',
    kicked: 'a expulsé un membre',
    banned: 'a banni un membre',
    unbanned: 'a levé un bannissement',
    thread: 'a ouvert ou modifié un fil',
    channel: 'a créé, modifié ou supprimé un salon',
    webhook: 'a utilisé un webhook',
    other: 'a demandé à Discord : {route}',
    refused: 'a essayé et a été refusé ({status}) : {action}',
    where: ' dans <#{channel}>',
    because: 'à cause de `{piece}`',
    onEvent: 'lors de `{event}`',
    version: 'version {version}',
    settings: 'réglages n° {revision}',
  },
} as const;

type TextKey = keyof (typeof texts)['en'];

/** The first that fits. */
const actions: readonly (readonly [RegExp, TextKey])[] = [
  [/^POST \/interactions\//, 'answered'],
  [/^(POST|PATCH) \/webhooks\/\{id\}\/\{token\}/, 'answered'],
  [/\/webhooks/, 'webhook'],
  [/^POST \/channels\/\{id\}\/messages$/, 'wrote'],
  [/bulk-delete$/, 'deletedMany'],
  [/^PUT .*\/reactions/, 'reacted'],
  [/^DELETE .*\/reactions/, 'unreacted'],
  [/\/pins/, 'pinned'],
  [/\/thread/, 'thread'],
  [/^PATCH \/channels\/\{id\}\/messages/, 'edited'],
  [/^DELETE \/channels\/\{id\}\/messages/, 'deleted'],
  [/^PUT .*\/roles\//, 'gaveRole'],
  [/^DELETE .*\/members\/.*\/roles\//, 'tookRole'],
  [/^PATCH .*\/members\//, 'changedMember'],
  [/^DELETE .*\/members\//, 'kicked'],
  [/^PUT .*\/bans\/|bulk-ban$/, 'banned'],
  [/^DELETE .*\/bans\//, 'unbanned'],
  [/\/channels/, 'channel'],
];

/** One reason in a person's language. */
export interface DescribedExplanation {
  /** What was done or not, and why. */
  readonly text: string;
  /** By which handler, with which version and configuration. */
  readonly origin: string;
}

/** @param manifest of the plugin, when it is still known: its texts say a reason better than the English that was kept */
export function describeExplanation(
  explanation: Explanation,
  manifest: Manifest | undefined,
  locale: string,
): DescribedExplanation {
  const catalogue = locale.startsWith('fr') ? texts.fr : texts.en;
  const text = (key: TextKey, parameters: Readonly<Record<string, string>> = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
  const { said, call, kind, channelId, piece, event, version, configRevision } = explanation;
  const origin = [
    ...(piece === null ? [] : [text('because', { piece })]),
    // Most pieces are named after their event.
    ...(event === null || piece?.includes(event) ? [] : [text('onEvent', { event })]),
    text('version', { version }),
    ...(configRevision === null ? [] : [text('settings', { revision: String(configRevision) })]),
  ].join(', ');
  if (said) return { text: saidText(said, manifest, locale), origin };
  const route = call?.route ?? '';
  const action = text(actions.find(([pattern]) => pattern.test(route))?.[1] ?? 'other', { route });
  const where = channelId === null ? '' : text('where', { channel: channelId });
  return {
    text:
      kind === 'refused'
        ? text('refused', { status: call?.status ?? '', action: `${action}${where}` })
        : `${action}${where}`,
    origin,
  };
}

function saidText(
  { key, parameters, text }: NonNullable<Explanation['said']>,
  manifest: Manifest | undefined,
  locale: string,
): string {
  const english = manifest?.locales.en ?? {};
  const isKnown = [key, `${key}.one`, `${key}.other`].some((name) => Object.hasOwn(english, name));
  return manifest && isKnown ? translate(manifest.locales, locale, key, parameters) : text;
}
