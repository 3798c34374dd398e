import type { MessageParts } from '../../src/engine/facts.ts';
import type { TriggerType } from '../../src/triggers/schema.ts';
import { disguises } from './disguises.ts';

/** What the rules of the corpus look for beside the presets, as an admin writes them. */
export const adminRules = {
  words: [
    'free nitro',
    'wanker',
    'bullshit',
    'dickhead',
    'cunt',
    'arsehole',
    'casino bonus',
    'kill yourself',
  ],
  domains: ['grabify.link', 'bad-casino.example', 'iplogger.org', 'münzen.example'],
  nicknames: ['wanker', 'dickhead', 'discord staff', 'moderator team'],
} as const;

/** One attempt to get something past the rules. */
export interface Evasion {
  readonly kind: string;
  /** What is hidden, and how. */
  readonly hides: string;
  readonly rule: TriggerType;
  /** What is done, in this order; `pause` in milliseconds, and a second by default. */
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly say: Partial<MessageParts>; readonly by?: number; readonly pause?: number }
  /** The message before is edited. */
  | { readonly edit: Partial<MessageParts>; readonly pause?: number }
  | { readonly name: string };

type Row = readonly [hides: string, said: string | Partial<MessageParts> | readonly Step[]];

function rows(kind: string, rule: TriggerType, list: readonly Row[]): readonly Evasion[] {
  return list.map(([hides, said]) => {
    const steps: readonly Step[] =
      typeof said === 'string' ? [{ say: { content: said } }] : isSteps(said) ? said : [{ say: said }];
    return { kind, rule, hides, steps };
  });
}

function isSteps(said: object): said is readonly Step[] {
  return Array.isArray(said);
}

const says = (...texts: readonly string[]): readonly Step[] => texts.map((content) => ({ say: { content } }));
const names = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(9000 + index) }));
const attachment = (filename: string) => ({ content: 'look at this', attachments: [{ filename }] });

/** Words and invites in every disguise that suits them, in sentences of their own. */
function disguised(): readonly Evasion[] {
  const words = [
    ['free nitro', (hidden: string) => `hey everyone, ${hidden} for the first ten`],
    ['bullshit', (hidden: string) => `what a load of ${hidden} that was`],
    ['wanker', (hidden: string) => `you are such a ${hidden} mate`],
  ] as const;
  return disguises.flatMap(({ name, suits, dress }) => [
    ...(suits === 'links'
      ? []
      : words.map(
          ([word, around]): Evasion => ({
            kind: 'words',
            hides: `${word}: ${name}`,
            rule: 'words',
            steps: says(around(dress(word))),
          }),
        )),
    ...(suits === 'words'
      ? []
      : [
          {
            kind: 'invites',
            hides: `an invite: ${name}`,
            rule: 'invites' as const,
            steps: says(`come here ${dress('discord.gg/raidsrv')} now`),
          },
          {
            kind: 'domains',
            hides: `a forbidden site: ${name}`,
            rule: 'domains' as const,
            steps: says(`see ${dress('grabify.link/xyzabc')} please`),
          },
        ]),
  ]);
}

const words = rows('words', 'words', [
  ['several disguises at once', 'get fr\u200bее n1tr0 here'],
  ['Cyrillic and digits', 'сunt with Cyrillic с, and a cυn7'],
  ['spaces and digits', 'you w 4 n k 3 r'],
  ['capitals, dots and stretched', 'B.U.U.L.L.S.H.I.T'],
  ['no space', 'FREENITRO for all'],
  ['two spaces and a dot', 'free  .  nitro'],
  ['hyphen', 'free-nitro inside'],
  ['underscore', 'free_nitro inside'],
  ['hashtag', '#FreeNitro #discord'],
  ['plural', 'those wankers again'],
  ['slash', 'free/nitro'],
  ['possessive', "the dickhead's plan"],
  ['tag around', '<wanker>'],
  ['quotes', 'he is a "d!ckhead" really'],
  ['brackets', 'a (w)(a)(n)(k)(e)(r)'],
  ['brackets around some', 'a w[an]ker'],
  ['ends in a digit', 'you wanker1'],
  ['begins with a digit', 'you 1wanker'],
  ['a dash in one place', 'bull-shit all of it'],
  ['a dot in one place', 'bull.shit all of it'],
  ['a space in one place', 'bull shit all of it'],
  ['letters at distance', 'b u l l s h i t'],
  ['three groups', 'k i l l  your self'],
  ['digits', 'k1ll y0urs3lf'],
  ['stretched', 'killlll yourseeeelf'],
  ['lines', 'kill\nyourself'],
  ['code', '`kill` `yourself`'],
  ['bold each', '**kill** *yourself*'],
  ['spoilers', '||kill|| ||yourself||'],
  ['emoji between', 'kill 🙂 yourself'],
  ['a vulgar fraction of alphabets', 'arѕеhоlе'],
  ['Hebrew letter', 'arseהole arsehסle'],
  ['Thai-like', 'cนnt'],
  ['Georgian', 'cასino ცasino cunტ cunt'],
  ['modifier letters', 'ᶜᵘⁿᵗ'],
  ['subscripts', 'wₐnₖₑr'],
  ['Roman numerals', 'dⅰckhead'],
  ['long s', 'bullſhit'],
  ['ligature', 'cafino bonus: caſino bonuſ'],
  ['Turkish dotless', 'dıckhead'],
  ['dotted capital', 'DİCKHEAD'],
  ['stars for one letter, shown', 'w\\anker'],
  ['letters in emoji', '🅱️ullshit'],
  ['keycaps', 'k1️⃣ll yourself'],
  ['o as a ring', 'arseh⭕le'],
  ['a as a pyramid', 'wΔnker'],
  ['u as a horseshoe', 'c∪nt'],
  ['percent in part', 'bull%73hit'],
  ['percent with zero-width', 'bull%E2%80%8Bshit'],
  ['HTML entities', 'bull&#115;hit'],
  ['Unicode escapes', 'bull\\u0073hit'],
  ['a heading', '# wanker'],
  ['small print', '-# wanker'],
  ['a list', '- wan\u2060ker\n- fine'],
  ['a table', '| a | b |\n|---|---|\n| free nitro | x |'],
  ['a block of code with language', '```js\nconst x = "bullshit";\n```'],
  ['quoted', '>>> free nitro\nhere'],
  ['after two thousand characters', `${'lorem ipsum '.repeat(160)} bullshit`],
  ['in a poll', { poll: { question: { text: 'free nitro?' } } }],
  [
    'in an answer of a poll',
    {
      poll: { question: { text: 'who?' }, answers: [{ poll_media: { text: 'the wanker' } }] },
    } as Partial<MessageParts>,
  ],
  ['forwarded', { message_snapshots: [{ message: { content: 'fr3e n1tro' } }] }],
  ['in an embed’s title', { content: 'https://example.org', embeds: [{ title: 'Frее Nitro' }] }],
  [
    'in an embed’s description',
    { content: 'https://example.org', embeds: [{ description: 'get f.r.e.e n.i.t.r.o' }] },
  ],
  [
    'in an embed’s author',
    { content: 'https://example.org', embeds: [{ author: { name: 'free nitro' } }] } as Partial<MessageParts>,
  ],
  [
    'in an embed’s field',
    {
      content: 'https://example.org',
      embeds: [{ fields: [{ name: 'now', value: 'free nitro' }] }],
    } as Partial<MessageParts>,
  ],
  [
    'in an embed’s footer',
    { content: 'https://example.org', embeds: [{ footer: { text: 'free nitro' } }] } as Partial<MessageParts>,
  ],
  [
    'in a forwarded embed',
    {
      message_snapshots: [{ message: { content: '', embeds: [{ title: 'free nitro' }] } }],
    } as Partial<MessageParts>,
  ],
  ['in an attachment’s name', { content: 'look', attachments: [{ filename: 'free_nitro.png' }] }],
  [
    'in an attachment’s description',
    {
      content: 'look',
      attachments: [{ filename: 'a.png', description: 'what a wanker' }],
    } as Partial<MessageParts>,
  ],
  ['added by an edit', [{ say: { content: 'good morning' } }, { edit: { content: 'good morning wanker' } }]],
  [
    'added by an edit, hidden',
    [{ say: { content: 'good morning' } }, { edit: { content: 'good m0rning d1ckh3ad' }, pause: 600_000 }],
  ],
  [
    'added by the second edit',
    [{ say: { content: 'one' } }, { edit: { content: 'two' } }, { edit: { content: 'bu||lls||hit' } }],
  ],
  [
    'an embed that appears later',
    [
      { say: { content: 'https://example.org/x' } },
      { edit: { content: 'https://example.org/x', embeds: [{ title: 'free nitro' }] } },
    ],
  ],
]);

const invites = rows('invites', 'invites', [
  ['plain', 'https://discord.gg/raidsrv'],
  ['no protocol', 'discord.gg/raidsrv'],
  ['the long address', 'https://discord.com/invite/raidsrv'],
  ['the old address', 'discordapp.com/invite/raidsrv'],
  ['ptb', 'https://ptb.discord.com/invite/raidsrv'],
  ['canary', 'https://canary.discord.com/invite/raidsrv'],
  ['www', 'https://www.discord.com/invite/raidsrv'],
  ['capitals', 'DISCORD.GG/RAIDSRV'],
  ['a query', 'https://discord.gg/raidsrv?event=1'],
  ['a fragment', 'https://discord.com/invite/raidsrv#x'],
  ['two slashes', 'https://discord.gg//raidsrv'],
  ['a backslash', 'https://discord.gg\\raidsrv'],
  ['a port', 'https://discord.gg:443/raidsrv'],
  ['a name before it', 'https://discord.com@discord.gg/raidsrv'],
  ['a dot behind it', 'https://discord.gg./raidsrv'],
  ['spaces', 'discord . gg / raidsrv'],
  ['spaces in the word', 'd i s c o r d . g g / raidsrv'],
  ['dot in words', 'discord dot gg / raidsrv'],
  ['dot and slash in words', 'discord dot gg slash raidsrv'],
  ['dot in brackets', 'discord[.]gg/raidsrv'],
  ['(dot)', 'discord(dot)gg/raidsrv'],
  ['[dot]', 'discord [dot] gg / raidsrv'],
  ['a comma', 'discord,gg/raidsrv'],
  ['a middle dot', 'discord·gg/raidsrv'],
  ['a bullet', 'discord•gg/raidsrv'],
  ['ideographic full stop', 'discord。gg/raidsrv'],
  ['half-width full stop', 'discord｡gg/raidsrv'],
  ['full-width dot', 'discord．gg／raidsrv'],
  ['one dot leader', 'discord․gg/raidsrv'],
  ['division slash', 'discord.gg∕raidsrv'],
  ['fraction slash', 'discord.gg⁄raidsrv'],
  ['Cyrillic о', 'discоrd.gg/raidsrv'],
  ['Cyrillic і and с', 'dіsсord.gg/raidsrv'],
  ['long ſ', 'diſcord.gg/raidsrv'],
  ['circled letters', 'ⓓⓘⓢⓒⓞⓡⓓ.gg/raidsrv'],
  ['masked link', '[my cat](https://discord.gg/raidsrv)'],
  ['masked, with another address shown', '[https://youtube.com](https://discord.gg/raidsrv)'],
  ['masked with angle brackets', '[x](<https://discord.gg/raidsrv>)'],
  ['masked with a title', '[x](https://discord.gg/raidsrv "hello")'],
  ['angle brackets', '<https://discord.gg/raidsrv>'],
  ['spoiler', '||https://discord.gg/raidsrv||'],
  ['code', '`discord.gg/raidsrv`'],
  ['code block', '```\ndiscord.gg/raidsrv\n```'],
  ['two lines', 'discord.gg/\nraidsrv'],
  ['emoji around', '👉discord.gg/raidsrv👈'],
  ['letters before', 'joindiscord.gg/raidsrv'],
  ['zero-width and capitals', 'DIS\u200bCORD.G\u200bG/raidsrv'],
  ['percent in the host', 'https://discord%2Egg/raidsrv'],
  ['percent in the slash', 'https://discord.gg%2Fraidsrv'],
  ['percent twice', 'discord%252Egg%252Fraidsrv'],
  ['a redirect', 'https://www.google.com/url?q=https://discord.gg/raidsrv'],
  ['a redirect, encoded', 'https://l.facebook.com/l.php?u=https%3A%2F%2Fdiscord.gg%2Fraidsrv'],
  ['another redirect', 'https://href.li/?https://discord.gg/raidsrv'],
  ['steam’s redirect', 'https://steamcommunity.com/linkfilter/?url=https://discord.gg/raidsrv'],
  ['short name', 'dsc.gg/raidsrv'],
  ['invite.gg', 'invite.gg/raidsrv'],
  ['list of servers', 'https://discord.me/raidsrv'],
  ['another list', 'https://discord.io/raidsrv'],
  ['the app’s protocol', 'discord://-/invite/raidsrv'],
  ['on the phone', 'https://discord.com/invite/raidsrv/login'],
  ['only the code and a word', 'discord invite: .gg/raidsrv'],
  ['only .gg', 'join .gg/raidsrv'],
  ['slash gg', 'add /raidsrv to discord.gg'],
  ['in an embed', { content: 'https://example.org/a', embeds: [{ description: 'discord.gg/raidsrv' }] }],
  [
    'in an embed’s address',
    { content: 'https://bit.ly/abc', embeds: [{ url: 'https://discord.gg/raidsrv' }] },
  ],
  [
    'in a field',
    {
      content: 'x',
      embeds: [{ fields: [{ name: 'a', value: 'discord.gg/raidsrv' }] }],
    } as Partial<MessageParts>,
  ],
  ['in a poll', { poll: { question: { text: 'discord.gg/raidsrv or not?' } } }],
  ['forwarded', { message_snapshots: [{ message: { content: 'discord.gg/raidsrv' } }] }],
  ['an edit', [{ say: { content: 'hello there' } }, { edit: { content: 'hello there discord.gg/raidsrv' } }]],
  [
    'an edit a day later',
    [{ say: { content: 'hello there' } }, { edit: { content: 'discord . gg / raidsrv' }, pause: 86_400_000 }],
  ],
]);

const phishing = rows('phishing', 'phishing', [
  ['dlscord', 'https://dlscord.com/nitro'],
  ['discorcl', 'https://discorcl.gift/abc'],
  ['discrod', 'https://discrod.com/gifts/abc'],
  ['discord-nitro', 'https://discord-nitro.com'],
  ['discordgift', 'https://discordgift.site/abc'],
  ['free-discord', 'https://free-discord.xyz'],
  ['disc0rd', 'http://disc0rd.gift/x'],
  ['Cyrillic о', 'https://discоrd.com/login'],
  ['Cyrillic і', 'https://dіscord.com/login'],
  ['punycode of it', 'https://xn--dscord-p9a.com/login'],
  ['punycode with Cyrillic о', 'https://xn--discrd-zqf.com/login'],
  ['dotless i', 'https://dıscord.com/login'],
  ['accent', 'https://díscord.com'],
  ['full width', 'https://ｄｌｓｃｏｒｄ.com'],
  ['a subdomain', 'https://discord.com.gift-claim.xyz/abc'],
  ['a name before it', 'https://discord.com@dlscord.gift/abc'],
  ['a longer ending', 'https://discord.gifts-claim.com'],
  ['steamcomrnunity', 'https://steamcomrnunity.com/tradeoffer/new/'],
  ['stearncommunity', 'https://stearncommunity.com/tradeoffer'],
  ['steamcommunlty', 'steamcommunlty.com/gift/123'],
  ['steamcommunity.ru', 'https://steamcommunity-trade.ru/offer'],
  ['steancommunity', 'https://steancommunity.com/id/x'],
  ['steampowred', 'https://store.steampowred.com/app/1'],
  ['paypaI with capital i', 'https://paypaI.com/login'],
  ['paypa1', 'https://paypa1.com/secure'],
  ['paypal-secure', 'https://paypal-secure-login.info'],
  ['rob1ox', 'https://rob1ox.com/free'],
  ['roblox-robux', 'https://free-roblox.site'],
  ['epicgarnes', 'https://epicgarnes.com/claim'],
  ['metamask airdrop', 'https://metamask-airdrop.io'],
  ['rnetamask', 'https://rnetamask.io'],
  ['opensea drop', 'https://opensea-drop.xyz'],
  ['coinbase support', 'https://coinbase-support.live'],
  ['binance bonus', 'https://binance-bonus.top/x'],
  ['masked link', '[claim your gift](https://dlscord.gift/abc)'],
  ['masked with the real address', '[https://discord.com/nitro](https://discord-gift.club/nitro)'],
  ['angle brackets', '<https://discordnitro.click>'],
  ['percent', 'https://dl%73cord.com/nitro'],
  ['zero-width', 'https://dls\u200bcord.com/nitro'],
  ['bold inside', 'https://dls**co**rd.com/nitro'],
  ['no protocol', 'dlscord.gift/abc'],
  ['capitals', 'HTTPS://DLSCORD.GIFT/ABC'],
  ['code block', '```\nhttps://dlscord.gift/abc\n```'],
  ['redirect', 'https://www.google.com/url?q=https%3A%2F%2Fdlscord.gift%2Fabc'],
  ['edited in', [{ say: { content: 'hi' } }, { edit: { content: 'hi https://discord-nitro.com' } }]],
  ['in an embed', { content: 'https://t.co/abc', embeds: [{ url: 'https://dlscord.gift/abc' }] }],
]);

const domains = rows('domains', 'domains', [
  ['plain', 'https://grabify.link/ABC'],
  ['subdomain', 'https://www.x.grabify.link/ABC'],
  ['port', 'http://grabify.link:80/ABC'],
  ['name before', 'https://youtube.com@grabify.link/watch'],
  ['dot behind', 'https://grabify.link./ABC'],
  ['capitals', 'GRABIFY.LINK/abc'],
  ['spaces around the dot', 'grabify . link / abc'],
  ['dot in words', 'grabify (dot) link/abc'],
  ['masked', '[the rules](https://grabify.link/ABC)'],
  ['Cyrillic', 'https://grаbify.link/ABC'],
  ['ideographic dot', 'https://grabify。link/ABC'],
  ['percent', 'https://grabify%2Elink/ABC'],
  ['redirect', 'https://www.google.com/url?sa=t&url=https://iplogger.org/abc'],
  ['redirect, encoded', 'https://out.reddit.com/?url=https%3A%2F%2Fiplogger.org%2Fabc'],
  ['web archive', 'https://web.archive.org/web/2020/https://iplogger.org/abc'],
  ['punycode', 'https://xn--mnzen-kva.example/x'],
  ['Unicode', 'https://münzen.example/x'],
  ['capital Unicode', 'https://MÜNZEN.example/x'],
  ['decomposed', 'https://mu\u0308nzen.example/x'],
  ['in an embed', { content: 'x', embeds: [{ url: 'https://bad-casino.example' }] }],
  ['in an edit', [{ say: { content: 'ok' } }, { edit: { content: 'ok https://bad-casino.example/x' } }]],
  ['two slashes missing', 'https:bad-casino.example/win'],
  ['backslashes', 'https:\\\\bad-casino.example\\win'],
  ['hxxp', 'hxxps://bad-casino.example/win'],
  ['a tab inside', 'https://bad-\u00adcasino.example/win'],
]);

const mentions = rows('mentions', 'mentions', [
  ['eight people', { content: 'hi', mentions: names(8) }],
  ['many people in a reply', { content: 'hi', mentions: names(12), message_reference: {} }],
  ['everyone and some', { content: '@everyone', mention_everyone: true, mentions: names(3) }],
  [
    'in spoilers',
    {
      content: names(10)
        .map(({ id }) => `||<@${id}>||`)
        .join(' '),
      mentions: names(10),
    },
  ],
  [
    'in small print',
    {
      content: `-# ${names(9)
        .map(({ id }) => `<@${id}>`)
        .join('')}`,
      mentions: names(9),
    },
  ],
  [
    'behind a wall of spoilers',
    {
      content: `${'||\u200b||'.repeat(100)}${names(9)
        .map(({ id }) => `<@${id}>`)
        .join('')}`,
      mentions: names(9),
    },
  ],
  [
    'added by an edit',
    [{ say: { content: 'hi' } }, { edit: { content: 'hi all of you', mentions: names(8) } }],
  ],
]).concat(
  rows('mentions', 'roleMentions', [
    ['four roles', { content: 'x', mention_roles: ['1', '2', '3', '4'] }],
    [
      'roles in a quote',
      { content: '> <@&1> <@&2> <@&3> <@&4> <@&5>', mention_roles: ['1', '2', '3', '4', '5'] },
    ],
  ]),
);

const scamFiles = rows('files', 'scamFiles', [
  ['program', attachment('NitroGenerator.exe')],
  ['capitals', attachment('SETUP.EXE')],
  ['screensaver', attachment('screenshot.scr')],
  ['two endings', attachment('holiday.png.exe')],
  ['spaces before the ending', attachment('holiday.jpg                    .exe')],
  ['turned round', attachment('photo_\u202egnp.exe')],
  ['isolate', attachment('photo\u2067gpj.scr')],
  ['script', attachment('invoice.pdf.vbs')],
  ['batch', attachment('free.bat')],
  ['shortcut', attachment('My Photos.lnk')],
  ['java', attachment('hack-client.jar')],
  ['disk image', attachment('game.iso')],
  ['a dot at the end', attachment('game.exe.')],
  ['full-width dot', attachment('game．exe')],
  ['zero-width in the ending', attachment('game.e\u200bxe')],
  ['Cyrillic е', attachment('game.еxе')],
  ['an underscore Discord put for a space', attachment('holiday.png_.exe')],
  ['powershell', attachment('fix.ps1')],
  ['installer', attachment('setup.msi')],
  ['page that runs', attachment('offer.hta')],
  [
    'forwarded',
    {
      message_snapshots: [{ message: { content: 'see', attachments: [{ filename: 'gift.exe' }] } }],
    } as Partial<MessageParts>,
  ],
]);

const shapes = [
  ...rows('shapes', 'caps', [
    ['shouted', 'EVERYBODY STOP WHAT YOU ARE DOING'],
    ['shouted in Cyrillic', 'ВСЕ СЮДА НЕМЕДЛЕННО ПОСМОТРИТЕ'],
    ['shouted in Greek', 'ΟΛΟΙ ΕΔΩ ΤΩΡΑ ΑΜΕΣΩΣ ΠΑΙΔΙΑ'],
    ['shouted with spaces', 'S T O P  D O I N G  T H A T  N O W'],
    ['a few small letters', 'EVERYBODY sToP WHAT YOU ARE DOING'],
    ['full-width capitals', 'ＥＶＥＲＹＢＯＤＹ　ＳＴＯＰ　ＮＯＷ'],
    ['bold mathematical capitals', '𝐄𝐕𝐄𝐑𝐘𝐁𝐎𝐃𝐘 𝐒𝐓𝐎𝐏 𝐍𝐎𝐖 𝐏𝐋𝐄𝐀𝐒𝐄'],
    [
      'capitals around a link in small letters',
      'LOOK AT THIS RIGHT NOW https://example.org/some/long/path/in/small/letters',
    ],
    [
      'capitals and own emoji',
      'STOP DOING THAT NOW <:smallletters:123456789012345678><:more:123456789012345678>',
    ],
  ]),
  ...rows('shapes', 'zalgo', [
    [
      'piled marks',
      'h\u0300\u0301\u0302\u0303e\u0300\u0301\u0302\u0303l\u0300\u0301\u0302\u0303l\u0300\u0301\u0302\u0303o',
    ],
    ['marks below', 'h\u0316\u0317\u0318\u0319e\u0316\u0317\u0318\u0319l\u0316\u0317\u0318o'],
    ['marks over everything', '\u20dd\u20de\u20dfh\u20dd\u20de\u20dfe\u20dd\u20de\u20dfy'],
    ['precomposed first', 'é\u0301\u0302\u0303 ä\u0301\u0302\u0303 ö\u0301\u0302\u0303'],
    [
      'with zero-width between',
      'a\u0300\u200b\u0301\u200b\u0302\u200b\u0303 b\u0300\u200b\u0301\u200b\u0302\u200b\u0303 c\u0300\u200b\u0301\u200b\u0302\u200b\u0303',
    ],
    ['in Cyrillic', 'п\u0300\u0301\u0302р\u0300\u0301\u0302и\u0300\u0301\u0302'],
  ]),
  ...rows('shapes', 'emoji', [
    ['twenty faces', '😀'.repeat(20)],
    ['families', '👨‍👩‍👧‍👦'.repeat(20)],
    ['own emoji', '<:a_b:123456789012345678>'.repeat(20)],
    ['animated', '<a:wave:123456789012345678> '.repeat(20)],
    ['with text between', 'a😀'.repeat(21)],
    ['flags', '🇫🇷'.repeat(21)],
    ['skin tones', '👍🏽'.repeat(21)],
  ]),
  ...rows('shapes', 'lines', [
    ['thirty lines', 'x\n'.repeat(31)],
    ['empty lines', `top${'\n'.repeat(40)}bottom`],
    ['lines of nothing seen', '\u200b\n'.repeat(35)],
    ['other ends of lines', 'x\u2028'.repeat(35)],
    ['carriage returns', 'x\r'.repeat(35)],
  ]),
  ...rows('shapes', 'spoilers', [
    ['a spoiler for each letter', '||a||||b||||c||||d||||e||||f||||g||||h||||i||||j||'],
    ['with spaces', '||a|| '.repeat(12)],
    ['over lines', '||a\nb||\n'.repeat(12)],
  ]),
];

const spam = [
  ...rows('spam', 'duplicates', [
    ['the same', says(...Array.from({ length: 4 }, () => 'buy my things today'))],
    ['numbers behind', says(...[1, 2, 3, 4].map((index) => `buy my things today ${index}`))],
    [
      'random letters behind',
      says(
        'buy my things today qx',
        'buy my things today zv',
        'buy my things today kj',
        'buy my things today wp',
      ),
    ],
    [
      'signs between',
      says('buy my things today', 'buy.my.things.today', 'buy-my-things-today', 'b u y my things today'),
    ],
    [
      'capitals',
      says('buy my things today', 'BUY MY THINGS TODAY', 'Buy My Things Today', 'bUY mY tHINGS tODAY'),
    ],
    [
      'emoji behind',
      says(
        'buy my things today, friends 🎉',
        'buy my things today, friends 🔥',
        'buy my things today, friends ✨',
        'buy my things today, friends 💎',
      ),
    ],
    [
      'zero-width inside',
      says(
        'buy my things today',
        'buy\u200b my things today',
        'buy my\u200b things today',
        'buy my things\u200b today',
      ),
    ],
    [
      'look-alikes',
      says('buy my things today', 'buy my thіngs today', 'buу my things todaу', 'bυy my things today'),
    ],
    [
      'accents',
      says('buy my things today', 'búy my thíngs tóday', 'büy mÿ thïngs tödäy', 'bùy my thìngs todày'),
    ],
    [
      'bold and italic',
      says(
        'buy my things today',
        '**buy my things today**',
        '*buy* my things today',
        '__buy__ my ~~things~~ today',
      ),
    ],
    [
      'with another between',
      says(
        'buy my things today',
        'hello',
        'buy my things today',
        'ok',
        'buy my things today',
        'yes',
        'buy my things today',
      ),
    ],
    ['slowly', Array.from({ length: 4 }, () => ({ say: { content: 'buy my things today' }, pause: 8000 }))],
    ['one letter', says('aaaa', 'aaaa', 'aaaa', 'aaaa')],
    [
      'stretched',
      says(
        'buyyy my things today',
        'buy my thingsss today',
        'buy my things todayyy',
        'buuuy my things today',
      ),
    ],
    [
      'full width',
      says(
        'buy my things today',
        'ｂｕｙ my things today',
        'buy my ｔｈｉｎｇｓ today',
        'buy my things ｔｏｄａｙ',
      ),
    ],
    ['only emoji', says('🔥🔥🔥', '🔥🔥🔥', '🔥🔥🔥', '🔥🔥🔥')],
    ['only signs', says('!!!!!!!!', '!!!!!!!!', '!!!!!!!!', '!!!!!!!!')],
    [
      'many accounts',
      Array.from({ length: 6 }, (_, by) => ({
        say: { content: 'the same long advertisement for all of you' },
        by,
      })),
    ],
    [
      'many accounts, numbered',
      Array.from({ length: 7 }, (_, by) => ({
        say: { content: `the same long advertisement ${by} for all of you` },
        by,
      })),
    ],
    [
      'many accounts, look-alikes',
      Array.from({ length: 7 }, (_, by) => ({
        say: {
          content: `the same ${by % 2 ? 'lоng' : 'long'} advertisеment for all ${by % 3 ? 'of' : 'оf'} you`,
        },
        by,
      })),
    ],
    [
      'links with another end',
      says(...['a1', 'b2', 'c3', 'd4'].map((end) => `see https://shop.example/deals?ref=${end} now`)),
    ],
  ]),
  ...rows('spam', 'messageRate', [
    ['six in five seconds', says('a', 'b', 'c', 'd', 'e', 'f').map((step) => ({ ...step, pause: 500 }))],
    [
      'other texts',
      ['what', 'is', 'going', 'on', 'in', 'here'].map((content) => ({ say: { content }, pause: 900 })),
    ],
    [
      'stickers',
      Array.from({ length: 6 }, () => ({ say: { content: '', sticker_items: [{}] }, pause: 700 })),
    ],
    [
      'pictures',
      Array.from({ length: 6 }, (_, index) => ({
        say: { attachments: [{ filename: `${index}.png` }] },
        pause: 700,
      })),
    ],
    ['one letter a message', [...'helloyou'].map((content) => ({ say: { content }, pause: 400 }))],
  ]),
];

const nicknames = rows('names', 'nickname', [
  ['plain', [{ name: 'wanker' }]],
  ['digits', [{ name: 'w4nk3r' }]],
  ['look-alikes', [{ name: 'wаnkеr' }]],
  ['spaces', [{ name: 'w a n k e r' }]],
  ['stretched', [{ name: 'waaaankerrr' }]],
  ['mathematical', [{ name: '𝔴𝔞𝔫𝔨𝔢𝔯' }]],
  ['staff, in bold', [{ name: '𝗗𝗶𝘀𝗰𝗼𝗿𝗱 𝗦𝘁𝗮𝗳𝗳' }]],
  ['staff, small capitals', [{ name: 'ᴅɪsᴄᴏʀᴅ sᴛᴀꜰꜰ' }]],
  ['staff, together', [{ name: 'DiscordStaff' }]],
  ['staff, dotted', [{ name: 'discord.staff' }]],
  ['staff, underlined', [{ name: 'Discord_Staff_' }]],
  ['staff, with a badge', [{ name: '✅ Discord Staff ✅' }]],
  ['team, look-alikes', [{ name: 'Μoderatоr Теam' }]],
  ['team, zero-width', [{ name: 'mod\u200berator te\u200bam' }]],
  ['turned round', [{ name: '\u202eknaw daehkcid\u202c' }]],
  ['marks', [{ name: 'd\u0336i\u0336c\u0336k\u0336h\u0336e\u0336a\u0336d\u0336' }]],
  ['digits at the end', [{ name: 'dickhead2009' }]],
]);

export const evasions: readonly Evasion[] = [
  ...disguised(),
  ...words,
  ...invites,
  ...phishing,
  ...domains,
  ...mentions,
  ...scamFiles,
  ...shapes,
  ...spam,
  ...nicknames,
];
