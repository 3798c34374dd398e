import type { CaseKind } from '../cases/case.ts';

/** An entry of Discord's audit log, of the gateway or of the API: what is looked at. */
export interface Entry {
  readonly id: string;
  readonly action_type: number;
  readonly user_id: string | null;
  readonly target_id: string | null;
  readonly reason?: string | undefined;
  readonly changes?:
    | readonly { readonly key: string; readonly new_value?: unknown; readonly old_value?: unknown }[]
    | undefined;
}

/** What a moderator did by hand, as a case has it. */
export interface DoneByHand {
  readonly kind: Extract<CaseKind, 'kick' | 'ban' | 'unban' | 'timeout' | 'untimeout'>;
  readonly userId: string;
  /** Of a timeout: when it ends, in milliseconds since 1970. */
  readonly until?: number;
}

/** Discord's numbers of the actions that become cases. */
const kick = 20;
const ban = 22;
const unban = 23;
const memberUpdate = 24;

/** @returns `undefined` for what is no case: nicknames, mutes, and all that is not done to a member */
export function readEntry({
  action_type: action,
  target_id: userId,
  changes = [],
}: Entry): DoneByHand | undefined {
  if (userId === null) return undefined;
  if (action === kick) return { kind: 'kick', userId };
  if (action === ban) return { kind: 'ban', userId };
  if (action === unban) return { kind: 'unban', userId };
  if (action !== memberUpdate) return undefined;
  const change = changes.find(({ key }) => key === 'communication_disabled_until');
  if (!change) return undefined;
  if (typeof change.new_value !== 'string') return { kind: 'untimeout', userId };
  const until = Date.parse(change.new_value);
  return Number.isFinite(until) ? { kind: 'timeout', userId, until } : undefined;
}
