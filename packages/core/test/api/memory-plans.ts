import type { ApiServices } from '../../src/api/services.ts';
import type { Explanation } from '../../src/explanations/index.ts';
import type { PlanGrant } from '../../src/plans/index.ts';

/** One reason of each kind, about this member. */
export function memoryExplanations(now: () => number, member: string): ApiServices['explanations'] {
  const base = {
    pluginId: 'leveling',
    version: '1.0.0',
    at: new Date(now()),
    members: [member],
    messages: ['175928847299117063'],
    channelId: '175928847299117064',
    piece: 'command rank',
    event: 'command',
    configRevision: 1,
  };
  const items: Omit<Explanation, 'guildId'>[] = [
    {
      ...base,
      id: 'e2',
      kind: 'wrote',
      said: null,
      call: { route: 'POST /channels/{id}/messages', status: '200' },
    },
    {
      ...base,
      id: 'e1',
      kind: 'said',
      said: { key: 'gone', parameters: {}, text: 'no XP: cooldown' },
      call: null,
    },
  ];
  return {
    list: async (guildId, { memberId, limit, after }) => {
      const found = items.filter(({ members }) => memberId === undefined || members.includes(memberId));
      const from = after === undefined ? 0 : Number(after);
      const page = found.slice(from, from + limit).map((item) => ({ ...item, guildId }));
      return { items: page, next: from + limit < found.length ? String(from + limit) : undefined };
    },
  };
}

export function memoryPlans(now: () => number): ApiServices['plans'] {
  const grants: PlanGrant[] = [];
  return {
    current: async () => ({ name: grants.some(({ revokedAt }) => revokedAt === null) ? 'premium' : 'free' }),
    list: async (guildId) => grants.filter((grant) => grant.guildId === guildId),
    async grant(request, grantedBy) {
      const grant: PlanGrant = {
        ...request,
        id: crypto.randomUUID(),
        source: 'grant',
        grantedBy,
        from: new Date(now()),
        revokedAt: null,
      };
      grants.unshift(grant);
      return grant;
    },
    async revoke(_guildId, id) {
      const index = grants.findIndex((grant) => grant.id === id && grant.revokedAt === null);
      const found = grants[index];
      if (found) grants[index] = { ...found, revokedAt: new Date(now()) };
      return found !== undefined;
    },
  };
}
