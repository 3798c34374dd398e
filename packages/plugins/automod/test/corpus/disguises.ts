/** Ways to write a text so that eyes read it and programs do not. */
export interface Disguise {
  readonly name: string;
  /** `links`: what it makes of an address can still be followed, or copied by hand. */
  readonly suits: 'words' | 'links' | 'both';
  readonly dress: (text: string) => string;
}

const letter = /[a-z]/;

/** Each letter by itself; everything else stays. */
const each = (dress: (letter: string, index: number) => string) => (text: string) =>
  [...text.toLowerCase()].map((one, index) => (letter.test(one) ? dress(one, index) : one)).join('');

const shifted = (from: number) => each((one) => String.fromCodePoint(from + one.charCodeAt(0) - 97));

const table = (letters: string) => {
  const list = [...letters];
  return each((one) => list[one.charCodeAt(0) - 97] ?? one);
};

/** Some letters only, as they are found on a keyboard of another language. */
const swapped = (pairs: Readonly<Record<string, string>>) => each((one) => pairs[one] ?? one);

const between =
  (sign: string) =>
  (text: string): string =>
    text
      .split(' ')
      .map((word) => [...word].join(sign))
      .join(' ');

/** In the middle of each word. */
const inside =
  (open: string, close = open) =>
  (text: string): string =>
    text
      .split(' ')
      .map((word) => {
        const third = Math.max(1, Math.floor(word.length / 3));
        return `${word.slice(0, third)}${open}${word.slice(third, 2 * third)}${close}${word.slice(2 * third)}`;
      })
      .join(' ');

const percent = (text: string) =>
  [...text].map((one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

const leet: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

export const disguises: readonly Disguise[] = [
  {
    name: 'full width',
    suits: 'both',
    dress: (text) => text.replace(/[!-~]/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)),
  },
  { name: 'mathematical bold', suits: 'both', dress: shifted(0x1d41a) },
  { name: 'mathematical bold script', suits: 'both', dress: shifted(0x1d4ea) },
  { name: 'bold Fraktur', suits: 'both', dress: shifted(0x1d586) },
  { name: 'double-struck', suits: 'both', dress: shifted(0x1d552) },
  { name: 'sans italic', suits: 'words', dress: shifted(0x1d622) },
  { name: 'monospace', suits: 'both', dress: shifted(0x1d68a) },
  { name: 'circled', suits: 'both', dress: shifted(0x24d0) },
  { name: 'negative circled', suits: 'words', dress: shifted(0x1f150) },
  { name: 'squared', suits: 'words', dress: shifted(0x1f130) },
  { name: 'negative squared', suits: 'words', dress: shifted(0x1f170) },
  { name: 'parenthesised', suits: 'words', dress: shifted(0x249c) },
  {
    name: 'regional indicators',
    suits: 'words',
    dress: (text) =>
      text
        .split(' ')
        .map((word) => [...shifted(0x1f1e6)(word)].join(' '))
        .join('   '),
  },
  {
    name: 'regional indicators and zero-width',
    suits: 'words',
    dress: (text) =>
      text
        .split(' ')
        .map((word) => [...shifted(0x1f1e6)(word)].join('\u200b'))
        .join(' '),
  },
  { name: 'small capitals', suits: 'both', dress: table('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ') },
  { name: 'superscript', suits: 'words', dress: table('ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖqʳˢᵗᵘᵛʷˣʸᶻ') },
  {
    name: 'Cyrillic look-alikes',
    suits: 'both',
    dress: swapped({ a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', i: 'і', x: 'х', s: 'ѕ', y: 'у' }),
  },
  {
    name: 'Greek look-alikes',
    suits: 'both',
    dress: swapped({ o: 'ο', v: 'ν', i: 'ι', a: 'α', n: 'η', k: 'κ', u: 'υ' }),
  },
  { name: 'Armenian look-alikes', suits: 'both', dress: swapped({ o: 'օ', u: 'ս', n: 'ո', h: 'հ', g: 'ց' }) },
  {
    name: 'Coptic look-alikes',
    suits: 'words',
    dress: swapped({ o: 'ⲟ', i: 'ⲓ', k: 'ⲕ', n: 'ⲛ', c: 'ⲥ', r: 'ⲅ' }),
  },
  {
    name: 'Cherokee look-alikes',
    suits: 'words',
    dress: swapped({ i: 'Ꭵ', e: 'Ꭼ', t: 'Ꭲ', r: 'Ꮢ', w: 'Ꮃ', s: 'Ꮪ', h: 'Ꮋ' }),
  },
  {
    name: 'Canadian syllables',
    suits: 'words',
    dress: swapped({ d: 'ᗪ', b: 'ᗷ', n: 'ᑎ', r: 'ᖇ', f: 'ᖴ', u: 'ᑌ', c: 'ᑕ' }),
  },
  {
    name: 'Lisu letters',
    suits: 'words',
    dress: swapped({ f: 'ꓝ', r: 'ꓣ', e: 'ꓰ', n: 'ꓠ', t: 'ꓔ', o: 'ꓳ', w: 'ꓪ', k: 'ꓗ', s: 'ꓢ', b: 'ꓐ' }),
  },
  {
    name: 'IPA letters',
    suits: 'words',
    dress: swapped({ i: 'ɪ', e: 'ɛ', g: 'ɡ', a: 'ɑ', r: 'ɾ', n: 'ɳ', t: 'ʈ' }),
  },
  {
    name: 'currency signs',
    suits: 'words',
    dress: swapped({ e: '€', n: '₦', s: '$', f: '₣', l: '£', w: '₩', k: '₭', t: '₮' }),
  },
  {
    name: 'accents',
    suits: 'both',
    dress: swapped({ e: 'é', a: 'ä', i: 'ï', o: 'ö', n: 'ñ', u: 'û', r: 'ř', t: 'ţ', s: 'š', l: 'ĺ' }),
  },
  {
    name: 'letters with strokes',
    suits: 'words',
    dress: swapped({ o: 'ø', d: 'đ', l: 'ł', t: 'ŧ', h: 'ħ', b: 'ƀ', i: 'ɨ', r: 'ɍ' }),
  },
  { name: 'strike-through marks', suits: 'both', dress: each((one) => `${one}\u0336`) },
  {
    name: 'piled marks',
    suits: 'both',
    dress: each((one, index) => `${one}${'\u0300\u0317\u0346\u0323'.slice(0, 1 + (index % 4))}`),
  },
  { name: 'enclosing marks', suits: 'words', dress: each((one) => `${one}\u20e3`) },
  { name: 'zero-width spaces', suits: 'both', dress: between('\u200b') },
  { name: 'zero-width joiners', suits: 'both', dress: between('\u200d') },
  { name: 'word joiners', suits: 'both', dress: between('\u2060') },
  { name: 'soft hyphens', suits: 'both', dress: between('\u00ad') },
  { name: 'byte order marks', suits: 'both', dress: inside('\ufeff') },
  { name: 'Hangul fillers', suits: 'both', dress: inside('\u3164') },
  { name: 'Mongolian vowel separators', suits: 'words', dress: inside('\u180e') },
  { name: 'variation selectors', suits: 'both', dress: between('\ufe0e') },
  { name: 'invisible tags', suits: 'both', dress: inside('\u{e0020}\u{e0041}') },
  { name: 'direction marks', suits: 'both', dress: inside('\u200e', '\u200f') },
  { name: 'direction isolates', suits: 'both', dress: inside('\u2068', '\u2069') },
  { name: 'turned round', suits: 'words', dress: (text) => `\u202e${[...text].reverse().join('')}\u202c` },
  {
    name: 'upside down',
    suits: 'words',
    dress: (text) => [...table('ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz')(text)].reverse().join(''),
  },
  { name: 'digits for letters', suits: 'words', dress: swapped(leet) },
  { name: 'signs for letters', suits: 'words', dress: swapped({ a: '@', s: '$', i: '!', t: '+' }) },
  {
    name: 'digits and capitals',
    suits: 'words',
    dress: (text) =>
      [...swapped(leet)(text)].map((one, index) => (index % 2 ? one.toUpperCase() : one)).join(''),
  },
  {
    name: 'spaces',
    suits: 'words',
    dress: (text) =>
      text
        .split(' ')
        .map((word) => [...word].join(' '))
        .join('  '),
  },
  { name: 'wide spaces', suits: 'words', dress: between('\u2003') },
  { name: 'dots', suits: 'words', dress: between('.') },
  { name: 'middle dots', suits: 'words', dress: between('·') },
  { name: 'hyphens', suits: 'words', dress: between('-') },
  { name: 'underscores', suits: 'words', dress: between('_') },
  { name: 'slashes', suits: 'words', dress: between('/') },
  { name: 'commas', suits: 'words', dress: between(',') },
  { name: 'stars', suits: 'words', dress: between('*') },
  { name: 'emoji between', suits: 'words', dress: between('🔥') },
  { name: 'own emoji between', suits: 'words', dress: inside('<:ok:123456789012345678>') },
  { name: 'a mention inside', suits: 'words', dress: inside('<@123456789012345678>') },
  { name: 'stretched', suits: 'words', dress: (text) => text.replace(/[aeiou]/g, (one) => one.repeat(4)) },
  { name: 'stretched everywhere', suits: 'words', dress: each((one) => one.repeat(2)) },
  {
    name: 'alternating case',
    suits: 'both',
    dress: (text) => [...text].map((one, index) => (index % 2 ? one.toUpperCase() : one)).join(''),
  },
  { name: 'bold inside', suits: 'both', dress: inside('**') },
  { name: 'italic inside', suits: 'words', dress: inside('*') },
  { name: 'underlined inside', suits: 'both', dress: inside('__') },
  { name: 'struck inside', suits: 'both', dress: inside('~~') },
  { name: 'spoiler inside', suits: 'both', dress: inside('||') },
  { name: 'code inside', suits: 'words', dress: inside('`') },
  { name: 'a spoiler for each letter', suits: 'words', dress: each((one) => `||${one}||`) },
  { name: 'code block', suits: 'both', dress: (text) => `\`\`\`\n${text}\n\`\`\`` },
  { name: 'heading in a quote', suits: 'both', dress: (text) => `> # ${text}` },
  {
    name: 'backslashes',
    suits: 'words',
    dress: (text) =>
      text
        .split(' ')
        .map((word) => `${word.slice(0, 2)}\\*\\*${word.slice(2)}`)
        .join(' '),
  },
  { name: 'percent-encoded', suits: 'both', dress: percent },
  { name: 'percent-encoded twice', suits: 'both', dress: (text) => percent(text).replaceAll('%', '%25') },
  {
    name: 'a letter on each line',
    suits: 'words',
    dress: (text) => [...text.replaceAll(' ', '')].join('\n'),
  },
  { name: 'broken over lines', suits: 'words', dress: (text) => text.replaceAll(' ', '\n\n\n') },
  { name: 'masked link', suits: 'words', dress: (text) => `[${text}](https://example.org/a)` },
  {
    name: 'half a masked link',
    suits: 'words',
    dress: (text) => `${text.slice(0, 3)}[${text.slice(3)}](https://example.org/a)`,
  },
];
