const texts = {
  en: {
    setup_done: 'Guildhall is ready in **{guild}**.',
    setup_again: 'Guildhall was already set up in **{guild}**; nothing was changed.',
    setup_missing:
      'The bot lacks permissions: {permissions}. Give them to its role in the server settings, then run `/setup` again.',
    dashboard: 'Install and configure plugins here: {url}',
    settings: 'The settings of this server: {url}',
    settings_no_dashboard: 'This Guildhall has no dashboard address. Its operator can set PUBLIC_URL.',
    help_title: 'What you can do here:',
    help_core: 'Guildhall',
    help_empty: 'No plugin with commands is installed yet.',
    why_title: 'The last 24 hours, about {member}:',
    why_nothing: 'No plugin did or decided anything about {member} in the last 24 hours.',
    why_others: 'You can ask about yourself. Only admins of this server can ask about others.',
    why_message_title: 'About this message:',
    why_message_nothing: 'No plugin did or decided anything about this message in the last 24 hours.',
    why_message_not_yours:
      'Nothing about this message concerns you in the last 24 hours. Admins of this server see more.',
  },
  fr: {
    setup_done: 'Guildhall est prêt sur **{guild}**.',
    setup_again: 'Guildhall était déjà configuré sur **{guild}** ; rien n’a changé.',
    setup_missing:
      'Il manque des permissions au bot : {permissions}. Donne-les à son rôle dans les paramètres du serveur, puis relance `/setup`.',
    dashboard: 'Installe et configure les plugins ici : {url}',
    settings: 'Les réglages de ce serveur : {url}',
    settings_no_dashboard:
      'Ce Guildhall n’a pas d’adresse de tableau de bord. Son opérateur peut définir PUBLIC_URL.',
    help_title: 'Ce que tu peux faire ici :',
    help_core: 'Guildhall',
    help_empty: 'Aucun plugin avec des commandes n’est encore installé.',
    why_title: 'Les dernières 24 heures, au sujet de {member} :',
    why_nothing: 'Aucun plugin n’a rien fait ni décidé au sujet de {member} ces dernières 24 heures.',
    why_others:
      'Tu peux demander à ton sujet. Seuls les admins de ce serveur peuvent demander au sujet des autres.',
    why_message_title: 'Au sujet de ce message :',
    why_message_nothing:
      'Aucun plugin n’a rien fait ni décidé au sujet de ce message ces dernières 24 heures.',
    why_message_not_yours:
      'Rien au sujet de ce message ne te concerne ces dernières 24 heures. Les admins de ce serveur en voient plus.',
  },
} as const;

export function coreText(
  locale: string,
  key: keyof (typeof texts)['en'],
  parameters: Readonly<Record<string, string>> = {},
): string {
  const catalogue = locale.startsWith('fr') ? texts.fr : texts.en;
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
