import { RE2JS } from 're2js';
import type { AutoModRule, Snowflake } from '../entities.ts';

/** What in a message a rule objected to. */
export interface Match {
  /** The keyword or pattern of the rule; `null` for mentions. */
  keyword: string | null;
  /** The part of the message that fits it. */
  content: string | null;
}

/** What of a message the rules look at. */
export interface Screened {
  content: string;
  /** Users and roles that it mentions, each once. */
  mentions: ReadonlySet<Snowflake>;
}

/**
 * Stand-ins for Discord's own word lists, which it does not publish: enough to see a preset act, and nothing that
 * would offend in a test's output. By {@link https://discord.com/developers/docs/resources/auto-moderation | preset number}.
 */
export const presetWords: Readonly<Record<number, readonly string[]>> = {
  1: ['bollocks', 'bullshit', 'goddamn*'],
  2: ['hentai', 'porn*', 'xxx'],
  3: ['simulatedslur*'],
};

const patterns = new Map<string, RE2JS>();

/** A pattern in the dialect of Rust and RE2, which has no backtracking. Throws on what it does not know. */
export function compilePattern(source: string): RE2JS {
  let pattern = patterns.get(source);
  if (!pattern) {
    pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    if (patterns.size >= 500) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}

/** `cat` is a whole word, `cat*` its beginning, `*cat` its end, `*cat*` any part of a word. */
function keywordPattern(keyword: string): RE2JS {
  const start = keyword.startsWith('*');
  const end = keyword.endsWith('*') && keyword.length > 1;
  const bare = keyword.slice(start ? 1 : 0, end ? -1 : undefined);
  const before = start ? '' : '(?:^|[^\\pL\\pN_])';
  const after = end ? '' : '(?:$|[^\\pL\\pN_])';
  return compilePattern(`${before}(${RE2JS.quote(bare)})${after}`);
}

function find(pattern: RE2JS, text: string, group: number): string | null {
  const matcher = pattern.matcher(text);
  return matcher.find() ? matcher.group(group) : null;
}

/** The text without what the allow list lets pass, so that it cannot offend. */
function withoutAllowed(text: string, allowed: readonly string[]): string {
  let left = text;
  for (const keyword of allowed) {
    const matcher = keywordPattern(keyword).matcher(left);
    let kept = '';
    let from = 0;
    while (matcher.find()) {
      kept += `${left.slice(from, matcher.start(1))}\u0000`;
      from = matcher.end(1);
    }
    left = kept + left.slice(from);
  }
  return left;
}

/** What the rule objects to in a message; `null` when nothing. Exemptions are not looked at. */
export function matchRule(rule: AutoModRule, message: Screened): Match | null {
  const metadata = rule.trigger_metadata;
  if (rule.trigger_type === 5) {
    const most = metadata.mention_total_limit ?? 0;
    return message.mentions.size > most ? { keyword: null, content: null } : null;
  }
  const text = withoutAllowed(message.content, metadata.allow_list ?? []);
  const words =
    rule.trigger_type === 4
      ? (metadata.presets ?? []).flatMap((preset) => presetWords[preset] ?? [])
      : (metadata.keyword_filter ?? []);
  for (const keyword of words) {
    const content = find(keywordPattern(keyword), text, 1);
    if (content !== null) return { keyword, content };
  }
  for (const source of metadata.regex_patterns ?? []) {
    const content = find(compilePattern(source), text, 0);
    if (content !== null) return { keyword: source, content };
  }
  return null;
}
