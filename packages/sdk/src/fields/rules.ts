import { Cron } from 'croner';
import type { z } from 'zod';

const customEmoji = /^<a?:\w{2,32}:[1-9]\d{16,19}>$/;
const standardEmoji = /^\p{RGI_Emoji}$/v;
const nicknames: ReadonlySet<string> = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@hourly',
]);
const placeholder = /\{[A-Za-z][\w.]*\}/g;

/** One emoji as Discord takes it: `🎉`, also without its variation selector, or `<:name:id>` of a guild. */
export function isEmoji(text: string): boolean {
  return customEmoji.test(text) || standardEmoji.test(text) || standardEmoji.test(`${text}\uFE0F`);
}

/** The id in `<:name:id>`; `undefined` for a standard emoji. */
export function customEmojiId(text: string): string | undefined {
  return customEmoji.test(text) ? text.slice(text.lastIndexOf(':') + 1, -1) : undefined;
}

/**
 * Five fields (minute, hour, day of the month, month, day of the week) with `*`, names, lists, ranges and steps, or a
 * nickname such as `@daily`; and it falls due at some time: `0 0 30 2 *` never does.
 */
export function isCron(expression: string): boolean {
  const text = expression.trim().toLowerCase();
  if (text.startsWith('@') && !nicknames.has(text)) return false;
  try {
    return new Cron(text, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

/** An IANA name that the runtime knows; an offset such as `+02:00` is none, for it knows no summer time. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Why an address can't be used. */
export type UrlFault = 'url_invalid' | 'url_insecure' | 'url_credentials' | 'url_host';

/** An absolute https address without a user name or password in it. */
export function urlFault(text: string, hosts?: readonly string[]): UrlFault | undefined {
  const url = URL.parse(text);
  if (!url || /\s/.test(text)) return 'url_invalid';
  if (url.protocol !== 'https:') return 'url_insecure';
  if (url.username !== '' || url.password !== '') return 'url_credentials';
  const isListed = (host: string) => url.hostname === host || url.hostname.endsWith(`.${host}`);
  return hosts === undefined || hosts.some(isListed) ? undefined : 'url_host';
}

/** An address that placeholders fill, wholly or in part, with something in their place. */
export function filledUrl(text: string): string {
  return text.replace(/^\{[A-Za-z][\w.]*\}/, 'https://example.com').replaceAll(placeholder, 'x');
}

/**
 * Whether a matcher without backtracking can run it, and JavaScript too: so that a form may try it and
 * `compilePattern` means the same. Look-around and back-references are what such a matcher does not know.
 */
export function isPattern(text: string): boolean {
  const withoutClasses = text.replaceAll(/\\[\\[\]]/g, '').replaceAll(/\[[^\]]*\]/g, '');
  if (/\(\?<?[=!]|\\[1-9]|\\k</.test(withoutClasses)) return false;
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const ownRules = new WeakSet<object>();

/** Adds a rule that `build` lets pass in a configuration: the host knows it by the field's kind and checks it too. */
export function withRule<T extends z.ZodType>(
  schema: T,
  rule: (value: z.output<T>) => boolean,
  message: string,
): T {
  ownRules.add(rule);
  return schema.refine(rule, message) as T;
}

/** Whether a check of a schema is one of ours, and not an author's own. */
export function isOwnRule(check: z.core.$ZodCheck): boolean {
  const { def } = check._zod as { def: { fn?: object } };
  return def.fn !== undefined && ownRules.has(def.fn);
}
