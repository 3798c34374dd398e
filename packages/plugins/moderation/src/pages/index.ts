export { casesPage } from './cases.ts';
export { importsPage } from './imports.ts';
export { membersPage } from './members.ts';
export { overviewPage } from './overview.ts';
export { reportsPage } from './reports.ts';
