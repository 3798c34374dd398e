import type { RawEventPiece } from '@guildhall/sdk/host';
import type { CallOwner, Frame } from '../discord/index.ts';

/** On the `onRaw` piece of a plugin in another process: the frame is passed on, and what of it may be seen is seen to there. */
export const hearsFrames: unique symbol = Symbol('hearsFrames');
/** On the same: how the plugin declared it. */
export const declaredAs: unique symbol = Symbol('declaredAs');

/** Who is told how an event ended in another process. One for each handler, not for each event. */
export interface FrameListener {
  /**
   * @param frame absent for an event that is no frame any more
   * @param startedAt when it was passed on, by `performance.now()`
   * @param error what the handler threw there; absent when it went well
   */
  ended(frame: Frame | undefined, startedAt: number, error: Error | undefined): void;
}

/**
 * Passes a frame on, in the owner's name.
 *
 * @param listener told once, when all that the frame set off there has ended
 * @throws when it can't be passed on; then the listener is not told
 */
export type HearFrame = (context: unknown, owner: CallOwner, frame: Frame, listener: FrameListener) => void;

export interface FrameHearer {
  readonly [hearsFrames]: HearFrame;
  readonly [declaredAs]: 'on' | 'onRaw';
}

/** The piece as one that passes frames on; `undefined` for one that runs here. */
export function frameHearer(piece: RawEventPiece): FrameHearer | undefined {
  return hearsFrames in piece ? (piece as RawEventPiece & FrameHearer) : undefined;
}
