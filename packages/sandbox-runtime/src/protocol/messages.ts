import type { Manifest, Override } from '@guildhall/sdk/host';
import type { ClockReading } from './clock-reading.ts';

/** In whose name something is asked: of a guild, and of one call in it as long as that call is known. */
export interface CallRef {
  readonly guildId: string;
  readonly call?: number;
  /** The event's handler that it is done for, of a plugin that `countsByEvent`. */
  readonly event?: { readonly id: number; readonly place: number };
}

/** Whether a plugin tallies: then each of its handlers is told from every other, so that what an event counts counts once. */
export function countsByEvent({ data }: Pick<Manifest, 'data'>): boolean {
  return Object.values(data).some(({ tally }) => tally !== undefined);
}

/** What the process is told first. */
export interface Greeting {
  readonly manifest: Manifest;
  /** Absolute path of the module whose default export is the plugin. */
  readonly entry: string;
  /** Absolute path of the bundled discord.js. */
  readonly discord: string;
  readonly applicationId: string;
  readonly botUser: Readonly<Record<string, unknown>>;
  readonly clock: ClockReading;
  /** The origin that people open the host under; absent: nobody has said. */
  readonly publicUrl?: string | undefined;
}

/** What the manifest does not say of the code, because it is functions. */
export interface Loaded {
  readonly uses: readonly {
    readonly key: string;
    readonly id: string;
    readonly optional: boolean;
    readonly offers: readonly string[];
  }[];
  readonly hasCheck: boolean;
  /** Versions of the configuration that there is a step to. */
  readonly configSteps: readonly number[];
  readonly dataSteps: Readonly<Record<string, readonly number[]>>;
  /** It works with discord.js' structures: guilds are told before their first call. */
  readonly structures: boolean;
}

/** What a guild's contexts are made of. */
export interface GuildFacts {
  readonly name: string;
  readonly locale: string;
  readonly timezone: string;
  readonly config: unknown;
  /** Where the configuration differs by place: the overrides, and each channel's channel or category. */
  readonly places?: {
    readonly overrides: readonly Override[];
    readonly parents: Readonly<Record<string, string | null>>;
  };
  /** Ids of the optional services that are there. */
  readonly services: readonly string[];
  /** By name of the extension point. */
  readonly contributions: Readonly<
    Record<string, readonly { readonly pluginId: string; readonly name: string; readonly title: unknown }[]>
  >;
}

/** What one call's context has beside its guild's. */
export interface CallExtras {
  /** The configuration as it holds where the call is about, when that is another than the guild's. */
  readonly config?: unknown;
  /** The language of `t`. */
  readonly language?: string;
  /** Plain values: `member`, `channelId`, `locale`, `messageId`, `actor`, `access`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Functions that the host has for it: `reply`, `defer` … */
  readonly functions?: readonly string[];
  /** The interaction as Discord sent it, with a handle in place of its token. */
  readonly interaction?: unknown;
}

/**
 * Of whom a batch's events are. The first event of a kind says it whole, which gives the kind the next number, counted from 0 in
 * each process; later ones say the number. Where the configuration differs by place, it is said whole each time and gets no number.
 *
 * Instead of its payload an event may come as the whole packet that the gateway sent, with the payload as its `d`: then the number
 * `n` is said as `-1 - n`, and `packet` is 1.
 *
 * Payloads and heads go in two lists: objects that stand next to others like them are read in two thirds of the time.
 */
export type EventHead =
  | number
  | readonly [packet: 0 | 1, guildId: string, type: string, pieces: readonly number[]]
  | readonly [packet: 0 | 1, guildId: string, type: string, pieces: readonly number[], config: unknown];

/** More events are in no batch: an event's id is its batch's number times this, plus its place there. */
export const mostInBatch = 128;

/** What has ended: an id, or an id and what its pieces threw. */
export type EventEnd =
  | number
  | readonly [id: number, failures: readonly (readonly [place: number, error: unknown])[]];

/** In the list of pieces: nobody hears it, it keeps discord.js' caches right. */
export const cacheOnly = -1;

/** Functions of a plugin that are no piece's: `check` and the migrations. */
export const noPiece = -1;

/** One REST call that discord.js makes in the process. */
export interface RestCall {
  readonly method: string;
  /** With query, without the API's base: `/channels/1/messages?wait=true`. */
  readonly path: string;
  readonly reason?: string;
  /** A JSON text. */
  readonly body?: string;
  readonly files?: readonly {
    readonly key: string;
    readonly name: string;
    readonly contentType?: string;
    readonly data: Uint8Array;
  }[];
}

export interface RestAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
