/** A piece of a message in Discord's Markdown. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'user' | 'role' | 'channel'; id: string }
  | { type: 'everyone'; name: 'everyone' | 'here' }
  | { type: 'command'; name: string; id: string }
  | { type: 'emoji'; name: string; id: string; animated: boolean }
  | { type: 'timestamp'; at: number; style: string };

export type Block =
  | { type: 'paragraph' | 'subtext'; children: Inline[] }
  | { type: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { type: 'codeBlock'; language: string; text: string }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; ordered: boolean; start: number; items: Inline[][] };

/**
 * Reads a message's text. Never yields markup: whoever renders the tree decides what each node becomes, and text stays
 * text.
 */
export function parse(source: string): Block[] {
  const blocks: Block[] = [];
  // Code blocks first: nothing in them is Markdown.
  const fence = /```(?:([\w+#.-]*)\n)?([\s\S]+?)\n?```/g;
  let from = 0;
  for (const match of source.matchAll(fence)) {
    blocks.push(...parseLines(source.slice(from, match.index).replace(/\n$/, '')));
    blocks.push({ type: 'codeBlock', language: match[1] ?? '', text: match[2] ?? '' });
    from = match.index + match[0].length;
    if (source[from] === '\n') from++;
  }
  blocks.push(...parseLines(source.slice(from)));
  return blocks;
}

function parseLines(source: string): Block[] {
  if (source === '') return [];
  const lines = source.split('\n');
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.startsWith('>>> ')) {
      flush();
      const rest = [line.slice(4), ...lines.slice(index + 1)].join('\n');
      blocks.push({ type: 'quote', children: parseLines(rest) });
      return blocks;
    }
    if (line.startsWith('> ')) {
      flush();
      const quoted = [line.slice(2)];
      while (lines[index + 1]?.startsWith('> ')) quoted.push((lines[++index] ?? '').slice(2));
      blocks.push({ type: 'quote', children: parseLines(quoted.join('\n')) });
      continue;
    }
    const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
    if (heading) {
      flush();
      const level = Math.min(3, heading[1]?.length ?? 1) as 1 | 2 | 3;
      blocks.push({ type: 'heading', level, children: parseInline(heading[2] ?? '') });
      continue;
    }
    const subtext = /^-# +(\S.*)$/.exec(line);
    if (subtext) {
      flush();
      blocks.push({ type: 'subtext', children: parseInline(subtext[1] ?? '') });
      continue;
    }
    const item = /^ *(?:[-*]|(\d+)\.) +(\S.*)$/.exec(line);
    if (item) {
      flush();
      const ordered = item[1] !== undefined;
      const items = [parseInline(item[2] ?? '')];
      const same = ordered ? /^ *\d+\. +(\S.*)$/ : /^ *[-*] +(\S.*)$/;
      for (let next = same.exec(lines[index + 1] ?? ''); next; next = same.exec(lines[index + 1] ?? '')) {
        items.push(parseInline(next[1] ?? ''));
        index++;
      }
      blocks.push({ type: 'list', ordered, start: Number(item[1] ?? 1), items });
      continue;
    }
    paragraph.push(line);
  }
  flush();
  return blocks;
}

interface Rule {
  pattern: RegExp;
  read: (match: RegExpExecArray) => Inline | null;
}

/** An inline node made of the first group's own Markdown. */
function wraps(type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler', pattern: RegExp): Rule {
  return { pattern, read: (match) => ({ type, children: parseInline(match[1] ?? '') }) };
}

// Sticky, tried in this order at each position: the longer marker before the shorter.
const rules: Rule[] = [
  { pattern: /\\([^\sA-Za-z0-9])/y, read: (match) => ({ type: 'text', text: match[1] ?? '' }) },
  {
    pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y,
    read: (match) => ({ type: 'code', text: (match[2] ?? '').trim() }),
  },
  wraps('strong', /\*\*((?:\\.|(?!\*\*)[\s\S])+?)\*\*(?!\*)/y),
  wraps('underline', /__((?:\\.|(?!__)[\s\S])+?)__(?!_)/y),
  wraps('strike', /~~([\s\S]+?)~~/y),
  wraps('spoiler', /\|\|([\s\S]+?)\|\|/y),
  wraps('em', /\*(?=\S)((?:\*\*|\\.|[^*\\])+?)(?<=\S)\*(?!\*)/y),
  wraps('em', /(?<!\w)_((?:__|\\.|[^_\\])+?)_(?!\w)/y),
  { pattern: /<@!?(\d{1,20})>/y, read: (match) => ({ type: 'user', id: match[1] ?? '' }) },
  { pattern: /<@&(\d{1,20})>/y, read: (match) => ({ type: 'role', id: match[1] ?? '' }) },
  { pattern: /<#(\d{1,20})>/y, read: (match) => ({ type: 'channel', id: match[1] ?? '' }) },
  {
    pattern: /<\/([^:>]+):(\d{1,20})>/y,
    read: (match) => ({ type: 'command', name: match[1] ?? '', id: match[2] ?? '' }),
  },
  {
    pattern: /<(a?):(\w{2,32}):(\d{1,20})>/y,
    read: (match) => ({
      type: 'emoji',
      name: match[2] ?? '',
      id: match[3] ?? '',
      animated: match[1] === 'a',
    }),
  },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    read: (match) => ({ type: 'timestamp', at: Number(match[1]) * 1000, style: match[2] ?? 'f' }),
  },
  {
    pattern: /@(everyone|here)\b/y,
    read: (match) => ({ type: 'everyone', name: match[1] === 'here' ? 'here' : 'everyone' }),
  },
  {
    pattern: /\[([^\][\n]+)\]\(<?(https?:\/\/[^\s<>)]+)>?(?: +"[^"]*")?\)/y,
    read: (match) => link(match[2], parseInline(match[1] ?? '')),
  },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, read: (match) => link(match[1]) },
  { pattern: /https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]*_~|]/y, read: (match) => link(match[0]) },
];

/** Only addresses that a browser opens harmlessly become links. */
function link(address: string | undefined, children?: Inline[]): Inline | null {
  if (address === undefined || !URL.canParse(address)) return null;
  return {
    type: 'link',
    href: new URL(address).href,
    children: children ?? [{ type: 'text', text: address }],
  };
}

/** Characters at which something other than text can begin. */
const special = /[\\`*_~|<@[]|https?:\/\//g;

export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = [];
  let text = '';
  let at = 0;
  const flush = (): void => {
    if (text !== '') nodes.push({ type: 'text', text });
    text = '';
  };
  while (at < source.length) {
    special.lastIndex = at;
    const next = special.exec(source)?.index ?? source.length;
    text += source.slice(at, next);
    at = next;
    if (at >= source.length) break;
    const found = read(source, at);
    if (!found) {
      text += source[at];
      at++;
      continue;
    }
    if (found.node.type === 'text') text += found.node.text;
    else {
      flush();
      nodes.push(found.node);
    }
    at = found.end;
  }
  flush();
  return nodes;
}

function read(source: string, at: number): { node: Inline; end: number } | null {
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(source);
    const end = rule.pattern.lastIndex;
    const node = match && rule.read(match);
    if (node) return { node, end };
  }
  return null;
}

/** The text without its marks, on one line: for excerpts and for a screen reader. */
export function plainText(
  source: string,
  nameOf: (kind: 'user' | 'role' | 'channel', id: string) => string,
): string {
  const inline = (nodes: Inline[]): string =>
    nodes
      .map((node) => {
        switch (node.type) {
          case 'text':
          case 'code':
            return node.text;
          case 'user':
          case 'role':
          case 'channel':
            return nameOf(node.type, node.id);
          case 'everyone':
            return `@${node.name}`;
          case 'command':
            return `/${node.name}`;
          case 'emoji':
            return `:${node.name}:`;
          case 'timestamp':
            return new Date(node.at).toLocaleString();
          default:
            return inline(node.children);
        }
      })
      .join('');
  const block = (nodes: Block[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'codeBlock') return node.text;
        if (node.type === 'quote') return block(node.children);
        if (node.type === 'list') return node.items.map(inline).join(', ');
        return inline(node.children);
      })
      .join(' ');
  return block(parse(source)).replaceAll('\n', ' ').trim();
}
