import { type AccessLevel, accessLevels } from '@guildhall/sdk/host';
import { RequestProblem } from '../problems/request-problem.ts';
import type { ApiServices } from '../services.ts';
import type { Session } from '../sign-in/session-store.ts';

/** What a caller is to a guild's plugins, by the same access as everything else. Strangers are `public`. */
export async function callerLevel(
  services: ApiServices,
  guildId: string,
  session: Session | undefined,
): Promise<AccessLevel> {
  if (!session) return 'public';
  const access = await services.access(guildId, session.userId);
  switch (access) {
    case 'owner':
    case 'administrator':
      return 'admin';
    case 'manager':
      return 'manager';
    case 'none':
      return 'member';
    case 'absent':
      return 'public';
  }
}

export function reaches(level: AccessLevel, needed: AccessLevel): boolean {
  return accessLevels.indexOf(level) >= accessLevels.indexOf(needed);
}

/** What a stranger is told of what is not open to everybody: nothing about the guild. */
export function strangerProblem(session: Session | undefined): RequestProblem {
  return new RequestProblem(session ? 'guild_not_found' : 'not_signed_in');
}
