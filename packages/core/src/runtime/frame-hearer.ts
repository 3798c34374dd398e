import type { RawEventPiece } from '@guildhall/sdk/host';
import type { Frame } from '../discord/index.ts';

/** On the `onRaw` piece of a plugin in another process: the frame is passed on, and what of it may be seen is seen to there. */
export const hearsFrames: unique symbol = Symbol('hearsFrames');
/** On the same: how the plugin declared it. */
export const declaredAs: unique symbol = Symbol('declaredAs');

export interface FrameHearer {
  /** @returns when all that the frame set off there has ended */
  readonly [hearsFrames]: (context: unknown, frame: Frame) => Promise<void>;
  readonly [declaredAs]: 'on' | 'onRaw';
}

/** The piece as one that passes frames on; `undefined` for one that runs here. */
export function frameHearer(piece: RawEventPiece): FrameHearer | undefined {
  return hearsFrames in piece ? (piece as RawEventPiece & FrameHearer) : undefined;
}
