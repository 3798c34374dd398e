import type { RouteContract } from '../contract/route-contract.ts';
import * as audit from './audit.ts';
import * as capabilities from './capabilities.ts';
import * as commands from './commands.ts';
import * as configs from './configs.ts';
import * as deadLetters from './dead-letters.ts';
import * as explanations from './explanations.ts';
import * as settings from './guild-settings.ts';
import * as guilds from './guilds.ts';
import * as health from './health.ts';
import * as installations from './installations.ts';
import * as isolation from './isolation.ts';
import * as killSwitch from './kill-switch.ts';
import * as live from './live.ts';
import * as memberData from './member-data.ts';
import * as meta from './meta.ts';
import * as openapi from './openapi.ts';
import * as operatorPlugins from './operator-plugins.ts';
import * as pages from './pages.ts';
import * as plans from './plans.ts';
import * as plugins from './plugins.ts';
import * as problemScenes from './problem-scenes.ts';
import * as session from './session.ts';
import * as shadow from './shadow.ts';
import * as versions from './versions.ts';

/** Every operation of the host, in the order of the document. */
export const contracts: readonly RouteContract[] = [
  session.startSignIn,
  session.finishSignIn,
  session.signOut,
  session.getSession,
  meta.getMeta,
  isolation.getIsolation,
  guilds.listGuilds,
  guilds.getGuild,
  guilds.initializeGuild,
  guilds.listChannels,
  guilds.listRoles,
  guilds.listEmojis,
  guilds.searchMembers,
  guilds.getMember,
  settings.getGuildSettings,
  settings.updateGuildSettings,
  plugins.listPlugins,
  plugins.getPlugin,
  capabilities.listCapabilities,
  pages.listPages,
  pages.readBlock,
  installations.listInstallations,
  installations.installPlugin,
  installations.getInstallation,
  installations.updateInstallation,
  installations.renameCommand,
  installations.uninstallPlugin,
  installations.dismissProblem,
  problemScenes.getProblemScene,
  shadow.getShadowReport,
  shadow.makeLive,
  deadLetters.listDeadLetters,
  deadLetters.replayDeadLetter,
  deadLetters.discardDeadLetter,
  versions.previewUpdate,
  versions.moveInstallation,
  versions.rollbackInstallation,
  versions.confirmUpdate,
  versions.listTransitions,
  configs.getConfig,
  configs.replaceConfig,
  configs.validateConfig,
  configs.listConfigRevisions,
  configs.restoreConfig,
  audit.listAudit,
  explanations.listExplanations,
  memberData.exportMemberData,
  memberData.eraseMemberData,
  memberData.exportMemberDataAsOperator,
  memberData.eraseMemberDataAsOperator,
  plans.getGuildPlans,
  commands.listCommands,
  operatorPlugins.listHeldVersions,
  operatorPlugins.uploadPlugin,
  operatorPlugins.fetchPlugin,
  operatorPlugins.trustVersion,
  operatorPlugins.distrustVersion,
  operatorPlugins.removeHeldVersion,
  killSwitch.listKilledPlugins,
  killSwitch.killPlugin,
  killSwitch.revivePlugin,
  plans.listPlanGrants,
  plans.grantPlan,
  plans.revokePlan,
  live.streamEvents,
  openapi.getGuildOpenApi,
  health.getLiveness,
  health.getReadiness,
  health.getMetrics,
];
