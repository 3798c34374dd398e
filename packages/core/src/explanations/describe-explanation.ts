import { type Manifest, translate } from '@guildhall/sdk/host';
import { deedText } from './deed-text.ts';
import type { Explanation } from './explanation.ts';

const texts = {
  en: {
    refused: 'tried, and was refused ({status}): {action}',
    where: ' in <#{channel}>',
    because: 'because of `{piece}`',
    onEvent: 'on `{event}`',
    version: 'version {version}',
    settings: 'settings no. {revision}',
  },
  fr: {
    refused: 'a essayé et a été refusé ({status}) : {action}',
    where: ' dans <#{channel}>',
    because: 'à cause de `{piece}`',
    onEvent: 'lors de `{event}`',
    version: 'version {version}',
    settings: 'réglages n° {revision}',
  },
} as const;

type TextKey = keyof (typeof texts)['en'];

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
  const language = locale.startsWith('fr') ? 'fr' : 'en';
  const text = (key: TextKey, parameters: Readonly<Record<string, string>> = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
  const { said, call, kind, channelId, piece, event, version, configRevision } = explanation;
  const origin = [
    ...(piece === null ? [] : [text('because', { piece })]),
    // Most pieces are named after their event.
    ...(event === null || piece?.includes(event) ? [] : [text('onEvent', { event })]),
    text('version', { version }),
    ...(configRevision === null ? [] : [text('settings', { revision: String(configRevision) })]),
  ].join(', ');
  if (said) return { text: saidText(said, manifest, locale), origin };
  const action = deedText(call?.route ?? '', language, channelId);
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
