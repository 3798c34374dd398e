/** What the host itself says to members, in their language. */
const texts = {
  en: {
    failed:
      'Something went wrong, and the admins of this server can see what. Please try again later. (Reference `{reference}`)',
    resting: 'This plugin takes a short break after several errors. Please try again in a minute.',
    off: 'This is switched off here. Ask an admin of this server if you need it.',
    gone: 'This command does not exist any more. Close and open Discord’s command list to refresh it.',
    outdated: 'This button or form is from an older version. Use a newer message, or run the command again.',
    option: 'The option `{option}` can’t be used: {why}',
    done: 'Done.',
  },
  fr: {
    failed:
      'Un problème est survenu, et les admins de ce serveur peuvent voir lequel. Réessaie plus tard. (Référence `{reference}`)',
    resting: 'Ce plugin fait une courte pause après plusieurs erreurs. Réessaie dans une minute.',
    off: 'Cette fonction est désactivée ici. Demande à un admin de ce serveur si tu en as besoin.',
    gone: 'Cette commande n’existe plus. Ferme et rouvre la liste des commandes de Discord pour l’actualiser.',
    outdated:
      'Ce bouton ou ce formulaire vient d’une ancienne version. Utilise un message plus récent, ou relance la commande.',
    option: 'L’option `{option}` ne convient pas : {why}',
    done: 'C’est fait.',
  },
} as const;

export type HostText = keyof (typeof texts)['en'];

export function hostText(
  locale: string,
  key: HostText,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const catalogue = locale.startsWith('fr') ? texts.fr : texts.en;
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
