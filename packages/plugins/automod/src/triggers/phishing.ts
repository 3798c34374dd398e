import { isWithin, type Link } from '../engine/links.ts';
import { normalise } from '../normalise/index.ts';

/** Names that scammers write nearly, and where they really live. */
const brands: readonly { readonly name: string; readonly own: readonly string[] }[] = [
  {
    name: 'discord',
    own: [
      'discord.com',
      'discord.gg',
      'discord.gift',
      'discord.gifts',
      'discord.media',
      'discord.new',
      'discord.dev',
      'discord.store',
      'discord.design',
      'discord.co',
      'discord.tools',
      'discord.id',
      'discord.bio',
      'discord.me',
      'discord.io',
      'discord.js.org',
      'discord.py',
      'discordapp.com',
      'discordapp.net',
      'discordapp.io',
      'discordmerch.com',
      'discordstatus.com',
      'discords.com',
      'discordbotlist.com',
      'discordservers.com',
      'discordjs.guide',
      'discordjs.dev',
      'discordlookup.com',
      'discordhome.com',
      'discordextremelist.xyz',
    ],
  },
  {
    name: 'steamcommunity',
    own: ['steamcommunity.com'],
  },
  { name: 'steampowered', own: ['steampowered.com'] },
  { name: 'epicgames', own: ['epicgames.com', 'epicgames.dev'] },
  { name: 'roblox', own: ['roblox.com', 'robloxlabs.com', 'roblox.cn'] },
  { name: 'paypal', own: ['paypal.com', 'paypal.me', 'paypalobjects.com', 'paypal-community.com'] },
  { name: 'metamask', own: ['metamask.io'] },
  { name: 'opensea', own: ['opensea.io'] },
  { name: 'coinbase', own: ['coinbase.com'] },
  { name: 'binance', own: ['binance.com', 'binance.us', 'binance.org'] },
];

/** What such sites promise or ask, in their names. */
const baits =
  /(?:nitro|gift|free|airdrop|claim|drop|verif|login|logon|signin|secur|support|reward|bonus|promo|event|trade|offer|giveaway|wallet|boost|activat|redeem)/;

/** Fewest single changes that make one word another, as far as they are fewer than `most`. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) >= most) return most;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  let beforeThat = before;
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (before[column] ?? most) + 1,
        (line[column - 1] ?? most) + 1,
        (before[column - 1] ?? most) + (same ? 0 : 1),
      );
      // Two letters that changed places are one change.
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, (beforeThat[column - 2] ?? most) + 1);
      line.push(cost);
    }
    beforeThat = before;
    before = line;
  }
  return Math.min(most, before[other.length] ?? most);
}

/**
 * Whether a link leads to a site that poses as another: a name that is nearly a known one, or a known one with a promise beside it,
 * on a domain that is not theirs; or a domain of the admin's own list. Nothing is asked of anyone outside.
 */
export function isPhishing(link: Link, own: readonly string[]): boolean {
  const { host } = link;
  if (own.some((domain) => isWithin(host, domain))) return true;
  const name = unpuny(host);
  return brands.some((brand) => {
    if (brand.own.some((domain) => isWithin(host, domain))) return false;
    const labels = name.split('.').slice(0, -1);
    // `díscord.com`: the name itself, but for a sign that is overlooked.
    if (name !== host && labels.includes(brand.name)) return true;
    return labels.some((label) => posesAs(label, brand.name)) || isBehind(labels, brand.name);
  });
}

/** `discord.com.example`, `discord.gift-claim.example`: a known name, in front of the one that counts. */
function isBehind(labels: readonly string[], brand: string): boolean {
  const at = labels.indexOf(brand);
  if (at < 0 || at === labels.length - 1) return false;
  return (
    ['com', 'gg', 'gift', 'net', 'org'].includes(labels[at + 1] ?? '') || lures.test(labels.at(-1) ?? '')
  );
}

const lures = /nitro|gift|airdrop|claim|login|giveaway|free/;

function posesAs(label: string, brand: string): boolean {
  const parts = label.split('-').filter((part) => part !== '');
  const slips = brand.length >= 9 ? 3 : 2;
  const alike = (part: string): boolean => {
    if (part.length < 5) return false;
    const read = part
      .replaceAll('1', 'l')
      .replaceAll('0', 'o')
      .replaceAll('rn', 'm')
      .replaceAll('vv', 'w')
      .replaceAll('cl', 'd');
    if (part !== brand && read === brand) return true;
    const changes = distance(part, brand, slips);
    return changes > 0 && changes < slips;
  };
  if (parts.some(alike) && !plainWords.has(label)) return true;
  const whole = parts.join('');
  if (whole.includes(brand) && baits.test(whole.replace(brand, ''))) return true;
  // `dlscord-nitro`, `discrodgift`: nearly the name, right before or behind a promise.
  const bait = baits.exec(whole);
  if (!bait) return false;
  const rest = whole.replace(bait[0], '');
  return rest.length >= 5 && distance(rest, brand, 3) < 3 && rest !== brand && !plainWords.has(rest);
}

/** Words that are one change away from a name, and mean something. */
const plainWords: ReadonlySet<string> = new Set([
  'discard',
  'discards',
  'discords',
  'discordia',
  'discorder',
  'balance',
  'finance',
  'opens',
  'openseas',
  'payal',
  'paypals',
  'coinbases',
]);

/** Letters of other alphabets, as browsers show them, are no help to who poses: their look-alikes were folded before. */
function unpuny(host: string): string {
  return host.normalize('NFKD').replace(/\p{M}/gu, '');
}

/** Names of files that run when they are opened, above all those that hide it. */
const runs =
  /\.(?:exe|scr|bat|cmd|com|pif|msi|msix|vbs|vbe|jse?|wsf|wsh|ps1|jar|lnk|hta|cpl|reg|apk|appx|iso|img|vhd|dll|gadget|inf|url|scf|xll)$/i;
const hides = /\.(?:png|jpe?g|gif|webp|mp4|mov|pdf|docx?|xlsx?|txt|zip|rar|mp3)\s*\.[a-z0-9]{2,5}$/i;
/** Turns round what follows, so that `gpj.exe` is shown as `exe.jpg`. */
const turned = /[\u202a-\u202e\u2066-\u2069]/;
const source = /\.js$/i;

/** Why a file's name is one that scammers give; `undefined` for every other. */
export function scamFile(written: string): 'turned' | 'hidden' | 'runs' | undefined {
  if (turned.test(written)) return 'turned';
  // Windows leaves out dots and spaces at the end.
  const name = normalise(written).folded.replace(/[.\s]+$/, '');
  if (hides.test(name) && runs.test(name)) return 'hidden';
  // Programmers show each other their scripts.
  return runs.test(name) && !source.test(name) ? 'runs' : undefined;
}
