import type { Plugin } from '@guildhall/sdk';
import { mergeAuditLog } from './audit-log/merge.ts';
import { goOnWithBulk } from './bulk/run-bulk.ts';
import { logCases } from './cases/case-log.ts';
import { openWhenDue } from './channels/lock.ts';
import * as commands from './commands/index.ts';
import { moderation } from './contract.ts';
import { auditLogEntry } from './events/audit-log-entry.ts';
import { memberReturn } from './events/member-return.ts';
import { memberJoined, memberLeft } from './events/members.ts';
import { voiceChanged } from './events/voice.ts';
import { forgetImports } from './imports/forget-imports.ts';
import { takeOver } from './imports/run-import.ts';
import { takeBack } from './imports/undo-import.ts';
import { writeLog } from './log-routing/write-log.ts';
import * as menus from './menus/index.ts';
import * as messageLog from './message-log/log-messages.ts';
import { forgetMessages } from './message-log/remember.ts';
import { pages } from './pages/index.ts';
import { finishPurge } from './purge/remove-chosen.ts';
import { goOn } from './recovery/go-on.ts';
import { recover } from './recovery/recover.ts';
import { dismissReport, handleReport, warnForReport } from './reports/report-buttons.ts';
import { reportMemberForm, reportMessageForm } from './reports/report-form.ts';
import * as routes from './routes/index.ts';
import * as answers from './service-answers.ts';
import { timedStep } from './timed-actions/timed-actions.ts';
import { finishEscalation } from './warnings/escalate.ts';
import { warnForm } from './warnings/warn-form.ts';

const plugin: Plugin = moderation.build(
  ...Object.values(commands),
  ...Object.values(menus),
  warnForm,
  reportMemberForm,
  reportMessageForm,
  handleReport,
  dismissReport,
  warnForReport,
  auditLogEntry,
  memberReturn,
  memberJoined,
  memberLeft,
  voiceChanged,
  ...Object.values(messageLog),
  forgetMessages,
  writeLog,
  takeOver,
  takeBack,
  forgetImports,
  mergeAuditLog,
  goOn,
  recover,
  logCases,
  finishEscalation,
  goOnWithBulk,
  finishPurge,
  timedStep,
  openWhenDue,
  ...Object.values(answers),
  ...Object.values(routes),
  ...pages,
);

export default plugin;
