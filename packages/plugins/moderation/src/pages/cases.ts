import { block } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { changeCase, listCases, readCase } from '../routes/cases.ts';
import { listWarnings, putWarningBack, removeWarning } from '../routes/warnings.ts';
import {
  kindBadges,
  kindTitle,
  memberTitle,
  moderatorTitle,
  reasonTitle,
  sourceBadges,
  stateBadges,
  whenTitle,
  words,
} from './looks.ts';

const hide = block.action(changeCase, {
  title: { en: 'Hide', fr: 'Masquer' },
  icon: 'hide',
  params: { number: 'number' },
  body: { hidden: true },
  when: { field: 'hidden', is: false },
  confirm: {
    en: 'Take case {number} out of the member’s history?',
    fr: 'Retirer le dossier {number} de l’historique du membre ?',
  },
  done: { en: 'Case {number} is hidden.', fr: 'Le dossier {number} est masqué.' },
  undo: block.call(changeCase, { params: { number: 'number' }, body: { hidden: false } }),
});
const show = block.action(changeCase, {
  title: { en: 'Put back', fr: 'Remettre' },
  icon: 'undo',
  params: { number: 'number' },
  body: { hidden: false },
  when: { field: 'hidden', is: true },
});
const edit = block.action(changeCase, {
  title: { en: 'Edit reason', fr: 'Modifier la raison' },
  icon: 'edit',
  params: { number: 'number' },
  ask: ['reason'],
  value: block.call(readCase, { params: { number: 'number' } }),
});

export const casesPage = moderation.page('/cases', {
  title: { en: 'Cases', fr: 'Dossiers' },
  access: 'manager',
  blocks: [
    block.table(listCases, {
      title: { en: 'Cases', fr: 'Dossiers' },
      id: 'number',
      columns: [
        { field: 'number', title: { en: 'Case', fr: 'Dossier' } },
        { field: 'kind', title: kindTitle, as: 'badge', badges: kindBadges },
        { field: 'state', title: { en: 'State', fr: 'État' }, as: 'badge', badges: stateBadges },
        { field: 'userId', title: memberTitle, as: 'member' },
        { field: 'moderatorId', title: moderatorTitle, as: 'member' },
        { field: 'reason', title: reasonTitle },
        { field: 'at', title: whenTitle, as: 'date' },
      ],
      filters: [
        { query: 'kind', title: kindTitle, options: words(kindBadges) },
        { query: 'userId', title: memberTitle, as: 'member' },
        { query: 'moderatorId', title: moderatorTitle, as: 'member' },
        { query: 'source', title: { en: 'Source', fr: 'Origine' }, options: words(sourceBadges) },
        { query: 'since', title: { en: 'Since', fr: 'Depuis' }, as: 'since' },
        { query: 'until', title: { en: 'Until', fr: 'Jusqu’à' }, as: 'until' },
      ],
      empty: { en: 'No case matches.', fr: 'Aucun dossier ne correspond.' },
      actions: [edit, hide, show],
      detail: {
        title: { en: 'Case {number}', fr: 'Dossier {number}' },
        blocks: [
          block.details(readCase, {
            title: { en: 'Case', fr: 'Dossier' },
            params: { number: 'number' },
            shows: [
              { field: 'kind', title: kindTitle, as: 'badge', badges: kindBadges },
              { field: 'userId', title: memberTitle, as: 'member' },
              { field: 'channelId', title: { en: 'Channel', fr: 'Salon' }, as: 'channel' },
              { field: 'roleId', title: { en: 'Role', fr: 'Rôle' }, as: 'role' },
              { field: 'moderatorId', title: moderatorTitle, as: 'member' },
              { field: 'source', title: { en: 'Source', fr: 'Origine' }, as: 'badge', badges: sourceBadges },
              { field: 'reason', title: reasonTitle },
              { field: 'duration', title: { en: 'For', fr: 'Durée' }, as: 'duration' },
              { field: 'points', title: { en: 'Points', fr: 'Points' } },
              { field: 'count', title: { en: 'Count', fr: 'Nombre' } },
              { field: 'failure', title: { en: 'Why it failed', fr: 'Cause de l’échec' } },
              { field: 'editedBy', title: { en: 'Edited by', fr: 'Modifié par' }, as: 'member' },
              { field: 'at', title: whenTitle, as: 'date' },
            ],
          }),
        ],
      },
    }),
    block.table(listWarnings, {
      title: { en: 'Warnings in force', fr: 'Avertissements en vigueur' },
      id: 'number',
      columns: [
        { field: 'number', title: { en: 'Case', fr: 'Dossier' } },
        { field: 'userId', title: memberTitle, as: 'member' },
        { field: 'points', title: { en: 'Points', fr: 'Points' } },
        { field: 'reason', title: reasonTitle },
        { field: 'moderatorId', title: moderatorTitle, as: 'member' },
        { field: 'at', title: whenTitle, as: 'date' },
        { field: 'expiresAt', title: { en: 'Expires', fr: 'Expire' }, as: 'countdown' },
      ],
      filters: [{ query: 'userId', title: memberTitle, as: 'member' }],
      empty: { en: 'No warning is in force.', fr: 'Aucun avertissement en vigueur.' },
      actions: [
        block.action(removeWarning, {
          title: { en: 'Take back', fr: 'Retirer' },
          icon: 'delete',
          danger: true,
          params: { number: 'number' },
          confirm: {
            en: 'Take warning {number} ({points} points) back?',
            fr: 'Retirer l’avertissement {number} ({points} points) ?',
          },
          done: { en: 'Warning {number} no longer counts.', fr: 'L’avertissement {number} ne compte plus.' },
          undo: block.call(putWarningBack, { params: { number: 'number' } }),
        }),
      ],
    }),
  ],
});
