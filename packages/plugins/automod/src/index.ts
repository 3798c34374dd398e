import type { Plugin } from '@guildhall/sdk';
import { automodCommand } from './commands/automod.ts';
import { automod } from './contract.ts';
import { prune, setup, teardown } from './events/lifecycle.ts';
import { messageCreate, messageUpdate } from './events/messages.ts';
import { liftJob } from './guild-lock/lift.ts';
import { alertsJob } from './hits/alert.ts';
import { falsePositiveButton, undoButton } from './hits/alert-buttons.ts';
import { voteButton } from './hits/ask.ts';
import { scorers } from './service.ts';
import { getHeat, judgeText } from './service-answers.ts';

const plugin: Plugin = automod.build(
  automodCommand,
  messageCreate,
  messageUpdate,
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
);

export default plugin;
