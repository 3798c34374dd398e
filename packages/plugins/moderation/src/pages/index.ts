export { casesPage } from './cases.ts';
export { membersPage } from './members.ts';
export { overviewPage } from './overview.ts';
export { reportsPage } from './reports.ts';
