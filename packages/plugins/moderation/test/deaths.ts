import type { Piece, Plugin } from '@guildhall/sdk';
import { type Death, Killed, type Mortal, mortal } from '../../giveaways/test/mortal.ts';
import { type ModerationContext, moderation } from '../src/contract.ts';
import plugin from '../src/index.ts';

/** Who dies next. */
interface Doom {
  readonly guildId: string;
  /** Of a command, a button or a job. */
  readonly handler: string;
  /** The member whom it is about; left out: whatever it is about. */
  readonly userId?: string;
  /** Left out: it lives, and what it does is counted. */
  readonly death?: Death;
}

export interface Doomed {
  /** What it has asked of database, Discord and jobs; empty as long as it has not begun. */
  readonly calls: readonly string[];
}

type Run = (ctx: ModerationContext, ...given: unknown[]) => unknown;

/**
 * Moderation whose handlers can be made to die in the middle: nothing of theirs happens from there on, and nothing is tidied up. A job
 * is then run again, as one is whose process was killed; a command or a press is not, and has no answer.
 *
 * @param more further pieces of the plugin
 */
export function deadlyModeration(...more: readonly Piece[]) {
  const waiting = new Map<Doom, Mortal<ModerationContext> | undefined>();
  const mortalised = (piece: Piece): Piece => {
    if (piece.kind !== 'job' && piece.kind !== 'command' && piece.kind !== 'button') return piece;
    const { kind, name: handler } = piece;
    if (!piece.run) return piece;
    const live = piece.run as unknown as Run;
    const run: Run = async (ctx, ...given) => {
      const found = [...waiting].find(([doom, met]) => !met && fits(doom, ctx, handler, given));
      if (!found) return live(ctx, ...given);
      const [doom] = found;
      const met = mortal(ctx, doom.death);
      waiting.set(doom, met);
      try {
        return await live(met.ctx, ...given);
      } catch (error) {
        if (!(error instanceof Killed) || kind === 'job') throw error;
        return undefined;
      }
    };
    return { ...piece, run } as unknown as Piece;
  };
  const deadly: Plugin = moderation.build(...([...plugin.pieces.map(mortalised), ...more] as never[]));
  return {
    plugin: deadly,
    /** Has the next run of a handler die. */
    doom(doom: Doom): Doomed {
      waiting.set(doom, undefined);
      return {
        get calls() {
          return waiting.get(doom)?.calls ?? [];
        },
      };
    },
  };
}

function fits(doom: Doom, ctx: ModerationContext, handler: string, given: readonly unknown[]): boolean {
  if (doom.guildId !== ctx.guild.id || doom.handler !== handler) return false;
  if (doom.userId === undefined) return true;
  return given.some((values) => {
    const { user, userId } = (values ?? {}) as { user?: { id?: string }; userId?: string };
    return user?.id === doom.userId || userId === doom.userId;
  });
}
