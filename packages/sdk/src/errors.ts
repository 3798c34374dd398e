import type { LocalizedText } from './localized.ts';

/** Base of the errors that this package defines. `code` is stable; `remedy` says what to try. */
export class SdkError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(code: string, message: string, remedy?: string, options?: ErrorOptions) {
    super(remedy === undefined ? message : `${message} ${remedy}`, options);
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
  }
}

/** A length of time that can't be read. `code`: `DURATION_INVALID`. */
export class DurationError extends SdkError {}

/** A custom id that can't be made from these values, or doesn't fit its piece. `code`: `CUSTOM_ID_INVALID`. */
export class CustomIdError extends SdkError {}

/**
 * Discord, or the host's broker in front of it, refused a call.
 * `code` is `DISCORD_REFUSAL`; `discordCode` is Discord's own (50013 missing permissions, 10008 unknown message …),
 * also where the broker knew what Discord would say; absent when the broker refused for reasons of its own.
 */
export class DiscordRefusal extends SdkError {
  readonly discordCode: number | undefined;

  constructor(message: string, options: { discordCode?: number; remedy?: string; cause?: unknown } = {}) {
    super('DISCORD_REFUSAL', message, options.remedy, { cause: options.cause });
    this.discordCode = options.discordCode;
  }
}

/** A document with this key, or with a unique field's value, exists already. `code`: `DUPLICATE_KEY`. */
export class DuplicateKeyError extends SdkError {
  constructor(collection: string, options?: ErrorOptions) {
    super(
      'DUPLICATE_KEY',
      `A document with the same key exists in "${collection}".`,
      'Use updateOne with upsert when either may come first.',
      options,
    );
  }
}

/**
 * Something that the guild's admins must put right, thrown from a handler once it has done all it could.
 * The host shows it under Problems by its `code`, with its remedy; it isn't a crash of the plugin.
 *
 * @example
 * throw new PluginProblem('ROLE_ABOVE_BOT', 'The reward for level 5 could not be given.', 'Move the bot’s role above it.');
 */
export class PluginProblem extends SdkError {
  /** The message without the remedy, as the Problems panel shows them apart. */
  readonly summary: string;

  constructor(code: string, summary: string, remedy: string, options?: ErrorOptions) {
    super(code, summary, remedy, options);
    this.summary = summary;
  }
}

/** What a refusal says beside its summary. */
export interface RouteRefusal {
  /** What to try. */
  readonly remedy?: LocalizedText;
  /** What is wrong with which field of the body, by its name or its path: `'name'`, `'triggers/0/pattern'`. */
  readonly fields?: Readonly<Record<string, LocalizedText>>;
}

/**
 * What a route's handler throws to refuse a request: the caller is told so in their language, and nothing failed. A form of the
 * plugin's pages shows what is said of a field beside it. `code` is the plugin's own, in capitals.
 *
 * @example
 * throw new RouteError(404, 'ENTRY_UNKNOWN', { en: 'There is no such entry.', fr: 'Cette entrée n’existe pas.' });
 * throw new RouteError(409, 'NAME_TAKEN', 'There is a rule of this name.', { fields: { name: 'Choose another one.' } });
 */
export class RouteError extends SdkError {
  /** 400–499. */
  readonly status: number;
  /** What the caller is told, in English. */
  readonly summary: string;
  /** All that it says in all languages, as JSON: a text crosses from a locked process. */
  readonly texts: string;

  constructor(status: number, code: string, summary: LocalizedText, more: LocalizedText | RouteRefusal = {}) {
    if (!Number.isInteger(status) || status < 400 || status > 499) {
      throw new RangeError(`A route refuses with a status of 400 to 499, not ${status}.`);
    }
    const { remedy, fields }: RouteRefusal =
      typeof more === 'string' || 'en' in more ? { remedy: more } : more;
    const english = typeof summary === 'string' ? summary : summary.en;
    super(code, english, typeof remedy === 'object' ? remedy.en : remedy);
    this.status = status;
    this.summary = english;
    this.texts = JSON.stringify({ summary, remedy, fields });
  }
}

/** Why `ctx.fetch` did not bring an answer. */
export type FetchRefusalCode =
  /** No https address, another port, or a name and password in it. */
  | 'FETCH_URL'
  | 'FETCH_HOST_UNDECLARED'
  /** The host's name leads to an address that is not public. */
  | 'FETCH_ADDRESS'
  /** A header that plugins may not set, or one that is none. */
  | 'FETCH_HEADER'
  | 'FETCH_REDIRECT'
  | 'FETCH_TOO_LARGE'
  | 'FETCH_TIMEOUT'
  | 'FETCH_BUDGET'
  /** The name, the connection or the certificate failed. */
  | 'FETCH_FAILED'
  /** The plugin was switched off meanwhile. */
  | 'FETCH_OFF'
  /** The plugin is on trial in this guild: what would change something elsewhere is noted and not sent. */
  | 'FETCH_SHADOW';

/** `ctx.fetch` brought no answer. `code` says why. */
export class FetchRefusal extends SdkError {
  declare readonly code: FetchRefusalCode;

  constructor(code: FetchRefusalCode, message: string, remedy?: string, options?: ErrorOptions) {
    super(code, message, remedy, options);
  }
}

/** A picture that could not be drawn. `code`: `IMAGE_TOO_LARGE`, `IMAGE_INVALID`, `IMAGE_REFERENCE`, `IMAGE_TOO_SLOW`, `IMAGE_BUSY`. */
export class ImageError extends SdkError {}

/** Why a call of another plugin's service or contribution brought nothing. */
export type ServiceErrorCode =
  /** Nobody who is enabled in the guild offers it, or who does rests after too many errors. */
  | 'SERVICE_UNAVAILABLE'
  /** The provider's version does not take this input. */
  | 'SERVICE_INPUT_INVALID'
  /** The provider answered what it did not declare. */
  | 'SERVICE_OUTPUT_INVALID';

/**
 * A call between plugins that did not come about, or whose input or output was not what the provider declared. `code` says which.
 * A handler that lets `SERVICE_UNAVAILABLE` pass is not blamed for it: admins see what is missing, and the plugin's other
 * pieces go on.
 *
 * @example
 * const price = await ctx.use.shop.price({ item }).catch((error: unknown) => {
 *   if (error instanceof ServiceError && error.code === 'SERVICE_UNAVAILABLE') return undefined;
 *   throw error;
 * });
 */
export class ServiceError extends SdkError {
  declare readonly code: ServiceErrorCode;
  /** The message without the remedy. */
  readonly summary: string;

  constructor(code: ServiceErrorCode, summary: string, remedy?: string, options?: ErrorOptions) {
    super(code, summary, remedy, options);
    this.summary = summary;
  }
}
