import type { LocalizedText } from '../localized.ts';

/** The meaning of a colour; never the only sign of it. */
export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

/**
 * How a value is shown. `member`, `channel` and `role` take an id or a list of ids; `date` and `countdown` an ISO 8601 text or
 * milliseconds since 1970; `duration` milliseconds; `marked text` a `{ text, marks: { from, to, tone?, title? }[] }`; `list` a
 * list of records; `message` what a bot would send, `{ content?, embed? }`.
 */
export type ShownAs =
  | 'text'
  | 'member'
  | 'channel'
  | 'role'
  | 'date'
  | 'duration'
  | 'countdown'
  | 'badge'
  | 'code'
  | 'marked text'
  | 'list'
  | 'message';

/** The pictures that a button may have. */
export type ActionIcon =
  | 'add'
  | 'edit'
  | 'delete'
  | 'undo'
  | 'check'
  | 'close'
  | 'play'
  | 'pause'
  | 'stop'
  | 'repeat'
  | 'open'
  | 'hide'
  | 'lock'
  | 'copy'
  | 'flag';

/** How a value is shown as a badge: what it says, where that is not the value itself, and how it looks. */
export interface ManifestBadge {
  text?: LocalizedText | undefined;
  tone?: Tone | undefined;
}

/** One field of a record, and how it is shown. */
export interface ManifestShown {
  field: string;
  title: LocalizedText;
  as?: ShownAs | undefined;
  /** By value, of a badge. */
  badges?: Record<string, ManifestBadge> | undefined;
  /** With `{fields}` of the record in braces; shown in place of the value. */
  text?: LocalizedText | undefined;
  /** Of a list. */
  columns?: ManifestShown[] | undefined;
}

/** A route with what it is called with. `…From` names fields of the record that the call belongs to. */
export interface ManifestCall {
  route: string;
  params?: Record<string, string> | undefined;
  query?: Record<string, unknown> | undefined;
  queryFrom?: Record<string, string> | undefined;
  body?: Record<string, unknown> | undefined;
  bodyFrom?: Record<string, string> | undefined;
}

export interface ManifestCondition {
  field: string;
  is?: (string | number | boolean | null)[] | undefined;
  not?: (string | number | boolean | null)[] | undefined;
}

/** A button that calls a route. */
export interface ManifestAction extends ManifestCall {
  kind: 'action';
  title: LocalizedText;
  icon?: ActionIcon | undefined;
  /** Fields of the body that are asked for first. */
  ask?: string[] | undefined;
  /** What they are filled with. */
  value?: ManifestCall | undefined;
  when?: ManifestCondition | undefined;
  danger?: boolean | undefined;
  /** The question before it, with `{fields}` in braces. */
  confirm?: LocalizedText | undefined;
  done?: LocalizedText | undefined;
  undo?: ManifestCall | undefined;
  /** Fields of the answer that are shown. */
  shows?: ManifestShown[] | undefined;
}

/** A button that opens another page of the plugin. */
export interface ManifestLink {
  kind: 'link';
  title: LocalizedText;
  icon?: ActionIcon | undefined;
  /** The page's path, as it is declared. */
  page: string;
  params?: Record<string, string> | undefined;
  when?: ManifestCondition | undefined;
}

/** A button that does one thing to all rows that are chosen. */
export interface ManifestBulk {
  kind: 'bulk';
  route: string;
  title: LocalizedText;
  icon?: ActionIcon | undefined;
  /** The field of the body that takes the rows' ids. */
  ids: string;
  body?: Record<string, unknown> | undefined;
  ask?: string[] | undefined;
  danger?: boolean | undefined;
  /** With `{count}`. */
  confirm?: LocalizedText | undefined;
}

export interface ManifestFilter {
  query: string;
  title: LocalizedText;
  as?: 'member' | 'channel' | 'role' | 'since' | 'until' | undefined;
  /** The words for the values of an enum. */
  options?: Record<string, LocalizedText> | undefined;
}

/** What every block that reads has: which route, and how often again. */
interface ReadingBlock extends Omit<ManifestCall, 'body' | 'bodyFrom'> {
  title: LocalizedText;
  /** Seconds; 30 when absent. */
  refresh?: number | undefined;
}

export interface ManifestTable extends ReadingBlock {
  kind: 'table';
  columns: ManifestShown[];
  empty?: LocalizedText | undefined;
  /** The field that tells rows apart; `id` when absent. */
  id?: string | undefined;
  search?: string | undefined;
  filters?: ManifestFilter[] | undefined;
  /** The field of the query that says by what to sort: `name`, or `-name` from the end. */
  sort?: string | undefined;
  create?: ManifestAction | undefined;
  actions?: (ManifestAction | ManifestLink)[] | undefined;
  bulk?: ManifestBulk[] | undefined;
  /** Puts a row at another place: a route that takes its new index, from 0. */
  move?: { route: string; params?: Record<string, string> | undefined; position: string } | undefined;
  detail?: { title: LocalizedText; blocks: ManifestBlock[] } | undefined;
}

export interface ManifestForm extends Omit<ManifestCall, 'query' | 'queryFrom'> {
  kind: 'form';
  title: LocalizedText;
  submit: LocalizedText;
  done?: LocalizedText | undefined;
  ask?: string[] | undefined;
  value?: ManifestCall | undefined;
}

/** One part of a page. `route` is the name of one of the plugin's routes. */
export type ManifestBlock =
  | (ReadingBlock & {
      kind: 'stat';
      value: string;
      as?: 'duration' | 'date' | 'countdown' | 'member' | undefined;
      unit?: LocalizedText | undefined;
      /** The field with the figure of the time before. */
      before?: string | undefined;
      /** Which way is good; neither when absent. */
      better?: 'more' | 'less' | undefined;
      /** The field with a tone. */
      tone?: string | undefined;
    })
  | (ReadingBlock & {
      kind: 'chart';
      shape: 'line' | 'bar';
      x: string;
      y: { field: string; title: LocalizedText }[];
    })
  | ManifestTable
  | ManifestForm
  | (Omit<ManifestForm, 'kind' | 'submit' | 'done'> & { kind: 'tester'; shows: ManifestShown[] })
  | (ReadingBlock & {
      kind: 'details';
      shows: ManifestShown[];
      actions?: (ManifestAction | ManifestLink)[] | undefined;
    })
  | (ReadingBlock & {
      kind: 'timeline';
      at: string;
      /** With `{fields}` in braces. */
      text: LocalizedText;
      /** The field with the id of the member who did it. */
      actor?: string | undefined;
      badge?: { field: string; badges: Record<string, ManifestBadge> } | undefined;
      empty?: LocalizedText | undefined;
    })
  | (ReadingBlock & { kind: 'preview'; message: string })
  | { kind: 'actions'; title?: LocalizedText | undefined; actions: (ManifestAction | ManifestLink)[] }
  | {
      kind: 'section';
      title: LocalizedText;
      text?: LocalizedText | undefined;
      blocks: ManifestBlock[];
    }
  | { kind: 'tabs'; tabs: { title: LocalizedText; blocks: ManifestBlock[] }[] }
  | { kind: 'markdown'; text: LocalizedText };
