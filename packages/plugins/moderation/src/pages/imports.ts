import { block } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import {
  acceptImportRoute,
  compareImport,
  discardImport,
  listImports,
  readImport,
} from '../routes/imports.ts';
import { memberTitle, whenTitle } from './looks.ts';

const states = {
  draft: { text: { en: 'To be checked', fr: 'À vérifier' }, tone: 'warning' },
  running: { text: { en: 'Under way', fr: 'En cours' }, tone: 'accent' },
  done: { text: { en: 'Done', fr: 'Fait' }, tone: 'success' },
} as const;

export const importsPage = moderation.page('/imports', {
  title: { en: 'Imports', fr: 'Importations' },
  access: 'manager',
  blocks: [
    block.form(readImport, {
      title: { en: 'Another bot’s cases', fr: 'Les dossiers d’un autre bot' },
      submit: { en: 'Read it', fr: 'Lire' },
      done: {
        en: '{cases} cases were read. Check them below: nothing counts yet.',
        fr: '{cases} dossiers lus. Vérifiez-les ci-dessous : rien ne compte encore.',
      },
    }),
    block.table(listImports, {
      title: { en: 'Exports that were read', fr: 'Exports lus' },
      columns: [
        { field: 'source', title: { en: 'Bot', fr: 'Bot' } },
        { field: 'state', title: { en: 'State', fr: 'État' }, as: 'badge', badges: states },
        { field: 'cases', title: { en: 'Cases', fr: 'Dossiers' } },
        { field: 'unread', title: { en: 'Unreadable', fr: 'Illisibles' } },
        { field: 'added', title: { en: 'Added', fr: 'Ajoutés' } },
        { field: 'by', title: { en: 'By', fr: 'Par' }, as: 'member' },
        { field: 'at', title: whenTitle, as: 'date' },
      ],
      empty: { en: 'No export was read.', fr: 'Aucun export lu.' },
      actions: [
        block.action(acceptImportRoute, {
          title: { en: 'Take over', fr: 'Reprendre' },
          icon: 'check',
          params: { id: 'id' },
          ask: ['countWarnings'],
          when: { field: 'state', is: 'draft' },
          confirm: { en: 'Take {cases} cases over?', fr: 'Reprendre {cases} dossiers ?' },
        }),
        block.action(discardImport, {
          title: { en: 'Forget', fr: 'Oublier' },
          icon: 'delete',
          danger: true,
          params: { id: 'id' },
          when: { field: 'state', is: 'draft' },
          confirm: {
            en: 'Forget this export of {cases} cases?',
            fr: 'Oublier cet export de {cases} dossiers ?',
          },
        }),
      ],
      detail: {
        title: { en: 'Side by side', fr: 'Côte à côte' },
        blocks: [
          block.table(compareImport, {
            title: { en: 'Here and there', fr: 'Ici et là-bas' },
            params: { id: 'id' },
            id: 'userId',
            columns: [
              { field: 'userId', title: memberTitle, as: 'member' },
              { field: 'casesHere', title: { en: 'Cases here', fr: 'Dossiers ici' } },
              { field: 'casesThere', title: { en: 'In the export', fr: 'Dans l’export' } },
              { field: 'casesAfter', title: { en: 'Afterwards', fr: 'Ensuite' } },
              { field: 'warningsHere', title: { en: 'Warnings here', fr: 'Avertissements ici' } },
              { field: 'warningsThere', title: { en: 'In the export', fr: 'Dans l’export' } },
            ],
            empty: { en: 'It was taken over.', fr: 'Il a été repris.' },
          }),
        ],
      },
    }),
  ],
});
