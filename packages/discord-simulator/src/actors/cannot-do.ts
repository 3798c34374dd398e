import { DiscordError } from '../world/errors.ts';

/** Why a member cannot do something, in a word that stays the same. */
export type CannotDoReason =
  | 'not-a-member'
  | 'cannot-see-channel'
  | 'missing-permission'
  | 'unknown-command'
  | 'command-not-allowed'
  | 'invalid-option'
  | 'unknown-component'
  | 'component-disabled'
  | 'invalid-choice'
  | 'no-modal'
  | 'invalid-modal-value'
  | 'application-did-not-respond'
  | 'refused';

/**
 * A virtual member tried what the real client would not let them do.
 *
 * @example
 * await expect(ana.run('/ban', { user: bob })).rejects.toMatchObject({ reason: 'command-not-allowed' });
 */
export class CannotDo extends Error {
  readonly reason: CannotDoReason;
  /** Discord's own error code, where Discord (not its client) refused. */
  readonly code: number | null;

  constructor(reason: CannotDoReason, message: string, code: number | null = null) {
    super(message);
    this.name = 'CannotDo';
    this.reason = reason;
    this.code = code;
  }
}

/** Runs an action as a member; what Discord refuses becomes a {@link CannotDo}. */
export function attempt<T>(who: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    const reason =
      error.code === 50001 ? 'cannot-see-channel' : error.code === 50013 ? 'missing-permission' : 'refused';
    throw new CannotDo(reason, `${who} cannot ${what}: ${error.message} (${error.code})`, error.code);
  }
}
