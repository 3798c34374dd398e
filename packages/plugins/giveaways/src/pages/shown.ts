/** The words and tones of states, in tables and drawers. */
export const statusBadges = {
  starting: { text: { en: 'Starting', fr: 'Démarre' }, tone: 'neutral' },
  running: { text: { en: 'Running', fr: 'En cours' }, tone: 'success' },
  paused: { text: { en: 'Paused', fr: 'En pause' }, tone: 'warning' },
  ending: { text: { en: 'Being drawn', fr: 'Tirage' }, tone: 'accent' },
  ended: { text: { en: 'Ended', fr: 'Terminé' }, tone: 'neutral' },
  cancelled: { text: { en: 'Called off', fr: 'Annulé' }, tone: 'neutral' },
} as const;

export const prizeBadges = {
  won: { text: { en: 'Won', fr: 'Gagné' }, tone: 'success' },
  claimed: { text: { en: 'Claimed', fr: 'Réclamé' }, tone: 'success' },
  forfeited: { text: { en: 'Not claimed', fr: 'Non réclamé' }, tone: 'warning' },
  replaced: { text: { en: 'Drawn again', fr: 'Retiré au sort' }, tone: 'neutral' },
} as const;

export const causeBadges = {
  end: { text: { en: 'The end', fr: 'La fin' }, tone: 'neutral' },
  claim: { text: { en: 'Not claimed', fr: 'Non réclamé' }, tone: 'warning' },
  reroll: { text: { en: 'By hand', fr: 'À la main' }, tone: 'accent' },
} as const;

/** What became of who was drawn, or asks. */
export const outcomeBadges = {
  won: { text: { en: 'Won', fr: 'Gagné' }, tone: 'success' },
  won_before: { text: { en: 'Won in an earlier draw', fr: 'Gagné à un tour précédent' }, tone: 'success' },
  not_drawn: { text: { en: 'In, and not drawn', fr: 'Participait, pas tiré' }, tone: 'neutral' },
  not_in: { text: { en: 'Not in', fr: 'Ne participait pas' }, tone: 'neutral' },
  left: { text: { en: 'Had left', fr: 'Était parti' }, tone: 'warning' },
  erased: { text: { en: 'Data erased', fr: 'Données effacées' }, tone: 'warning' },
  bot: { text: { en: 'A bot', fr: 'Un bot' }, tone: 'warning' },
  role_any: { text: { en: 'Lacked the role', fr: 'N’avait pas le rôle' }, tone: 'warning' },
  role_all: { text: { en: 'Lacked a role', fr: 'Manquait d’un rôle' }, tone: 'warning' },
  role_denied: { text: { en: 'Had a role that is left out', fr: 'Avait un rôle exclu' }, tone: 'warning' },
  account: { text: { en: 'Account too young', fr: 'Compte trop récent' }, tone: 'warning' },
  joined: { text: { en: 'Not here for long enough', fr: 'Pas là depuis assez longtemps' }, tone: 'warning' },
  level: { text: { en: 'Level too low', fr: 'Niveau trop bas' }, tone: 'warning' },
  messages: { text: { en: 'Too few messages', fr: 'Trop peu de messages' }, tone: 'warning' },
  won_lately: { text: { en: 'Had won lately', fr: 'Avait gagné récemment' }, tone: 'warning' },
  contributed: { text: { en: 'Another requirement', fr: 'Une autre condition' }, tone: 'warning' },
} as const;

const yes = { text: { en: 'Yes', fr: 'Oui' }, tone: 'success' } as const;
const no = { text: { en: 'No', fr: 'Non' }, tone: 'danger' } as const;
export const answerBadges = { true: yes, false: no } as const;

export const verdictBadges = {
  fits: { text: { en: 'Everything fits', fr: 'Tout concorde' }, tone: 'success' },
  broken: { text: { en: 'Something does not fit', fr: 'Quelque chose ne concorde pas' }, tone: 'danger' },
} as const;
