import { unicodeConfusables } from './confusables.generated.ts';

/** What Unicode's table leaves out because it is only alike at a glance, and what people write words with all the same. */
const atAGlance: readonly (readonly [like: string, letters: string])[] = [
  ['a', 'ᴀɐαд∂ᗩ₳δλ'],
  ['b', 'ʙвъьβ฿ᗷƀɓ'],
  ['c', 'ᴄ¢ƈçㄷ匚ᑕ'],
  ['d', 'ᴅđðɖɗᗪ∂'],
  ['e', 'ᴇєэǝə€ξεɛҽɘë'],
  ['f', 'ꜰƒʄ₣ᖴ'],
  ['g', 'ɢɡցɠǥ'],
  ['h', 'ʜнћђηɦħ'],
  ['i', 'ɪıїιɨⅰ¡ɩ'],
  ['j', 'ᴊɉʝ'],
  ['k', 'ᴋкқҡкκƙ₭'],
  ['l', 'ʟłɭƚ£'],
  ['m', 'ᴍмɱʍ'],
  ['n', 'ɴпиηŋɲ₦ᑎ'],
  ['o', 'ᴏºø¤θσөѳ'],
  ['p', 'ᴘþρ₱'],
  ['q', 'ꞯǫʠ'],
  ['r', 'ʀягɹɾɼᖇ'],
  ['s', 'ꜱ§ѕšşȿʂ$'],
  ['t', 'ᴛт†τŧƭʇ₮'],
  ['u', 'ᴜυцµʋʉᑌ'],
  ['v', 'ᴠνѵ√ʌ'],
  ['w', 'ᴡшщωѡɯ₩'],
  ['x', '×χжҳ'],
  ['y', 'ʏуүγ¥ʎ'],
  ['z', 'ᴢʐƶʑ'],
];

/** Runs of 26 letters that NFKC leaves as they are. */
const alphabets: readonly number[] = [
  0x1f150, // negative circled 🅐
  0x1f170, // negative squared 🅰
  0x1f1e6, // regional indicators 🇦
  0xe0061, // tags, which show as nothing
];

function makeTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [like, letters] of [...unicodeConfusables, ...atAGlance]) {
    for (const letter of letters) if (letter > '\x7f') table.set(letter, like);
  }
  for (const start of alphabets) {
    for (let index = 0; index < 26; index += 1)
      table.set(String.fromCodePoint(start + index), String.fromCharCode(97 + index));
  }
  return table;
}

const table = makeTable();

/** The ASCII letters or digits that a character looks like; `undefined` when it looks like none. Lower case. */
export function lookalike(character: string): string | undefined {
  return table.get(character);
}

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '+': 't',
};

/** The letter that a digit or sign is written for: `h4t3`. */
export function leetLetter(character: string): string | undefined {
  return Object.hasOwn(leet, character) ? leet[character] : undefined;
}
