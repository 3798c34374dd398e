import type { Subject } from '../engine/facts.ts';
import type { Finding } from '../engine/finding.ts';

/** What a rule's actions are about. */
export interface Deed {
  readonly hitId: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly subject: Subject;
  readonly finding: Finding;
  /** What was found, in the guild's language. */
  readonly reason: string;
}

/** How an action went. `detail`: what an undo needs, or what stood in the way. */
export interface Performed {
  readonly type: string;
  readonly outcome: 'done' | 'nothing' | 'refused' | 'skipped';
  readonly detail: string;
}

export const done = (type: string, detail = ''): Performed => ({ type, outcome: 'done', detail });
export const nothing = (type: string, detail = ''): Performed => ({ type, outcome: 'nothing', detail });

/** The same for all whom a rule acts on, so that a raid is one call. */
export function sharedReason({ ruleName }: Pick<Deed, 'ruleName'>): string {
  return `Automod · ${ruleName}`;
}

/** The line in Discord's audit log. At most 512 characters are taken. */
export function auditReason({ ruleName, reason }: Pick<Deed, 'ruleName' | 'reason'>): string {
  return `Automod · ${ruleName}: ${reason}`.slice(0, 400);
}
