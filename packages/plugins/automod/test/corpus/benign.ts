import { readFileSync } from 'node:fs';
import type { MessageParts } from '../../src/engine/facts.ts';

/** How many messages are made of a template. Long ones leave less room to be different. */
const madeOf = (template: string) => (template.length > 200 ? 4 : 13);

/** What nobody would want to have deleted. */
export interface BenignMessage {
  readonly section: string;
  readonly parts: Partial<MessageParts>;
  /** It is corrected a moment later. */
  readonly corrected?: string;
}

interface Section {
  readonly name: string;
  readonly templates: readonly string[];
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** The same at each run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const linesOf = (name: string) =>
  readFileSync(new URL(`benign/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** A line of the file is a message; its own breaks are written out. */
const broken = (line: string) => line.replaceAll('\\n', '\n').replaceAll('\\\\', '\\');

function sectionsOf(file: string): readonly Section[] {
  const sections: { name: string; templates: string[]; lists: Map<string, readonly string[]> }[] = [];
  for (const line of linesOf(file)) {
    if (line.startsWith('== ')) sections.push({ name: line.slice(3), templates: [], lists: new Map() });
    const section = sections.at(-1);
    const [, key, rest] = /^(\w): (.*)$/.exec(line) ?? [];
    if (!section || key === undefined || rest === undefined) continue;
    if (key === 't') section.templates.push(rest);
    else section.lists.set(key, rest.split(' | '));
  }
  return sections;
}

/** Takes from each list what was taken from it least, so that all of it comes up. */
function composer({ name, lists }: Section, random: (below: number) => number) {
  const left = new Map<string, string[]>();
  const take = (key: string): string => {
    let rest = left.get(key);
    if (!rest || rest.length === 0) {
      rest = [...(lists.get(key) ?? [])];
      left.set(key, rest);
    }
    const [taken] = rest.splice(random(rest.length), 1);
    if (taken === undefined) throw new Error(`section ${name} has no list ${key}`);
    return taken;
  };
  const two = (below: number) => String(random(below)).padStart(2, '0');
  const made: Readonly<Record<string, () => string>> = {
    '#': () => String(1 + random(random(3) === 0 ? 998 : 40)),
    hex: () => random(0xfffffff).toString(16).padStart(7, '0'),
    time: () => `${two(24)}:${two(60)}`,
    version: () => `v${random(30)}.${random(20)}.${random(10)}`,
  };
  return (template: string): string => {
    // What is said twice in a message is the same both times.
    const said = new Map<string, string>();
    return template.replace(/\{(#|hex|time|version|[a-f])\}/g, (_, key: string) => {
      const make = made[key];
      if (make) return make();
      const value = said.get(key) ?? take(key);
      said.set(key, value);
      return value;
    });
  };
}

const files = [
  'IMG_2047.jpg',
  'screenshot 2026-05-01 at 10.12.33.png',
  'homework.final.v2.pdf',
  'latest.log',
  'crash-report.txt',
  'save.zip',
  'index.js',
  'Прогулка.mp4',
  '会議メモ.docx',
  'song demo (3).mp3',
  'data.2026.csv',
  'setup instructions.md',
  'message.txt',
  'avatar.webp',
  'exe-files-explained.pdf',
];

const people = [{ id: '300000000000000001' }, { id: '300000000000000002' }, { id: '300000000000000003' }];

/** Something of what messages have beside their text. */
function withMore(content: string, section: string, index: number): BenignMessage {
  const parts: Partial<MessageParts> = {
    content,
    ...(index % 17 === 0 ? { attachments: [{ filename: files[(index / 17) % files.length] ?? '' }] } : {}),
    ...(index % 23 === 0 ? { mentions: people } : {}),
    ...(index % 29 === 0 ? { message_reference: {} } : {}),
    ...(index % 37 === 0 ? { mention_roles: ['1'] } : {}),
  };
  return { section, parts, ...(index % 31 === 0 ? { corrected: `${content} *` } : {}) };
}

/** All of them, in the order in which a busy server might hear them: mixed, and the same each time. */
export function benignMessages(): readonly BenignMessage[] {
  const random = randomFrom(20_260_501);
  const texts = linesOf('by-hand').map((line) => ({ section: 'by hand', text: broken(line) }));
  for (const file of ['languages', 'topics']) {
    for (const section of sectionsOf(file)) {
      const compose = composer(section, random);
      const seen = new Set<string>();
      for (const template of section.templates)
        for (let count = madeOf(template); count > 0; count -= 1) seen.add(broken(compose(template)));
      texts.push(...[...seen].map((text) => ({ section: section.name, text })));
    }
  }
  for (let index = texts.length - 1; index > 0; index -= 1) {
    const other = random(index + 1);
    const [one, two] = [texts[index], texts[other]];
    if (one && two) [texts[index], texts[other]] = [two, one];
  }
  return texts.map(({ section, text }, index) => withMore(text, section, index));
}

const segments = new Intl.Segmenter('en', { granularity: 'word' });

/** How much of the messages is said once: of all runs of five words, the share that is different from every other. */
export function variety(messages: readonly BenignMessage[]): {
  readonly runs: number;
  readonly distinct: number;
} {
  let runs = 0;
  const different = new Set<string>();
  for (const { parts } of messages) {
    const text = (parts.content ?? '').toLowerCase().replace(/\d+/g, '0');
    const words = [...segments.segment(text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment }) => segment);
    for (let index = 0; index + 5 <= words.length; index += 1) {
      runs += 1;
      different.add(words.slice(index, index + 5).join(' '));
    }
  }
  return { runs, distinct: different.size };
}
