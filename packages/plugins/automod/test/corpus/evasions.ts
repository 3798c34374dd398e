import type { MessageParts } from '../../src/engine/facts.ts';
import { disguises } from './disguises.ts';
import { type Evasion, rows, type Step } from './evasion.ts';
import { domains, invites, phishing } from './evasions-in-links.ts';

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
