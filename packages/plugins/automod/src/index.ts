import type { Plugin } from '@guildhall/sdk';
import { auditEntry, channelDelete } from './anti-nuke/watch.ts';
import { automodCommand } from './commands/automod.ts';
import { automod } from './contract.ts';
import { changes } from './events/changes.ts';
import { nativeExecution, reactionAdd, voiceState } from './events/deeds.ts';
import { prune, setup, teardown } from './events/lifecycle.ts';
import { memberAdd, memberUpdate } from './events/members.ts';
import { messageCreate, messageUpdate } from './events/messages.ts';
import { threadCreate, threadName, threadRename } from './events/threads.ts';
import { liftJob } from './guild-lock/lift.ts';
import { alertsJob } from './hits/alert.ts';
import { falsePositiveButton, undoButton } from './hits/alert-buttons.ts';
import { voteButton } from './hits/ask.ts';
import { followJob } from './native/follow.ts';
import { hitsPage } from './pages/hits.ts';
import { antiNukePage, heatPage, nativePage } from './pages/members.ts';
import { rulesPage } from './pages/rules.ts';
import { falsePositive, hitsPerDay, listHits, summary, undoHit } from './routes/hits.ts';
import {
  forgiveRoute,
  listHeat,
  listNukes,
  listQuarantine,
  readAntiNuke,
  releaseRoute,
  saveAntiNukeRoute,
} from './routes/members.ts';
import { listNative, syncNativeRoute } from './routes/native.ts';
import { listPresets, usePreset } from './routes/presets.ts';
import {
  createRuleRoute,
  deleteRuleRoute,
  listRules,
  readRule,
  saveRuleRoute,
  switchRule,
} from './routes/rules.ts';
import { replayRoute, testRoute } from './routes/trials.ts';
import { scorers } from './service.ts';
import { getHeat, judgeText } from './service-answers.ts';

const plugin: Plugin = automod.build(
  automodCommand,
  messageCreate,
  messageUpdate,
  memberAdd,
  memberUpdate,
  threadCreate,
  threadName,
  threadRename,
  reactionAdd,
  voiceState,
  nativeExecution,
  auditEntry,
  channelDelete,
  ...changes,
  setup,
  teardown,
  prune,
  liftJob,
  alertsJob,
  undoButton,
  falsePositiveButton,
  voteButton,
  getHeat,
  judgeText,
  automod.extensionPoint(scorers),
  followJob,
  listRules,
  readRule,
  createRuleRoute,
  saveRuleRoute,
  deleteRuleRoute,
  switchRule,
  replayRoute,
  testRoute,
  listPresets,
  usePreset,
  listNative,
  syncNativeRoute,
  listHits,
  hitsPerDay,
  undoHit,
  falsePositive,
  summary,
  listHeat,
  forgiveRoute,
  listQuarantine,
  releaseRoute,
  readAntiNuke,
  saveAntiNukeRoute,
  listNukes,
  rulesPage,
  hitsPage,
  heatPage,
  antiNukePage,
  nativePage,
);

export default plugin;
