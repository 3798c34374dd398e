import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallRef } from '@guildhall/sandbox-runtime';
import type { Context } from '@guildhall/sdk';
import { asPlugin, type CallOwner } from '../discord/index.ts';

/** Discord lets an interaction be answered for 15 minutes; after its handler, too. */
const answerableMs = 15 * 60_000;
const mostKept = 1_000;

/** In whose name something is done: the host's own context of the call, and its owner. */
export interface OpenCall {
  readonly context: Context;
  readonly owner: CallOwner;
  /** Runs as if it were called from where the call was. */
  readonly within: <T>(run: () => T) => T;
  /** Of the guild and no call: nobody is there to be answered. */
  readonly ofGuild?: boolean;
}

/** Of a guild: changes with each event there. */
interface GuildCall {
  readonly context: Context;
  readonly owner: CallOwner;
}

interface Kept extends OpenCall {
  readonly guildId: string;
  readonly isAnswerable: boolean;
  endedAt: number | undefined;
}

/** The calls under way in a plugin's process, and for a while those that can still be answered. */
export class OpenCalls {
  readonly #calls = new Map<number, Kept>();
  readonly #guilds = new Map<string, GuildCall>();
  #last = 0;

  open(context: Context, owner: CallOwner, isAnswerable: boolean): number {
    this.#forgetOld();
    this.#last += 1;
    this.#calls.set(this.#last, {
      context,
      owner,
      within: AsyncLocalStorage.snapshot(),
      guildId: context.guild.id,
      isAnswerable,
      endedAt: undefined,
    });
    return this.#last;
  }

  end(id: number): void {
    const call = this.#calls.get(id);
    if (!call) return;
    if (call.isAnswerable) call.endedAt = Date.now();
    else this.#calls.delete(id);
  }

  /** What events, and contexts that were kept for later, are done in the name of. */
  setGuild(guildId: string, call: GuildCall | undefined): void {
    if (call) this.#guilds.set(guildId, call);
    else this.#guilds.delete(guildId);
  }

  /** The call that is meant, else its guild's; never of a guild that the plugin is not in. */
  find(ref: CallRef): OpenCall | undefined {
    const call = ref.call === undefined ? undefined : this.#calls.get(ref.call);
    if (call && call.guildId === ref.guildId) return call;
    const guild = this.#guilds.get(ref.guildId);
    if (!guild) return undefined;
    const { context, owner } = guild;
    return { context, owner, within: (run) => asPlugin(owner, run), ofGuild: true };
  }

  clear(): void {
    this.#calls.clear();
    this.#guilds.clear();
  }

  #forgetOld(): void {
    const oldest = Date.now() - answerableMs;
    for (const [id, { endedAt }] of this.#calls) {
      if (endedAt === undefined) continue;
      if (endedAt > oldest && this.#calls.size <= mostKept) return;
      this.#calls.delete(id);
    }
  }
}
