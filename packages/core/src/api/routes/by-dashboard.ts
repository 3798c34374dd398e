import type { Actor } from '../../audit/index.ts';
import type { Session } from '../sign-in/session-store.ts';

/** Who changes something through a session. */
export function byDashboard(session: Session): Actor {
  return { kind: 'member', userId: session.userId, via: 'dashboard' };
}
