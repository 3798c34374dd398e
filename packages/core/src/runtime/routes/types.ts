import type { AccessLevel, LocalizedText } from '@guildhall/sdk';

/** One call of a plugin's route, as the API received it. */
export interface RouteCall {
  readonly guildId: string;
  readonly pluginId: string;
  readonly method: string;
  /** The path below the plugin's address, with values in place of its names, still percent-encoded: `/entries/42`. */
  readonly path: string;
  /** The query's texts; a name that comes several times is a list. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** What the caller's change is based on, of a route that takes `If-Match`. */
  readonly revision?: number;
  /** The parsed JSON body; `undefined` when there was none. */
  readonly body?: unknown;
  /** Who is signed in. */
  readonly actor?: { readonly userId: string };
  /** What the caller may do in this guild, as `guildAccess` says; `public` when nobody is signed in or no member. */
  readonly access: AccessLevel;
  /** Of `t`, as the caller asks for it; the guild's otherwise. */
  readonly language?: string | undefined;
}

/** What was wrong with one part of a request. */
export interface RouteIssue {
  /** JSON pointer whose first segment is `params`, `query` or `body`: `/query/limit`. */
  readonly pointer: string;
  readonly message: string;
}

/** The words of a plugin that refuses. */
export interface RefusalTexts {
  readonly summary?: LocalizedText;
  readonly remedy?: LocalizedText;
  readonly fields?: Readonly<Record<string, LocalizedText>>;
}

export type RouteRefusalCode =
  /** The plugin has no such route. */
  | 'ROUTE_UNKNOWN'
  /** Not installed, or disabled: off means off. */
  | 'PLUGIN_OFF'
  | 'SIGN_IN_REQUIRED'
  | 'ACCESS_DENIED'
  | 'REQUEST_INVALID'
  /** The route takes no change without `If-Match`. */
  | 'REVISION_REQUIRED'
  /** The plugin itself refused, with `pluginCode`. */
  | 'REFUSED_BY_PLUGIN'
  /** It rests after too many errors. */
  | 'PLUGIN_RESTING'
  | 'ROUTE_TIMEOUT'
  /** The handler threw; `reference` finds it in the log and under Problems. */
  | 'ROUTE_FAILED';

/** How a call ended. Nothing is thrown for a request, whatever it holds. */
export type RouteOutcome =
  | {
      readonly ok: true;
      readonly status: 200;
      readonly body: unknown;
      /** Of what was read, for the `ETag`. */
      readonly revision?: number;
    }
  | { readonly ok: true; readonly status: 204; readonly body: undefined }
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: RouteRefusalCode;
      readonly message: string;
      readonly issues?: readonly RouteIssue[];
      readonly pluginCode?: string;
      readonly remedy?: string;
      /** What the plugin says, in all its languages. */
      readonly texts?: RefusalTexts;
      readonly reference?: string;
    };
