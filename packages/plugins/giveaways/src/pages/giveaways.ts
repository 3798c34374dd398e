import { block } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { listDraws } from '../routes/draws.ts';
import { listEntries, removeEntry } from '../routes/entries.ts';
import { getGiveaway, listGiveaways, listWinners, summary } from '../routes/read.ts';
import {
  cancelRoute,
  changeRoute,
  createGiveaway,
  endRoute,
  pauseRoute,
  previewGiveaway,
  removeRoute,
  rerollRoute,
  resumeRoute,
} from '../routes/write.ts';
import { drawPage } from './draw.ts';
import { causeBadges, prizeBadges, statusBadges } from './shown.ts';

const columns = [
  { field: 'number', title: { en: 'No.', fr: 'N°' } },
  { field: 'prize', title: { en: 'Prize', fr: 'Lot' } },
  { field: 'status', title: { en: 'State', fr: 'État' }, as: 'badge', badges: statusBadges },
  { field: 'channelId', title: { en: 'Channel', fr: 'Salon' }, as: 'channel' },
  { field: 'winners', title: { en: 'Winners', fr: 'Gagnants' } },
  { field: 'entries', title: { en: 'Entries', fr: 'Participants' } },
] as const;

const entries = block.table(listEntries, {
  title: { en: 'Entries', fr: 'Participants' },
  params: { id: 'id' },
  id: 'userId',
  columns: [
    { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
    { field: 'tickets', title: { en: 'Tickets', fr: 'Tickets' } },
    { field: 'at', title: { en: 'Since', fr: 'Depuis' }, as: 'date' },
  ],
  actions: [
    block.action(removeEntry, {
      title: { en: 'Take out', fr: 'Retirer' },
      icon: 'close',
      params: { id: 'giveawayId', userId: 'userId' },
      when: { field: 'open', is: true },
      danger: true,
      confirm: {
        en: 'Take this member out? They may enter again.',
        fr: 'Retirer ce membre ? Il pourra revenir.',
      },
    }),
  ],
  empty: { en: 'Nobody has entered yet.', fr: 'Personne ne participe encore.' },
});

/** What is going on, with a countdown, and everything that can be done about it. */
export const activePage = giveaways.page('/giveaways', {
  title: { en: 'Giveaways', fr: 'Tirages' },
  access: 'manager',
  blocks: [
    block.stat(summary, { title: { en: 'Going on', fr: 'En cours' }, value: 'active' }),
    block.stat(summary, { title: { en: 'Entries in them', fr: 'Participations' }, value: 'entries' }),
    block.stat(summary, {
      title: { en: 'Ended in 30 days', fr: 'Terminés en 30 jours' },
      value: 'ended',
      before: 'endedBefore',
    }),
    block.stat(summary, { title: { en: 'Prizes to be claimed', fr: 'Lots à réclamer' }, value: 'unclaimed' }),
    block.table(listGiveaways, {
      title: { en: 'Going on', fr: 'En cours' },
      query: { shown: 'active' },
      refresh: 10,
      search: 'search',
      columns: [...columns, { field: 'endsAt', title: { en: 'Ends', fr: 'Fin' }, as: 'countdown' }],
      empty: {
        en: 'No giveaway is going on. Start one here, or with /giveaway start.',
        fr: 'Aucun tirage n’est en cours. Lancez-en un ici, ou avec /giveaway start.',
      },
      create: block.action(createGiveaway, {
        title: { en: 'New giveaway', fr: 'Nouveau tirage' },
        icon: 'add',
        ask: ['prize', 'channelId', 'winners', 'duration', 'text', 'kind', 'template', 'requirements'],
        done: { en: '“{prize}” is on', fr: '« {prize} » est lancé' },
      }),
      actions: [
        block.action(changeRoute, {
          title: { en: 'Edit', fr: 'Modifier' },
          icon: 'edit',
          params: { id: 'id' },
          ask: ['prize', 'text', 'winners', 'duration'],
          value: block.call(getGiveaway, { params: { id: 'id' } }),
          done: { en: '“{prize}” has been changed', fr: '« {prize} » a été modifié' },
        }),
        block.action(pauseRoute, {
          title: { en: 'Pause', fr: 'Mettre en pause' },
          icon: 'pause',
          params: { id: 'id' },
          when: { field: 'status', is: 'running' },
          done: { en: '“{prize}” is paused', fr: '« {prize} » est en pause' },
          undo: block.call(resumeRoute, { params: { id: 'id' } }),
        }),
        block.action(resumeRoute, {
          title: { en: 'Go on', fr: 'Reprendre' },
          icon: 'play',
          params: { id: 'id' },
          when: { field: 'status', is: 'paused' },
          done: { en: '“{prize}” goes on', fr: '« {prize} » reprend' },
        }),
        block.action(endRoute, {
          title: { en: 'End now', fr: 'Terminer' },
          icon: 'stop',
          params: { id: 'id' },
          confirm: {
            en: 'End “{prize}” now, and draw its winners?',
            fr: 'Terminer « {prize} » maintenant et tirer les gagnants ?',
          },
          done: { en: '“{prize}” has ended', fr: '« {prize} » est terminé' },
        }),
        block.action(cancelRoute, {
          title: { en: 'Call off', fr: 'Annuler' },
          icon: 'close',
          params: { id: 'id' },
          danger: true,
          confirm: {
            en: 'Call “{prize}” off? Nobody wins it.',
            fr: 'Annuler « {prize} » ? Personne ne gagne.',
          },
          done: { en: '“{prize}” has been called off', fr: '« {prize} » a été annulé' },
        }),
      ],
      detail: { title: '{prize}', blocks: [entries] },
    }),
    block.section(
      {
        title: { en: 'Try a giveaway out', fr: 'Essayer un tirage' },
        text: {
          en: 'Shows the message as members would see it. Nothing is posted.',
          fr: 'Montre le message tel que les membres le verraient. Rien n’est publié.',
        },
      },
      [
        block.tester(previewGiveaway, {
          title: { en: 'Preview', fr: 'Aperçu' },
          ask: ['prize', 'text', 'winners', 'duration', 'template', 'requirements'],
          shows: [{ field: 'message', title: { en: 'Message', fr: 'Message' }, as: 'message' }],
        }),
      ],
    ),
  ],
});

/** What is over: who won, how it was drawn, and drawing again. */
export const pastPage = giveaways.page('/past', {
  title: { en: 'Past giveaways', fr: 'Tirages passés' },
  access: 'manager',
  blocks: [
    block.table(listGiveaways, {
      title: { en: 'Over', fr: 'Terminés' },
      query: { shown: 'over' },
      search: 'search',
      filters: [
        {
          query: 'outcome',
          title: { en: 'State', fr: 'État' },
          options: {
            ended: { en: 'Ended', fr: 'Terminés' },
            cancelled: { en: 'Called off', fr: 'Annulés' },
          },
        },
      ],
      columns: [
        ...columns,
        { field: 'winnerIds', title: { en: 'Won by', fr: 'Gagné par' }, as: 'member' },
        { field: 'endsAt', title: { en: 'When', fr: 'Quand' }, as: 'date' },
      ],
      empty: { en: 'No giveaway is over yet.', fr: 'Aucun tirage n’est encore terminé.' },
      actions: [
        block.action(rerollRoute, {
          title: { en: 'Draw again', fr: 'Tirer de nouveau' },
          icon: 'repeat',
          params: { id: 'id' },
          when: { field: 'status', is: 'ended' },
          ask: ['count'],
          done: { en: 'Draw {round} has been made', fr: 'Le tour {round} est tiré' },
        }),
        block.action(removeRoute, {
          title: { en: 'Remove', fr: 'Supprimer' },
          icon: 'delete',
          params: { id: 'id' },
          danger: true,
          confirm: {
            en: 'Remove “{prize}” with its entries and draws? Nobody can verify it any more.',
            fr: 'Supprimer « {prize} », ses participations et ses tours ? Personne ne pourra plus le vérifier.',
          },
          done: { en: '“{prize}” has been removed', fr: '« {prize} » a été supprimé' },
        }),
      ],
      detail: {
        title: '{prize}',
        blocks: [
          block.table(listWinners, {
            title: { en: 'Winners', fr: 'Gagnants' },
            params: { id: 'id' },
            id: 'userId',
            columns: [
              { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
              { field: 'status', title: { en: 'Prize', fr: 'Lot' }, as: 'badge', badges: prizeBadges },
              { field: 'round', title: { en: 'Draw', fr: 'Tour' } },
              { field: 'claimBy', title: { en: 'To be claimed', fr: 'À réclamer' }, as: 'countdown' },
            ],
            empty: { en: 'Nobody has won.', fr: 'Personne n’a gagné.' },
          }),
          block.table(listDraws, {
            title: { en: 'Draws', fr: 'Tours' },
            params: { id: 'id' },
            columns: [
              { field: 'round', title: { en: 'Draw', fr: 'Tour' } },
              {
                field: 'cause',
                title: { en: 'Because of', fr: 'À cause de' },
                as: 'badge',
                badges: causeBadges,
              },
              { field: 'entrants', title: { en: 'Entrants', fr: 'Participants' } },
              { field: 'winnerIds', title: { en: 'Won by', fr: 'Gagné par' }, as: 'member' },
              { field: 'passedOver', title: { en: 'Passed over', fr: 'Écartés' } },
            ],
            actions: [
              block.open(drawPage, {
                title: { en: 'Verify', fr: 'Vérifier' },
                icon: 'check',
                params: { id: 'id' },
              }),
            ],
            empty: { en: 'Nothing has been drawn.', fr: 'Rien n’a été tiré.' },
          }),
          entries,
        ],
      },
    }),
  ],
});
