import type { Plugin } from '@guildhall/sdk';
import { logCases } from './cases/case-log.ts';
import { warn } from './commands/warn.ts';
import { moderation } from './contract.ts';
import { openWhenDue } from './lock/lock.ts';
import * as answers from './service-answers.ts';
import { timedStep } from './timed-actions/timed-actions.ts';
import { finishEscalation } from './warnings/escalate.ts';

const plugin: Plugin = moderation.build(
  warn,
  logCases,
  finishEscalation,
  timedStep,
  openWhenDue,
  ...Object.values(answers),
);

export default plugin;
