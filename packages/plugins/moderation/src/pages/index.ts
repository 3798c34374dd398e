import { casesPage } from './cases.ts';
import { importsPage } from './imports.ts';
import { membersPage } from './members.ts';
import { overviewPage } from './overview.ts';
import { reportsPage } from './reports.ts';

/** In the order in which the dashboard lists them. */
export const pages = [overviewPage, casesPage, membersPage, reportsPage, importsPage] as const;
