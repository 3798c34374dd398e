import type { Plugin } from '@guildhall/sdk';
import { giveawayCommand } from './commands/giveaway.ts';
import { entriesPages, listPages } from './commands/lists.ts';
import { rerollMenu } from './commands/reroll.ts';
import { createForm } from './commands/start.ts';
import { claimButton } from './components/claim.ts';
import { enterButton, leaveButton } from './components/enter.ts';
import { proofButton } from './components/proof.ts';
import { takeButton } from './components/take.ts';
import { giveawayRequirements, giveaways } from './contract.ts';
import { expireJob } from './ending/conclude.ts';
import { endJob } from './ending/finish.ts';
import { recoverJob, setup, sweepJob } from './ending/sweep.ts';
import { settleJob } from './entering/leave.ts';
import { messageGone } from './events/gone.ts';
import { messageWritten } from './events/messages.ts';
import { refreshJob } from './messages/refresh.ts';
import { drawPage } from './pages/draw.ts';
import { activePage, pastPage } from './pages/giveaways.ts';
import { importPage } from './pages/import.ts';
import { entrantsRoute, listDraws, lookRoute, picksRoute, verifyRoute } from './routes/draws.ts';
import { exportEntries, listEntries, removeEntry } from './routes/entries.ts';
import { checkImport, importGiveaways } from './routes/imports.ts';
import { getGiveaway, listGiveaways, listWinners, summary } from './routes/read.ts';
import {
  cancelRoute,
  changeRoute,
  createGiveaway,
  endRoute,
  pauseRoute,
  previewGiveaway,
  removeRoute,
  rerollRoute,
  resumeRoute,
} from './routes/write.ts';
import { enter, isIn, list } from './service-answers.ts';

const plugin: Plugin = giveaways.build(
  giveawayCommand,
  rerollMenu,
  createForm,
  enterButton,
  leaveButton,
  takeButton,
  claimButton,
  proofButton,
  listPages,
  entriesPages,
  endJob,
  expireJob,
  refreshJob,
  settleJob,
  recoverJob,
  sweepJob,
  setup,
  messageGone,
  messageWritten,
  list,
  enter,
  isIn,
  giveaways.extensionPoint(giveawayRequirements),
  listGiveaways,
  getGiveaway,
  listWinners,
  summary,
  createGiveaway,
  previewGiveaway,
  changeRoute,
  pauseRoute,
  resumeRoute,
  cancelRoute,
  endRoute,
  rerollRoute,
  removeRoute,
  listEntries,
  exportEntries,
  removeEntry,
  listDraws,
  verifyRoute,
  picksRoute,
  entrantsRoute,
  lookRoute,
  checkImport,
  importGiveaways,
  activePage,
  pastPage,
  drawPage,
  importPage,
);

export default plugin;
