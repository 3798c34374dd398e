import type { MemberExport } from '../../members/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  eraseMemberData,
  eraseMemberDataAsOperator,
  exportMemberData,
  exportMemberDataAsOperator,
} from '../contracts/member-data.ts';
import type { Session } from '../sign-in/session-store.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';

interface OfMember {
  readonly guildId: string;
  readonly userId: string;
}

export function memberDataRoutes({ services }: RouteDependencies): Route[] {
  const read = async ({ params: { guildId, userId } }: { readonly params: OfMember }) => ({
    status: 200 as const,
    body: view(await services().members.export(guildId, userId)),
  });
  const erase = async ({
    params: { guildId, userId },
    session,
  }: {
    readonly params: OfMember;
    readonly session: Session;
  }) => ({
    status: 200 as const,
    body: { ...(await services().members.erase(guildId, userId, byDashboard(session))) },
  });
  return [
    route(exportMemberData).handle(read),
    route(eraseMemberData).handle(erase),
    route(exportMemberDataAsOperator).handle(read),
    route(eraseMemberDataAsOperator).handle(erase),
  ];
}

type Rows = Record<string, unknown>[];

/** As JSON has it: dates become texts. */
function view(exported: MemberExport) {
  const { guildId, memberId, at } = exported;
  const rows = (found: readonly Readonly<Record<string, unknown>>[]): Rows =>
    JSON.parse(JSON.stringify(found)) as Rows;
  return {
    guildId,
    memberId,
    at: at.toISOString(),
    plugins: Object.fromEntries(
      Object.entries(exported.plugins).map(([pluginId, collections]) => [
        pluginId,
        Object.fromEntries(Object.entries(collections).map(([name, found]) => [name, rows(found)])),
      ]),
    ),
    explanations: rows(exported.explanations),
    deadLetters: rows(exported.deadLetters),
    jobs: rows(exported.jobs),
    capturedWrites: rows(exported.capturedWrites),
    audit: rows(exported.audit),
  };
}
