import type { PermissionsString } from 'discord.js';

/** A value of a step: plain, or an entity of the scene by its masked name. */
export type SceneValue =
  | string
  | number
  | boolean
  | null
  | { readonly member: string }
  | { readonly channel: string }
  | { readonly role: string };

/**
 * One thing that happened, in the order of the gateway. Messages are named by the step that wrote them: `m1`, `m2` …
 * `after`: milliseconds since the step before.
 */
export type SceneStep = { readonly after: number } & (
  | {
      readonly do: 'say';
      readonly member: string;
      readonly channel: string;
      readonly text: string;
      readonly message: string;
      readonly answers?: string;
    }
  | { readonly do: 'edit'; readonly message: string; readonly text: string }
  | { readonly do: 'delete'; readonly message: string }
  | {
      readonly do: 'react' | 'unreact';
      readonly member: string;
      readonly message: string;
      readonly emoji: string;
    }
  | { readonly do: 'join' | 'leave'; readonly member: string }
  | { readonly do: 'roles'; readonly member: string; readonly roles: readonly string[] }
  | { readonly do: 'voice'; readonly member: string; readonly channel: string | null }
  | {
      readonly do: 'command';
      readonly member: string;
      readonly channel: string;
      /** `ticket open` */
      readonly command: string;
      readonly options: Readonly<Record<string, SceneValue>>;
    }
  | {
      readonly do: 'press';
      readonly member: string;
      readonly channel: string;
      readonly piece: string;
      readonly values: Readonly<Record<string, SceneValue>>;
    }
  | { readonly do: 'wait' }
);

/**
 * What led to a Problem, with nothing in it that tells who or what it was: ids are gone, names are numbered, what members wrote
 * keeps its shape and none of its letters. `@guildhall/testing` plays it.
 */
export interface ProblemScene {
  readonly format: 1;
  readonly pluginId: string;
  readonly version: string;
  readonly problem: { readonly code: string; readonly message: string; readonly piece?: string };
  /** From the highest to the lowest, without `@everyone` and those of bots. */
  readonly roles: readonly { readonly name: string; readonly permissions: readonly PermissionsString[] }[];
  readonly channels: readonly { readonly name: string; readonly type: 'text' | 'voice' }[];
  readonly members: readonly { readonly name: string; readonly roles: readonly string[] }[];
  /** The plugin's configuration; entities of the guild as `{ member }`, `{ channel }`, `{ role }`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly steps: readonly SceneStep[];
  /** Events that happened and cannot be played, by type. */
  readonly leftOut: Readonly<Record<string, number>>;
}
