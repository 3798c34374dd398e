import { z } from '@guildhall/sdk';
import { longestPrize, mostWinners } from '../rules/shapes.ts';

/** What one giveaway of a file would become here. */
export interface ImportRow {
  readonly messageId: string;
  readonly channelId: string;
  readonly prize: string;
  readonly winners: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly hostId: string;
  readonly winnerIds: readonly string[];
  /** `ok`: it can become part of the history; anything else says why not. */
  readonly verdict: 'ok' | 'running' | 'elsewhere' | 'unreadable';
}

const snowflake = z.string().regex(/^[1-9]\d{16,19}$/);
const moment = z.number().int().min(1_420_070_400_000).max(8_640_000_000_000_000);

/** One giveaway as the npm package `discord-giveaways` keeps it, in the spellings of its versions 4 to 6. */
const stored = z.object({
  messageId: snowflake.optional(),
  messageID: snowflake.optional(),
  channelId: snowflake.optional(),
  channelID: snowflake.optional(),
  guildId: snowflake.optional(),
  guildID: snowflake.optional(),
  prize: z.string().min(1),
  winnerCount: z.number().int().min(1).max(1000),
  startAt: moment,
  endAt: moment,
  ended: z.boolean().default(false),
  hostedBy: z.string().nullish(),
  winnerIds: z.array(snowflake).nullish(),
  winnerIDs: z.array(snowflake).nullish(),
});

const unreadable: ImportRow = {
  messageId: '',
  channelId: '',
  prize: '',
  winners: 0,
  startedAt: 0,
  endedAt: 0,
  hostId: '0',
  winnerIds: [],
  verdict: 'unreadable',
};

/**
 * The giveaways of a file that a bot made with `discord-giveaways` keeps (`giveaways.json`). What can't be read is a row too: nothing
 * disappears silently. Pure.
 *
 * @returns `undefined` when the text is no such file
 */
export function readExport(text: string, guildId: string): ImportRow[] | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(file)) return undefined;
  return file.map((one) => {
    const read = stored.safeParse(one);
    if (!read.success) return unreadable;
    const { data } = read;
    const [messageId, channelId] = [data.messageId ?? data.messageID, data.channelId ?? data.channelID];
    if (!messageId || !channelId) return unreadable;
    return {
      messageId,
      channelId,
      prize: data.prize.slice(0, longestPrize),
      winners: Math.min(data.winnerCount, mostWinners),
      startedAt: data.startAt,
      endedAt: data.endAt,
      hostId: /\d{17,20}/.exec(data.hostedBy ?? '')?.[0] ?? '0',
      winnerIds: [...new Set(data.winnerIds ?? data.winnerIDs ?? [])],
      verdict: (data.guildId ?? data.guildID) !== guildId ? 'elsewhere' : data.ended ? 'ok' : 'running',
    };
  });
}
