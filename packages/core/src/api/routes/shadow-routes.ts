import type { GuildDirectory } from '../../discord/directory-types.ts';
import type { ShadowReport } from '../../shadow/index.ts';
import { type Route, route } from '../contract/route.ts';
import { getShadowReport, makeLive, type ShadowReportView } from '../contracts/shadow.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installationView } from './installation-view.ts';
import { installedOf } from './installed-of.ts';
import { memberNames } from './names-of-ids.ts';
import { membersMentionedIn, readableMentions } from './readable-mentions.ts';

export function shadowRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(getShadowReport).handle(async ({ params }) => {
      const { guildId, pluginId } = params;
      const { version } = await installedOf(services(), guildId, pluginId);
      const report = await services().shadowReport(guildId, pluginId);
      const commands = version.manifest.pieces.flatMap((piece) => {
        if (piece.kind === 'command') return [`/${piece.name}`];
        return piece.kind === 'userMenu' || piece.kind === 'messageMenu' ? [piece.name] : [];
      });
      return { status: 200, body: await reportView(services().directory, guildId, report, commands) };
    }),
    route(makeLive).handle(async ({ params, session, ifMatch }) => {
      const { guildId, pluginId } = params;
      const actor = byDashboard(session);
      const installation = await services().installations.goLive(guildId, pluginId, actor, ifMatch);
      return { status: 200, body: installationView(installation), revision: installation.revision };
    }),
  ];
}

async function reportView(
  directory: GuildDirectory,
  guildId: string,
  report: ShadowReport,
  notTried: readonly string[],
): Promise<ShadowReportView> {
  const members = await memberNames(
    directory,
    guildId,
    new Set(
      report.latest.flatMap(({ userId, text = '' }) => [userId ?? [], membersMentionedIn(text)].flat()),
    ),
  );
  const channels = new Map(directory.channels(guildId).map(({ id, name }) => [id, name]));
  const roles = new Map(directory.roles(guildId).map(({ id, name }) => [id, name]));
  const names = {
    member: (id: string) => members[id]?.name,
    channel: (id: string) => channels.get(id),
    role: (id: string) => roles.get(id),
  };
  const named = (id: string | undefined, nameOf: (id: string) => string | undefined) =>
    id === undefined ? null : { id, name: nameOf(id) ?? null };
  return {
    total: report.total,
    actions: [...report.actions],
    channels: report.channels.map(({ channelId, count }) => ({
      channel: { id: channelId, name: channels.get(channelId) ?? null },
      count,
    })),
    refusals: report.refusals.map(({ action, reason, why, count }) => ({
      action,
      reason,
      why: why ?? null,
      count,
    })),
    latest: report.latest.map((write) => ({
      id: write.id,
      at: write.at.toISOString(),
      action: write.action,
      channel: named(write.channelId, (id) => channels.get(id)),
      member: named(write.userId, (id) => members[id]?.name),
      role: named(write.roleId, (id) => roles.get(id)),
      messageId: write.messageId ?? null,
      text: write.text === undefined ? null : readableMentions(write.text, names),
      reason: write.reason ?? null,
      refused: write.refused ?? null,
      refusedWhy: write.refusedWhy ?? null,
      piece: write.piece ?? null,
      event: write.event ?? null,
    })),
    notKept: report.notKept,
    notTried: [...notTried],
  };
}
