import type { Token, Tokens } from 'marked';
import { h, type VNodeChild } from 'vue';

/**
 * Markdown tokens as Vue nodes. Guarantees, whatever the text holds: no markup of its own (HTML is shown as text),
 * no addresses but http, https and mailto, no pictures from elsewhere (they would tell who reads), no headings
 * above the page's own.
 */
export function renderMarkdown(tokens: readonly Token[]): VNodeChild[] {
  return tokens.map(renderBlock);
}

const headingClass = ['', 'text-lg mt-5', 'text-base mt-5', 'text-sm mt-4', 'text-sm', 'text-sm', 'text-sm'];

function renderBlock(token: Token): VNodeChild {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading': {
      const heading = token as Tokens.Heading;
      const level = Math.min(6, heading.depth + 1);
      return h(
        `h${level}`,
        { class: `${headingClass[heading.depth] ?? ''} font-semibold` },
        inline(heading.tokens),
      );
    }
    case 'paragraph':
      return h('p', inline((token as Tokens.Paragraph).tokens));
    case 'code':
      return h('pre', { class: 'overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs', tabindex: 0 }, [
        h('code', (token as Tokens.Code).text),
      ]);
    case 'blockquote':
      return h(
        'blockquote',
        { class: 'space-y-2 border-l-2 border-line-strong pl-3 text-ink-muted' },
        renderMarkdown((token as Tokens.Blockquote).tokens),
      );
    case 'list':
      return renderList(token as Tokens.List);
    case 'table':
      return renderTable(token as Tokens.Table);
    case 'hr':
      return h('hr', { class: 'border-line' });
    case 'text':
      return renderInline(token);
    default:
      return h('p', token.raw);
  }
}

function renderList(list: Tokens.List): VNodeChild {
  const items = list.items.map((item) => h('li', { class: 'pl-1' }, renderMarkdown(item.tokens)));
  return list.ordered
    ? h(
        'ol',
        { class: 'list-decimal space-y-1 pl-5', start: list.start === '' ? undefined : list.start },
        items,
      )
    : h('ul', { class: 'list-disc space-y-1 pl-5 marker:text-ink-faint' }, items);
}

function renderTable(table: Tokens.Table): VNodeChild {
  const cells = (row: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
    row.map((cell) =>
      h(tag, { class: 'border-b border-line px-2 py-1.5 text-left align-top' }, inline(cell.tokens)),
    );
  return h('div', { class: 'overflow-x-auto', tabindex: 0 }, [
    h('table', { class: 'w-full border-collapse' }, [
      h('thead', [h('tr', cells(table.header, 'th'))]),
      h(
        'tbody',
        table.rows.map((row) => h('tr', cells(row, 'td'))),
      ),
    ]),
  ]);
}

function inline(tokens: readonly Token[] | undefined): VNodeChild[] {
  return (tokens ?? []).map(renderInline);
}

function renderInline(token: Token): VNodeChild {
  switch (token.type) {
    case 'strong':
      return h('strong', { class: 'font-semibold' }, inline(token.tokens));
    case 'em':
      return h('em', inline(token.tokens));
    case 'del':
      return h('del', inline(token.tokens));
    case 'codespan':
      return h(
        'code',
        { class: 'rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.8125rem]' },
        (token as Tokens.Codespan).text,
      );
    case 'br':
      return h('br');
    case 'link':
      return renderLink((token as Tokens.Link).href, inline(token.tokens));
    case 'image': {
      const image = token as Tokens.Image;
      return renderLink(image.href, [image.text || image.href]);
    }
    case 'text':
      return token.tokens ? inline(token.tokens) : unescapeEntities((token as Tokens.Text).text);
    case 'escape':
      return (token as Tokens.Escape).text;
    default:
      return token.raw;
  }
}

function renderLink(href: string, content: VNodeChild[]): VNodeChild {
  if (!isSafeAddress(href)) return h('span', content);
  return h('a', { href, class: 'link', target: '_blank', rel: 'noopener noreferrer nofollow' }, content);
}

export function isSafeAddress(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol);
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The lexer escapes for HTML; nodes take the text itself. */
function unescapeEntities(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
