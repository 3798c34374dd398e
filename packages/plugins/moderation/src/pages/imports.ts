import { block } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import {
  compareImport,
  importedCasesRoute,
  importRefusals,
  importTotals,
} from '../routes/import-comparison.ts';
import {
  acceptImportRoute,
  discardImport,
  listImports,
  readImport,
  undoImportRoute,
} from '../routes/imports.ts';
import {
  kindBadges,
  kindTitle,
  memberTitle,
  moderatorTitle,
  reasonTitle,
  whenTitle,
  words,
} from './looks.ts';

const states = {
  reading: { text: { en: 'Being read', fr: 'En lecture' }, tone: 'accent' },
  draft: { text: { en: 'To be checked', fr: 'À vérifier' }, tone: 'warning' },
  running: { text: { en: 'Under way', fr: 'En cours' }, tone: 'accent' },
  done: { text: { en: 'Done', fr: 'Fait' }, tone: 'success' },
  undoing: { text: { en: 'Being undone', fr: 'Annulation' }, tone: 'accent' },
  undone: { text: { en: 'Undone', fr: 'Annulé' }, tone: 'neutral' },
} as const;

const verdictBadges = {
  new: { text: { en: 'New', fr: 'Nouveau' }, tone: 'success' },
  known: { text: { en: 'Imported before', fr: 'Déjà importé' }, tone: 'neutral' },
  same: { text: { en: 'Is here', fr: 'Déjà là' }, tone: 'neutral' },
  conflict: { text: { en: 'Is here, and differs', fr: 'Déjà là, et diffère' }, tone: 'warning' },
} as const;

const whyBadges = {
  fields: { text: { en: 'A field is not what it should be', fr: 'Un champ est incorrect' } },
  user: { text: { en: 'Names no member', fr: 'Ne désigne aucun membre' } },
  time: { text: { en: 'Its time can’t be read', fr: 'Sa date est illisible' } },
  twice: { text: { en: 'Is there twice', fr: 'Est là deux fois' } },
} as const;

const sources = {
  zeppelin: { text: { en: 'Zeppelin', fr: 'Zeppelin' } },
  red: { text: { en: 'Red', fr: 'Red' } },
  yagpdb: { text: { en: 'YAGPDB', fr: 'YAGPDB' } },
  rowboat: { text: { en: 'Rowboat', fr: 'Rowboat' } },
  csv: { text: { en: 'Table', fr: 'Tableau' } },
} as const;

const newTitle = { en: 'New', fr: 'Nouveaux' } as const;
const sameTitle = { en: 'Here already', fr: 'Déjà là' } as const;
const conflictTitle = { en: 'Here, and differ', fr: 'Déjà là, et diffèrent' } as const;
const unknownTitle = { en: 'Of unknown kinds', fr: 'De types inconnus' } as const;

const totals = block.details(importTotals, {
  title: { en: 'In all', fr: 'En tout' },
  params: { id: 'id' },
  shows: [
    { field: 'new', title: newTitle },
    { field: 'same', title: sameTitle },
    { field: 'conflict', title: conflictTitle },
    { field: 'known', title: { en: 'Imported before', fr: 'Déjà importés' } },
    { field: 'unknown', title: unknownTitle },
    { field: 'unread', title: { en: 'Refused', fr: 'Refusés' } },
    { field: 'elsewhere', title: { en: 'Of other servers, not kept', fr: 'D’autres serveurs, non gardés' } },
    { field: 'from', title: { en: 'From', fr: 'Du' }, as: 'date' },
    { field: 'to', title: { en: 'To', fr: 'Au' }, as: 'date' },
    {
      field: 'kinds',
      title: { en: 'Kinds', fr: 'Types' },
      as: 'list',
      columns: [
        { field: 'theirKind', title: { en: 'There', fr: 'Là-bas' } },
        { field: 'kind', title: { en: 'Here', fr: 'Ici' }, as: 'badge', badges: kindBadges },
        { field: 'count', title: { en: 'Count', fr: 'Nombre' } },
      ],
    },
    {
      field: 'moderatorsGone',
      title: { en: 'Moderators who are no members', fr: 'Modérateurs qui ne sont pas membres' },
      as: 'member',
    },
  ],
});

const byMember = block.table(compareImport, {
  title: { en: 'Member by member', fr: 'Membre par membre' },
  params: { id: 'id' },
  id: 'userId',
  columns: [
    { field: 'userId', title: memberTitle, as: 'member' },
    { field: 'casesHere', title: { en: 'Cases here', fr: 'Dossiers ici' } },
    { field: 'casesThere', title: { en: 'In the file', fr: 'Dans le fichier' } },
    { field: 'new', title: newTitle },
    { field: 'same', title: sameTitle },
    { field: 'conflict', title: conflictTitle },
    { field: 'unknown', title: unknownTitle },
    { field: 'pointsHere', title: { en: 'Points here', fr: 'Points ici' } },
    { field: 'pointsThere', title: { en: 'Points in the file', fr: 'Points dans le fichier' } },
  ],
  empty: { en: 'It is no longer staged.', fr: 'Il n’est plus en attente.' },
});

const caseByCase = block.table(importedCasesRoute, {
  title: { en: 'Case by case', fr: 'Dossier par dossier' },
  params: { id: 'id' },
  id: 'order',
  columns: [
    { field: 'theirId', title: { en: 'There', fr: 'Là-bas' } },
    { field: 'kind', title: kindTitle, as: 'badge', badges: kindBadges },
    { field: 'userId', title: memberTitle, as: 'member' },
    { field: 'moderatorId', title: moderatorTitle, as: 'member' },
    { field: 'at', title: whenTitle, as: 'date' },
    { field: 'reason', title: reasonTitle },
    { field: 'verdict', title: { en: 'Verdict', fr: 'Verdict' }, as: 'badge', badges: verdictBadges },
    { field: 'here', title: { en: 'Case here', fr: 'Dossier ici' } },
  ],
  filters: [
    { query: 'verdict', title: { en: 'Verdict', fr: 'Verdict' }, options: words(verdictBadges) },
    { query: 'userId', title: memberTitle, as: 'member' },
  ],
  empty: { en: 'No case matches.', fr: 'Aucun dossier ne correspond.' },
});

const refused = block.table(importRefusals, {
  title: { en: 'Refused rows', fr: 'Lignes refusées' },
  params: { id: 'id' },
  id: 'order',
  columns: [
    { field: 'place', title: { en: 'Where', fr: 'Où' }, as: 'code' },
    { field: 'why', title: { en: 'Why', fr: 'Pourquoi' }, as: 'badge', badges: whyBadges },
    { field: 'detail', title: { en: 'Exactly', fr: 'Précisément' } },
  ],
  empty: { en: 'Every row is a case.', fr: 'Chaque ligne est un dossier.' },
});

export const importsPage = moderation.page('/imports', {
  title: { en: 'Imports', fr: 'Importations' },
  access: 'admin',
  blocks: [
    block.form(readImport, {
      title: { en: 'Another bot’s cases', fr: 'Les dossiers d’un autre bot' },
      submit: { en: 'Read it', fr: 'Lire' },
      done: {
        en: 'It was read. Open it below and compare: nothing counts yet.',
        fr: 'Il est lu. Ouvrez-le ci-dessous et comparez : rien ne compte encore.',
      },
    }),
    block.table(listImports, {
      title: { en: 'Exports that were read', fr: 'Exports lus' },
      refresh: 5,
      columns: [
        { field: 'source', title: { en: 'Bot', fr: 'Bot' }, as: 'badge', badges: sources },
        { field: 'state', title: { en: 'State', fr: 'État' }, as: 'badge', badges: states },
        { field: 'cases', title: { en: 'Cases', fr: 'Dossiers' } },
        { field: 'unread', title: { en: 'Refused', fr: 'Refusés' } },
        { field: 'progress', title: { en: 'Progress', fr: 'Avancement' } },
        { field: 'added', title: { en: 'Added', fr: 'Ajoutés' } },
        { field: 'by', title: moderatorTitle, as: 'member' },
        { field: 'at', title: whenTitle, as: 'date' },
        { field: 'expiresAt', title: { en: 'Kept until', fr: 'Gardé jusqu’au' }, as: 'date' },
      ],
      empty: { en: 'No export was read.', fr: 'Aucun export lu.' },
      actions: [
        block.action(acceptImportRoute, {
          title: { en: 'Take over', fr: 'Reprendre' },
          icon: 'check',
          params: { id: 'id' },
          ask: ['kinds', 'unknownAsNotes', 'conflictsToo', 'countWarnings'],
          when: { field: 'state', is: 'draft' },
        }),
        block.action(undoImportRoute, {
          title: { en: 'Undo', fr: 'Annuler' },
          icon: 'undo',
          danger: true,
          params: { id: 'id' },
          when: { field: 'canUndo', is: true },
          confirm: {
            en: 'Remove the {added} cases that this import made?',
            fr: 'Supprimer les {added} dossiers créés par cette importation ?',
          },
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
        blocks: [totals, byMember, caseByCase, refused],
      },
    }),
  ],
});
