import { block } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { falsePositive, hitsPerDay, listHits, summary, undoHit } from '../routes/hits.ts';

const kinds = {
  acted: { text: { en: 'Acted', fr: 'A agi' }, tone: 'success' },
  dryRun: { text: { en: 'On trial', fr: 'À l’essai' }, tone: 'neutral' },
  staff: { text: { en: 'Left alone', fr: 'Épargné' }, tone: 'neutral' },
  undone: { text: { en: 'Undone', fr: 'Annulé' }, tone: 'neutral' },
  refused: { text: { en: 'Refused by Discord', fr: 'Refusé par Discord' }, tone: 'danger' },
} as const;

const verdicts = {
  open: { text: { en: 'Open', fr: 'Ouvert' }, tone: 'neutral' },
  falsePositive: { text: { en: 'False positive', fr: 'Faux positif' }, tone: 'warning' },
} as const;

const undoAction = block.action(undoHit, {
  title: { en: 'Undo', fr: 'Annuler' },
  icon: 'undo',
  params: { id: 'id' },
  when: { field: 'undoable', is: true },
  confirm: {
    en: 'Take back what “{rule}” did? Deleted messages do not come back.',
    fr: 'Reprendre ce qu’a fait « {rule} » ? Les messages supprimés ne reviennent pas.',
  },
  done: { en: 'Undone: {actions}', fr: 'Annulé : {actions}' },
});

const wrongAction = block.action(falsePositive, {
  title: { en: 'False positive', fr: 'Faux positif' },
  params: { id: 'id' },
  when: { field: 'verdict', not: 'falsePositive' },
  done: { en: 'Noted as a false positive', fr: 'Noté comme faux positif' },
});

export const hitsPage = automod.page('/hits', {
  title: { en: 'Hits', fr: 'Constats' },
  access: 'manager',
  blocks: [
    block.stat(summary, {
      title: { en: 'Hits in 24 hours', fr: 'Constats en 24 heures' },
      value: 'hits',
      before: 'hitsBefore',
    }),
    block.stat(summary, { title: { en: 'Rules that are on', fr: 'Règles actives' }, value: 'rules' }),
    block.stat(summary, { title: { en: 'In quarantine', fr: 'Isolés' }, value: 'quarantined' }),
    block.stat(summary, {
      title: { en: 'False positives in 7 days', fr: 'Faux positifs en 7 jours' },
      value: 'falsePositives',
    }),
    block.chart(hitsPerDay, {
      title: { en: 'Hits a day', fr: 'Constats par jour' },
      shape: 'bar',
      x: 'day',
      y: [
        { field: 'acted', title: { en: 'Acted', fr: 'A agi' } },
        { field: 'tried', title: { en: 'On trial', fr: 'À l’essai' } },
      ],
    }),
    block.table(listHits, {
      title: { en: 'Hits', fr: 'Constats' },
      columns: [
        { field: 'at', title: { en: 'When', fr: 'Quand' }, as: 'date' },
        { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
        { field: 'rule', title: { en: 'Rule', fr: 'Règle' } },
        { field: 'reason', title: { en: 'Found', fr: 'Trouvé' } },
        { field: 'actions', title: { en: 'Done', fr: 'Fait' } },
        { field: 'kind', title: { en: 'What came of it', fr: 'Suite' }, as: 'badge', badges: kinds },
        { field: 'verdict', title: { en: 'Verdict', fr: 'Verdict' }, as: 'badge', badges: verdicts },
      ],
      filters: [
        { query: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
        {
          query: 'verdict',
          title: { en: 'Verdict', fr: 'Verdict' },
          options: {
            open: { en: 'Open', fr: 'Ouvert' },
            falsePositive: { en: 'False positive', fr: 'Faux positif' },
          },
        },
        { query: 'dryRun', title: { en: 'On trial', fr: 'À l’essai' } },
        { query: 'since', title: { en: 'Since', fr: 'Depuis' }, as: 'since' },
      ],
      actions: [undoAction, wrongAction],
      empty: {
        en: 'No rule has found anything yet. Try one with a text under Rules.',
        fr: 'Aucune règle n’a encore rien trouvé. Essayez-en une avec un texte sous Règles.',
      },
    }),
  ],
});
