import type { APIEmbed } from 'discord.js';
import { type LogEventId, logEvent, tones } from './log-events.ts';

export interface Line {
  readonly id: string;
  readonly event: LogEventId;
  readonly at: number;
  readonly text: string;
}

/** What Discord takes in one message. */
const mostEmbeds = 10;
const mostCharacters = 5500;
const longestDescription = 4000;

/** One message of a log, and the lines that are in it. */
export interface Gathered {
  readonly embeds: readonly APIEmbed[];
  readonly ids: readonly string[];
}

/**
 * Lines as messages: lines of one kind that follow each other share an embed, embeds share a message, as far as Discord takes them.
 * So a hundred deletions are a message or three, not a hundred. Pure.
 */
export function gather(lines: readonly Line[], titleOf: (event: LogEventId) => string): readonly Gathered[] {
  const messages: { embeds: APIEmbed[]; ids: string[]; characters: number }[] = [];
  let open: { event: LogEventId; texts: string[]; at: number; characters: number } | undefined;
  for (const line of lines) {
    const size = line.text.length + 1;
    let message = messages.at(-1);
    const continues = open?.event === line.event && open.characters + size <= longestDescription;
    const titleSize = continues ? 0 : titleOf(line.event).length + 10;
    const isFull =
      message === undefined ||
      message.characters + size + titleSize > mostCharacters ||
      (!continues && message.embeds.length >= mostEmbeds);
    if (message === undefined || isFull) {
      message = { embeds: [], ids: [], characters: 0 };
      messages.push(message);
      open = undefined;
    }
    if (open === undefined || open.event !== line.event || open.characters + size > longestDescription) {
      open = { event: line.event, texts: [], at: line.at, characters: 0 };
      message.embeds.push({
        title: titleOf(line.event),
        color: tones[logEvent(line.event).tone],
        timestamp: new Date(line.at).toISOString(),
      });
      message.characters += titleOf(line.event).length + 10;
    }
    open.texts.push(line.text);
    open.characters += size;
    message.characters += size;
    message.ids.push(line.id);
    const last = message.embeds.at(-1);
    if (last) last.description = open.texts.join('\n');
  }
  return messages.map(({ embeds, ids }) => ({ embeds, ids }));
}
