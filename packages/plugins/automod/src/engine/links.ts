import { domainToUnicode } from 'node:url';
import type { NormalisedText } from '../normalise/index.ts';

/** Where a link leads. */
export interface Link {
  /** In lower case, in Unicode, without `www.` */
  readonly host: string;
  readonly path: string;
}

/** Browsers take any slashes, and people know what `hxxps` means. */
const written =
  /(?:https?:[\\/]{0,3}|hxxps?:\/\/|steam:\/\/)([^\s/\\?#<>()[\]"'`]{3,253})([^\s<>()[\]"'`]{0,500})/gi;
/** Names without `https://`: only endings that links have and sentences ("e.g.", "ok.thanks") mostly lack. */
const bare =
  /(?<![\p{L}\p{N}@/._-])((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,5}(?:com|net|org|gg|io|gift|gifts|link|click|xyz|ru|info|site|online|top|me|co|app|dev|shop|store|live|pro|tk|ml|ga|cf|gq|fun|club|cc|us|uk|de|fr|cn|to|ly|xn--[a-z0-9-]{2,59}))((?:\/[^\s<>()[\]"'`]{0,500})?)(?![\p{L}\p{N}_.-]*[\p{L}\p{N}])/giu;
const invitePath = /^\/(?:invite\/)?([A-Za-z0-9-]{2,64})/;
/** What shows no link to Discord, but reads as one: `discord . gg / abc`, `dsc.gg/abc`. */
const spacedInvite =
  /(?:d\s*i\s*s\s*c\s*o\s*r\s*d(?:\s*(?:[.·•]|[([]\s*(?:dot|\.)\s*[)\]]|\bdot\b)\s*|,)(?:g\s*g|com\s*[\\/]\s*invite)|d\s*s\s*c\s*\.\s*g\s*g|invite\s*\.\s*gg|(?<![\p{L}\p{N}])\.gg|discord:\/\/-\/invite)\s*(?:[\\/∕⁄]+|\bslash\b)\s*([a-z0-9-]{2,64})/giu;
/** What browsers take for a dot in a name, and what people write for one. */
const dots = /[。｡]|\s?[([]\s?(?:dot|\.)\s?[)\]]\s?/gi;
const dot = /[。｡([]/;
/** A full stop with something right before and behind it: no link is without one. */
const linked = /[^\s.]\.[^\s.]/;
/** A link in a link: it leads there. */
const redirects = 3;

const inviteHosts: ReadonlyMap<string, boolean> = new Map([
  // Host → whether the code follows `/invite/`.
  ['discord.gg', false],
  ['discord.com', true],
  ['discordapp.com', true],
  ['ptb.discord.com', true],
  ['canary.discord.com', true],
  ['discord.gg.', false],
  ['dsc.gg', false],
  ['invite.gg', false],
  ['discord.me', false],
  ['discord.io', false],
]);

/** Every link of a text, in whichever way it was hidden: what was written, and what it reads like. */
export function linksIn(text: NormalisedText): readonly Link[] {
  const found = new Map<string, Link>();
  // What is written in small letters only differs in that.
  const plain = text.plain === text.raw.toLowerCase() ? text.raw : text.plain;
  const folded = text.folded === text.plain ? plain : text.folded;
  for (const view of new Set([text.raw, plain, folded])) {
    const dotted = dot.test(view) ? view.replace(dots, '.') : view;
    if (linked.test(dotted)) collect(dotted, found, redirects);
  }
  return [...found.values()];
}

function collect(text: string, found: Map<string, Link>, deeper: number): void {
  for (const match of [...text.matchAll(written), ...text.matchAll(bare)]) {
    const link = { host: hostOf(match[1] ?? ''), path: match[2] ?? '' };
    if (!link.host.includes('.')) continue;
    found.set(`${link.host}${link.path.toLowerCase()}`, link);
    const next = link.path.search(/https?:\/\//i);
    if (next > 0 && deeper > 0) collect(link.path.slice(next), found, deeper - 1);
  }
}

/** Without a name and password before it, and a port behind it. */
function hostOf(authority: string): string {
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.+$/, '')
    .normalize('NFKC')
    .toLowerCase();
  const shown = host.includes('xn--') ? domainToUnicode(host) || host : host;
  return shown.replace(/^www\./, '');
}

/** Codes of invites to Discord servers, as they were written. */
export function invitesIn(text: NormalisedText, links: readonly Link[]): readonly string[] {
  const codes = new Map<string, string>();
  const add = (code: string | undefined) => {
    if (code !== undefined && !codes.has(code.toLowerCase())) codes.set(code.toLowerCase(), code);
  };
  for (const { host, path } of links) {
    const behindInvite = inviteHosts.get(host);
    if (behindInvite === undefined) continue;
    const clean = path.replaceAll('\\', '/').replace(/^\/+/, '/');
    if (behindInvite && !/^\/invite\//i.test(clean)) continue;
    add(invitePath.exec(clean)?.[1]);
  }
  if (/g\s*g|invite/i.test(text.folded)) {
    for (const match of text.folded.matchAll(spacedInvite)) add(match[1]);
  }
  return [...codes.values()];
}

/** Whether a host is a domain or below it. `*.` says the same. */
export function isWithin(host: string, domain: string): boolean {
  const bareDomain = domain.startsWith('*.') ? domain.slice(2) : domain;
  return host === bareDomain || host.endsWith(`.${bareDomain}`);
}
