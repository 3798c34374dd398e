import { h, type VNodeChild } from 'vue';

/** What ids and placeholders look like to a reader. */
export interface PreviewNames {
  placeholder(name: string): string | undefined;
  role(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const inlineRules: readonly [
  RegExp,
  (inner: VNodeChild[], raw: string, names: PreviewNames) => VNodeChild,
][] = [
  [/\*\*(.+?)\*\*/s, (inner) => h('strong', { class: 'font-bold' }, inner)],
  [/__(.+?)__/s, (inner) => h('u', inner)],
  [/~~(.+?)~~/s, (inner) => h('s', inner)],
  [/\|\|(.+?)\|\|/s, (inner) => h('span', { class: 'rounded-sm bg-discord-code px-0.5' }, inner)],
  [/\*(.+?)\*/s, (inner) => h('em', inner)],
  [/(?<!\w)_(.+?)_(?!\w)/s, (inner) => h('em', inner)],
];

const code = /`([^`]+)`/;
const mention = /<(@&|@!?|#)(\d{17,20})>/;
const placeholder = /\{([A-Za-z][\w.]*)\}/;

/** The part of Discord's markdown that messages of plugins use, as nodes: text is never markup. */
export function renderDiscordMarkdown(text: string, names: PreviewNames): VNodeChild[] {
  return text.split('\n').map((line) => {
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    if (heading?.[1] && heading[2] !== undefined) {
      const size = ['text-xl', 'text-lg', 'text-base'][heading[1].length - 1];
      return h('p', { class: `${size} font-bold` }, inline(heading[2], names));
    }
    const quote = /^> (.*)$/.exec(line);
    if (quote?.[1] !== undefined) {
      return h('p', { class: 'border-l-4 border-line-strong pl-2' }, inline(quote[1], names));
    }
    const bullet = /^[-*] (.+)$/.exec(line);
    if (bullet?.[1] !== undefined) return h('p', { class: 'pl-4' }, ['• ', ...inline(bullet[1], names)]);
    return h('p', { class: 'min-h-5.5' }, inline(line, names));
  });
}

function inline(text: string, names: PreviewNames): VNodeChild[] {
  const candidates: { at: number; length: number; node: () => VNodeChild }[] = [];
  const consider = (rule: RegExp, node: (match: RegExpExecArray) => VNodeChild) => {
    const match = rule.exec(text);
    if (match) candidates.push({ at: match.index, length: match[0].length, node: () => node(match) });
  };
  consider(code, (match) =>
    h('code', { class: 'rounded-sm bg-discord-code px-1 font-mono text-[0.85em]' }, match[1]),
  );
  consider(mention, (match) => chip(mentionText(match, names)));
  consider(placeholder, (match) => {
    const value = names.placeholder(match[1] ?? '');
    if (value === undefined) return match[0];
    return /^[@#]/.test(value) ? chip(value) : h('span', { class: 'underline decoration-dotted' }, value);
  });
  for (const [rule, build] of inlineRules) {
    consider(rule, (match) => build(inline(match[1] ?? '', names), match[0], names));
  }
  const first = candidates.sort((a, b) => a.at - b.at || b.length - a.length)[0];
  if (!first) return text === '' ? [] : [text];
  return [text.slice(0, first.at), first.node(), ...inline(text.slice(first.at + first.length), names)];
}

function chip(text: string): VNodeChild {
  return h(
    'span',
    { class: 'rounded-sm bg-discord-mention px-0.5 font-medium text-discord-mention-ink' },
    text,
  );
}

function mentionText(match: RegExpExecArray, names: PreviewNames): string {
  const id = match[2] ?? '';
  if (match[1] === '#') return `#${names.channel(id) ?? id}`;
  if (match[1] === '@&') return `@${names.role(id) ?? id}`;
  return `@${id}`;
}
