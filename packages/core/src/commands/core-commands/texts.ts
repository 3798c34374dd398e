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
