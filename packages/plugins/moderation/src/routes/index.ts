export { act, bulk, decision } from './actions.ts';
export { changeCase, exportCases, listCases, readCase } from './cases.ts';
export {
  compareImport,
  importedCasesRoute,
  importRefusals,
  importTotals,
} from './import-comparison.ts';
export {
  acceptImportRoute,
  discardImport,
  listImports,
  readImport,
  undoImportRoute,
} from './imports.ts';
export { listMembers, memberTimeline, readMember } from './members.ts';
export { actionsByDay, overview, topModerators } from './overview.ts';
export { closeReportRoute, listReports } from './reports.ts';
export { listWarnings, putWarningBack, removeWarning } from './warnings.ts';
