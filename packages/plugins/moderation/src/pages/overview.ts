import { block } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { listCases } from '../routes/cases.ts';
import { actionsByDay, overview, topModerators } from '../routes/overview.ts';
import { kindBadges, kindTitle, memberTitle, moderatorTitle, reasonTitle, whenTitle } from './looks.ts';

export const overviewPage = moderation.page('/overview', {
  title: { en: 'Overview', fr: 'Vue d’ensemble' },
  access: 'manager',
  blocks: [
    block.stat(overview, {
      title: { en: 'Actions today', fr: 'Actions aujourd’hui' },
      value: 'today',
      before: 'yesterday',
    }),
    block.stat(overview, {
      title: { en: 'Warnings in force', fr: 'Avertissements en vigueur' },
      value: 'warnings',
    }),
    block.stat(overview, {
      title: { en: 'Bans in 30 days', fr: 'Bannissements en 30 jours' },
      value: 'bans',
    }),
    block.stat(overview, {
      title: { en: 'Timeouts and bans that end', fr: 'Exclusions et bannissements à durée' },
      value: 'timed',
    }),
    block.stat(overview, {
      title: { en: 'Open reports', fr: 'Signalements ouverts' },
      value: 'reports',
      tone: 'reportsTone',
    }),
    block.chart(actionsByDay, {
      title: { en: 'Actions of the last 30 days', fr: 'Actions des 30 derniers jours' },
      shape: 'bar',
      x: 'day',
      y: [
        { field: 'warnings', title: { en: 'Warnings', fr: 'Avertissements' } },
        { field: 'timeouts', title: { en: 'Timeouts', fr: 'Exclusions' } },
        { field: 'kicks', title: { en: 'Kicks', fr: 'Expulsions' } },
        { field: 'bans', title: { en: 'Bans', fr: 'Bannissements' } },
      ],
    }),
    block.table(listCases, {
      title: { en: 'Latest cases', fr: 'Derniers dossiers' },
      query: { limit: 20 },
      id: 'number',
      columns: [
        { field: 'number', title: { en: 'Case', fr: 'Dossier' } },
        { field: 'kind', title: kindTitle, as: 'badge', badges: kindBadges },
        { field: 'userId', title: memberTitle, as: 'member' },
        { field: 'moderatorId', title: moderatorTitle, as: 'member' },
        { field: 'reason', title: reasonTitle },
        { field: 'at', title: whenTitle, as: 'date' },
      ],
      empty: {
        en: 'No cases yet. Warnings, timeouts, kicks and bans become some, also those made by hand.',
        fr: 'Aucun dossier pour l’instant. Avertissements, exclusions et bannissements en deviennent, même faits à la main.',
      },
    }),
    block.table(topModerators, {
      title: { en: 'Moderators, last 30 days', fr: 'Modérateurs, 30 derniers jours' },
      id: 'moderatorId',
      columns: [
        { field: 'moderatorId', title: { en: 'Moderator', fr: 'Modérateur' }, as: 'member' },
        { field: 'actions', title: { en: 'Actions', fr: 'Actions' } },
        { field: 'lastAt', title: { en: 'Latest', fr: 'Dernière' }, as: 'date' },
      ],
      empty: { en: 'Nobody has acted.', fr: 'Personne n’a agi.' },
    }),
  ],
});
