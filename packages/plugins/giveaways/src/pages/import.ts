import { block } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { checkImport, importGiveaways } from '../routes/imports.ts';

const verdicts = {
  ok: { text: { en: 'Will be imported', fr: 'Sera importé' }, tone: 'success' },
  known: { text: { en: 'Is here already', fr: 'Déjà là' }, tone: 'neutral' },
  running: {
    text: { en: 'Still running: start it anew', fr: 'Encore en cours : relancez-le' },
    tone: 'warning',
  },
  elsewhere: { text: { en: 'Of another server', fr: 'D’un autre serveur' }, tone: 'neutral' },
  unreadable: { text: { en: 'Can’t be read', fr: 'Illisible' }, tone: 'danger' },
} as const;

export const importPage = giveaways.page('/import', {
  title: { en: 'Import', fr: 'Importer' },
  access: 'manager',
  blocks: [
    block.markdown({
      en: 'Brings ended giveaways and their winners from a bot that was made with the package *discord-giveaways*: paste its `giveaways.json`. First look at what each would become; nothing counts before you import it.',
      fr: 'Reprend les tirages terminés et leurs gagnants d’un bot fait avec le paquet *discord-giveaways* : collez son `giveaways.json`. Voyez d’abord ce que chacun deviendrait ; rien ne compte avant l’importation.',
    }),
    block.tester(checkImport, {
      title: { en: 'Look first', fr: 'Voir d’abord' },
      ask: true,
      shows: [
        { field: 'importable', title: { en: 'Can be imported', fr: 'Importables' } },
        {
          field: 'rows',
          title: { en: 'Side by side', fr: 'Côte à côte' },
          as: 'list',
          columns: [
            { field: 'theirs', title: { en: 'There', fr: 'Là-bas' } },
            { field: 'ours', title: { en: 'Here', fr: 'Ici' } },
            { field: 'winnerIds', title: { en: 'Won by', fr: 'Gagné par' }, as: 'member' },
            { field: 'verdict', title: { en: 'Verdict', fr: 'Verdict' }, as: 'badge', badges: verdicts },
          ],
        },
      ],
    }),
    block.form(importGiveaways, {
      title: { en: 'Import', fr: 'Importer' },
      submit: { en: 'Import', fr: 'Importer' },
      ask: true,
      done: {
        en: '{imported} imported, {known} were here already',
        fr: '{imported} importés, {known} déjà là',
      },
    }),
  ],
});
