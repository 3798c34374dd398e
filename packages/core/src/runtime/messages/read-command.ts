import type { WrittenArguments } from '@guildhall/sdk';

/** A message that calls a command: its name in lower case, and what stands behind it. */
export interface WrittenCommand {
  readonly name: string;
  readonly written: WrittenArguments;
}

/**
 * Reads `!rank ana` or `@bot rank ana`. The prefix is compared before anything else is done. Pure.
 *
 * @returns `undefined` when the message begins with neither
 */
export function readCommand(content: string, prefix: string, botId: string): WrittenCommand | undefined {
  const start = content.startsWith(prefix) ? prefix.length : mentionLength(content, botId);
  if (start === 0) return undefined;
  const line = content.slice(start).trimStart();
  const end = line.search(/\s/);
  const name = end === -1 ? line : line.slice(0, end);
  if (name === '') return undefined;
  const text = end === -1 ? '' : line.slice(end).trim();
  return { name: name.toLowerCase(), written: { text, words: wordsOf(text) } };
}

function mentionLength(content: string, botId: string): number {
  for (const mention of [`<@${botId}>`, `<@!${botId}>`])
    if (content.startsWith(mention)) return mention.length;
  return 0;
}

/** What stands in quotes is one word; a quote without an end is a character like others. */
function wordsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/"([^"]*)"|(\S+)/g), (match) => match[1] ?? match[2] ?? '');
}
