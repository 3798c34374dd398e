/** Kinds of cases in words and tones: kicks are a warning's colour and bans danger's, as in Discord. */
export const kindBadges = {
  warn: { text: { en: 'Warning', fr: 'Avertissement' }, tone: 'accent' },
  note: { text: { en: 'Note', fr: 'Note' }, tone: 'neutral' },
  timeout: { text: { en: 'Timeout', fr: 'Exclusion temporaire' }, tone: 'accent' },
  untimeout: { text: { en: 'Timeout ended', fr: 'Fin d’exclusion' }, tone: 'success' },
  kick: { text: { en: 'Kick', fr: 'Expulsion' }, tone: 'warning' },
  softban: { text: { en: 'Softban', fr: 'Expulsion avec nettoyage' }, tone: 'warning' },
  ban: { text: { en: 'Ban', fr: 'Bannissement' }, tone: 'danger' },
  unban: { text: { en: 'Ban lifted', fr: 'Bannissement levé' }, tone: 'success' },
  role_add: { text: { en: 'Role given', fr: 'Rôle donné' }, tone: 'neutral' },
  role_remove: { text: { en: 'Role taken', fr: 'Rôle retiré' }, tone: 'neutral' },
  purge: { text: { en: 'Messages removed', fr: 'Messages supprimés' }, tone: 'neutral' },
  slowmode: { text: { en: 'Slow mode', fr: 'Mode lent' }, tone: 'neutral' },
  lock: { text: { en: 'Channel locked', fr: 'Salon verrouillé' }, tone: 'neutral' },
  unlock: { text: { en: 'Channel unlocked', fr: 'Salon déverrouillé' }, tone: 'success' },
} as const;

export const stateBadges = {
  done: { text: { en: 'Done', fr: 'Fait' }, tone: 'success' },
  open: { text: { en: 'Under way', fr: 'En cours' }, tone: 'accent' },
  failed: { text: { en: 'Failed', fr: 'Échec' }, tone: 'danger' },
} as const;

export const sourceBadges = {
  command: { text: { en: 'Command', fr: 'Commande' } },
  dashboard: { text: { en: 'Dashboard', fr: 'Tableau de bord' } },
  plugin: { text: { en: 'Plugin', fr: 'Plugin' } },
  escalation: { text: { en: 'Escalation', fr: 'Palier' } },
  discord: { text: { en: 'By hand', fr: 'À la main' } },
  import: { text: { en: 'Imported', fr: 'Importé' } },
  expiry: { text: { en: 'Time is over', fr: 'Délai écoulé' } },
} as const;

export const memberTitle = { en: 'Member', fr: 'Membre' } as const;
export const moderatorTitle = { en: 'By', fr: 'Par' } as const;
export const reasonTitle = { en: 'Reason', fr: 'Raison' } as const;
export const whenTitle = { en: 'When', fr: 'Quand' } as const;
export const kindTitle = { en: 'What', fr: 'Quoi' } as const;

/** The words for the choices of a filter. */
export function words<K extends string>(
  badges: Readonly<Record<K, { readonly text: { readonly en: string; readonly fr: string } }>>,
): Record<K, { readonly en: string; readonly fr: string }> {
  const entries = Object.entries(badges) as [K, { text: { en: string; fr: string } }][];
  return Object.fromEntries(entries.map(([key, { text }]) => [key, text])) as Record<
    K,
    { en: string; fr: string }
  >;
}
