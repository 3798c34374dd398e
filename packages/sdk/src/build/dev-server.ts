/** What `guildhall-sdk dev` asks of `startDev` in `@guildhall/testing/dev`. */
export interface DevOptions {
  /** The plugin's folder, absolute. */
  readonly folder: string;
  /** Where dashboard and API listen; 0: any free port. Default: 3000. */
  readonly port?: number;
  /** Folders of other plugins that run beside it, such as one whose service it uses. */
  readonly with: readonly string[];
  /** Begin with an empty guild: forget messages, data and configuration of earlier runs. */
  readonly fresh: boolean;
  /** In a process of its own, as strangers' plugins run. Default: inside the bot. */
  readonly sandboxed?: boolean;
  readonly terminal: { out(line: string): void; error(line: string): void };
}

/** A plugin under development that runs on a simulated Discord. */
export interface DevSession {
  close(): Promise<void>;
}

/** Builds and runs the plugin, and again whenever a file is saved. A plugin with mistakes is waited for. */
export type StartDev = (options: DevOptions) => Promise<DevSession>;
