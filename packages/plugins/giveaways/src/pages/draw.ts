import { block } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { lookRoute, picksRoute, verifyRoute } from '../routes/draws.ts';
import { answerBadges, outcomeBadges, verdictBadges } from './shown.ts';

/** One draw, for everybody: what was published, what comes out when it is made again, and how to do that oneself. */
export const drawPage = giveaways.page('/draws/{id}', {
  title: { en: 'Verify a draw', fr: 'Vérifier un tirage' },
  access: 'public',
  blocks: [
    block.details(verifyRoute, {
      title: { en: 'Was it fair?', fr: 'Était-ce honnête ?' },
      params: { id: 'id' },
      shows: [
        { field: 'prize', title: { en: 'Prize', fr: 'Lot' } },
        { field: 'round', title: { en: 'Draw', fr: 'Tour' } },
        { field: 'drawnAt', title: { en: 'When', fr: 'Quand' }, as: 'date' },
        { field: 'entrants', title: { en: 'Entrants', fr: 'Participants' } },
        { field: 'tickets', title: { en: 'Tickets', fr: 'Tickets' } },
        { field: 'verdict', title: { en: 'Made again', fr: 'Refait' }, as: 'badge', badges: verdictBadges },
        {
          field: 'seedCommitted',
          title: { en: 'The seed was sealed at the start', fr: 'La graine était scellée au début' },
          as: 'badge',
          badges: answerBadges,
        },
        {
          field: 'entrantsMatch',
          title: { en: 'The list of entrants is the published one', fr: 'La liste est bien celle publiée' },
          as: 'badge',
          badges: answerBadges,
        },
        {
          field: 'orderMatches',
          title: { en: 'Seed and list lead to this order', fr: 'Graine et liste mènent à cet ordre' },
          as: 'badge',
          badges: answerBadges,
        },
        {
          field: 'winnersMatch',
          title: { en: 'Nobody was left out or won twice', fr: 'Personne d’oublié, personne deux fois' },
          as: 'badge',
          badges: answerBadges,
        },
        { field: 'commitment', title: { en: 'Sealed at the start', fr: 'Scellé au début' }, as: 'code' },
        { field: 'seed', title: { en: 'Seed', fr: 'Graine' }, as: 'code' },
        {
          field: 'digest',
          title: { en: 'Digest of the entrants', fr: 'Empreinte des participants' },
          as: 'code',
        },
      ],
    }),
    block.tester(lookRoute, {
      title: { en: 'Was I in?', fr: 'Est-ce que je participais ?' },
      params: { id: 'id' },
      ask: true,
      shows: [
        {
          field: 'outcome',
          title: { en: 'What became of it', fr: 'Résultat' },
          as: 'badge',
          badges: outcomeBadges,
        },
        { field: 'tickets', title: { en: 'Tickets', fr: 'Tickets' } },
        {
          field: 'key',
          title: { en: 'Your key in this giveaway', fr: 'Votre clé dans ce tirage' },
          as: 'code',
        },
      ],
    }),
    block.table(picksRoute, {
      title: { en: 'Drawn, in this order', fr: 'Tirés, dans cet ordre' },
      params: { id: 'id' },
      id: 'place',
      columns: [
        { field: 'place', title: { en: 'Place', fr: 'Place' } },
        { field: 'key', title: { en: 'Key', fr: 'Clé' }, as: 'code' },
        { field: 'outcome', title: { en: 'Outcome', fr: 'Résultat' }, as: 'badge', badges: outcomeBadges },
      ],
      empty: { en: 'Nobody was drawn.', fr: 'Personne n’a été tiré.' },
    }),
    block.markdown({
      en: [
        '### Make it again yourself',
        '',
        '1. `SHA-256` of the seed, as many times as the number of the draw says, is what was **sealed at the start**.',
        '2. A member’s **key** is `SHA-256` of `giveaway:user id`. Sorted by key, one line `key tickets` each, the list has the published **digest**.',
        '3. The n-th number, from 0, is the first 12 hexadecimal digits of `SHA-256` of `seed:digest:n`. One that falls into the last incomplete stretch of as many as there are tickets is passed over; otherwise the remainder by the number of tickets says **whose ticket it is**, counted along the list. Whoever is drawn has no tickets any more.',
        '',
        'The script `verify-draw.mjs` of the plugin does this, with the address of the draw.',
      ].join('\n'),
      fr: [
        '### Refaites-le vous-même',
        '',
        '1. `SHA-256` de la graine, autant de fois que le numéro du tour, donne ce qui était **scellé au début**.',
        '2. La **clé** d’un membre est `SHA-256` de `tirage:identifiant`. Triée par clé, une ligne `clé tickets` chacun, la liste a l’**empreinte** publiée.',
        '3. Le n-ième nombre, à partir de 0, est formé des 12 premiers chiffres hexadécimaux de `SHA-256` de `graine:empreinte:n`. S’il tombe dans la dernière tranche incomplète d’autant de tickets, il est passé ; sinon, le reste par le nombre de tickets dit **à qui est le ticket**, compté le long de la liste. Qui est tiré n’a plus de tickets.',
        '',
        'Le script `verify-draw.mjs` du module le fait, avec l’adresse du tirage.',
      ].join('\n'),
    }),
  ],
});
