import { block } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { readMember } from '../routes/members.ts';
import { closeReportRoute, listReports } from '../routes/reports.ts';
import { memberTitle, whenTitle, words } from './looks.ts';

const states = {
  open: { text: { en: 'Open', fr: 'Ouvert' }, tone: 'warning' },
  handled: { text: { en: 'Handled', fr: 'Traité' }, tone: 'success' },
  dismissed: { text: { en: 'Dismissed', fr: 'Écarté' }, tone: 'neutral' },
} as const;

export const reportsPage = moderation.page('/reports', {
  title: { en: 'Reports', fr: 'Signalements' },
  access: 'manager',
  blocks: [
    block.table(listReports, {
      title: { en: 'Reports', fr: 'Signalements' },
      id: 'number',
      columns: [
        { field: 'number', title: { en: 'Report', fr: 'Signalement' } },
        { field: 'state', title: { en: 'State', fr: 'État' }, as: 'badge', badges: states },
        { field: 'targetId', title: memberTitle, as: 'member' },
        { field: 'reporterId', title: { en: 'Reported by', fr: 'Signalé par' }, as: 'member' },
        { field: 'reason', title: { en: 'What happened', fr: 'Ce qui s’est passé' } },
        { field: 'at', title: whenTitle, as: 'date' },
      ],
      filters: [
        { query: 'state', title: { en: 'State', fr: 'État' }, options: words(states) },
        { query: 'targetId', title: memberTitle, as: 'member' },
      ],
      empty: {
        en: 'No reports. Members write some with /report, or from the menu on a message.',
        fr: 'Aucun signalement. Les membres en font avec /report, ou depuis le menu d’un message.',
      },
      actions: [
        block.action(closeReportRoute, {
          title: { en: 'Handled', fr: 'Traité' },
          icon: 'check',
          params: { number: 'number' },
          body: { state: 'handled' },
          when: { field: 'state', is: 'open' },
          done: { en: 'Report {number} is handled.', fr: 'Le signalement {number} est traité.' },
        }),
        block.action(closeReportRoute, {
          title: { en: 'Dismiss', fr: 'Écarter' },
          icon: 'close',
          params: { number: 'number' },
          body: { state: 'dismissed' },
          when: { field: 'state', is: 'open' },
          confirm: { en: 'Dismiss report {number}?', fr: 'Écarter le signalement {number} ?' },
        }),
      ],
      detail: {
        title: { en: 'Report {number}', fr: 'Signalement {number}' },
        blocks: [
          block.details(readMember, {
            title: { en: 'Who was reported', fr: 'Qui est signalé' },
            params: { userId: 'targetId' },
            shows: [
              { field: 'userId', title: memberTitle, as: 'member' },
              { field: 'points', title: { en: 'Points in force', fr: 'Points en vigueur' } },
              { field: 'cases', title: { en: 'Cases', fr: 'Dossiers' } },
              { field: 'reports', title: { en: 'Reported', fr: 'Signalements' } },
            ],
          }),
        ],
      },
    }),
  ],
});
