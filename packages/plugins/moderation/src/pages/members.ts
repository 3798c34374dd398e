import { block } from '@guildhall/sdk';
import type { bulkDeeds } from '../bulk/bulk.ts';
import { moderation } from '../contract.ts';
import { act, bulk, decision } from '../routes/actions.ts';
import { listMembers, memberTimeline, readMember } from '../routes/members.ts';
import { kindBadges, memberTitle } from './looks.ts';

const dangers: readonly string[] = ['timeout', 'kick', 'ban'];

const bulkOf = (
  deed: (typeof bulkDeeds)[number],
  title: { en: string; fr: string },
  confirm: { en: string; fr: string },
  ask: readonly ('reason' | 'duration' | 'points' | 'deleteDays' | 'roleId')[],
) =>
  block.bulk(bulk, { title, ids: 'userIds', body: { deed }, ask, danger: dangers.includes(deed), confirm });

export const membersPage = moderation.page('/members', {
  title: { en: 'Members', fr: 'Membres' },
  access: 'manager',
  blocks: [
    block.table(listMembers, {
      title: { en: 'Members with a record', fr: 'Membres avec un dossier' },
      id: 'userId',
      columns: [
        { field: 'userId', title: memberTitle, as: 'member' },
        { field: 'points', title: { en: 'Points in force', fr: 'Points en vigueur' } },
        { field: 'cases', title: { en: 'Cases', fr: 'Dossiers' } },
        { field: 'lastAt', title: { en: 'Latest', fr: 'Dernier' }, as: 'date' },
      ],
      filters: [{ query: 'userId', title: memberTitle, as: 'member' }],
      empty: { en: 'Nobody has a record.', fr: 'Personne n’a de dossier.' },
      bulk: [
        bulkOf(
          'warn',
          { en: 'Warn', fr: 'Avertir' },
          { en: 'Warn {count} members?', fr: 'Avertir {count} membres ?' },
          ['reason', 'points'],
        ),
        bulkOf(
          'timeout',
          { en: 'Time out', fr: 'Exclure' },
          { en: 'Time {count} members out?', fr: 'Exclure temporairement {count} membres ?' },
          ['reason', 'duration'],
        ),
        bulkOf(
          'kick',
          { en: 'Kick', fr: 'Expulser' },
          { en: 'Kick {count} members?', fr: 'Expulser {count} membres ?' },
          ['reason'],
        ),
        bulkOf(
          'ban',
          { en: 'Ban', fr: 'Bannir' },
          { en: 'Ban {count} members?', fr: 'Bannir {count} membres ?' },
          ['reason', 'duration', 'deleteDays'],
        ),
        bulkOf(
          'role_add',
          { en: 'Give a role', fr: 'Donner un rôle' },
          { en: 'Give {count} members a role?', fr: 'Donner un rôle à {count} membres ?' },
          ['roleId', 'reason'],
        ),
        bulkOf(
          'role_remove',
          { en: 'Take a role', fr: 'Retirer un rôle' },
          { en: 'Take a role from {count} members?', fr: 'Retirer un rôle à {count} membres ?' },
          ['roleId', 'reason'],
        ),
      ],
      detail: {
        title: { en: 'Record', fr: 'Dossier' },
        blocks: [
          block.details(readMember, {
            title: memberTitle,
            params: { userId: 'userId' },
            shows: [
              { field: 'userId', title: memberTitle, as: 'member' },
              { field: 'isMember', title: { en: 'Is a member', fr: 'Est membre' } },
              { field: 'joinedAt', title: { en: 'Joined', fr: 'Arrivée' }, as: 'date' },
              { field: 'points', title: { en: 'Points in force', fr: 'Points en vigueur' } },
              { field: 'reports', title: { en: 'Reported', fr: 'Signalements' } },
              {
                field: 'timedOutUntil',
                title: { en: 'Timed out until', fr: 'Exclu jusqu’à' },
                as: 'countdown',
              },
              { field: 'banEndsAt', title: { en: 'Ban ends', fr: 'Fin du bannissement' }, as: 'countdown' },
            ],
          }),
          block.timeline(memberTimeline, {
            title: { en: 'Timeline', fr: 'Chronologie' },
            params: { userId: 'userId' },
            at: 'at',
            text: { en: 'Case {number}: {reason}', fr: 'Dossier {number} : {reason}' },
            actor: 'moderatorId',
            badge: { field: 'kind', badges: kindBadges },
            empty: { en: 'Nothing is known.', fr: 'Rien n’est connu.' },
          }),
        ],
      },
    }),
    block.tester(decision, {
      title: { en: 'May I?', fr: 'En ai-je le droit ?' },
      ask: ['userId', 'deed'],
      shows: [
        {
          field: 'allowed',
          title: { en: 'Decision', fr: 'Décision' },
          as: 'badge',
          badges: {
            yes: { text: { en: 'Yes', fr: 'Oui' }, tone: 'success' },
            no: { text: { en: 'No', fr: 'Non' }, tone: 'danger' },
          },
        },
        { field: 'why', title: { en: 'Why', fr: 'Pourquoi' } },
      ],
    }),
    block.form(act, {
      title: { en: 'Do something', fr: 'Agir' },
      submit: { en: 'Do it', fr: 'Exécuter' },
      done: { en: 'Case {number} says what came of it.', fr: 'Le dossier {number} dit ce qu’il en est.' },
    }),
  ],
});
