const names: Readonly<Record<string, string>> = {
  '': 'Tirages au sort',
  '.start': 'Lancer un tirage',
  '.create': 'Lancer un tirage avec un formulaire',
  '.edit': 'Modifier un tirage en cours',
  '.pause': 'Arrêter l’horloge d’un tirage',
  '.resume': 'Reprendre un tirage en pause',
  '.end': 'Terminer un tirage maintenant et tirer les gagnants',
  '.cancel': 'Annuler un tirage : personne ne gagne',
  '.reroll': 'Tirer de nouveau, parmi ceux qui n’ont pas gagné',
  '.list': 'Les tirages en cours, ou terminés',
  '.entries': 'Qui participe à un tirage',
  '.drop': 'Donner un lot aux premiers qui appuient sur le bouton',
};

/** À quoi servent les options des commandes. */
const who = (command: string) => ({
  [`commands.giveaway.${command}.options.role`]: 'Seulement pour les membres qui ont ce rôle',
  [`commands.giveaway.${command}.options.second_role`]: 'Un second rôle',
  [`commands.giveaway.${command}.options.roles_mode`]: 'Si l’un des rôles suffit',
  [`commands.giveaway.${command}.options.deny_role`]: 'Pas pour les membres qui ont ce rôle',
  [`commands.giveaway.${command}.options.level`]: 'À partir de ce niveau',
  [`commands.giveaway.${command}.options.messages`]: 'Nombre de messages depuis le début',
  [`commands.giveaway.${command}.options.account_days`]: 'Âge minimal du compte Discord, en jours',
  [`commands.giveaway.${command}.options.joined_days`]: 'Ancienneté minimale sur le serveur, en jours',
  [`commands.giveaway.${command}.options.requirement`]: 'D’un autre module : module.nom ou module.nom=valeur',
});

const which = Object.fromEntries(
  ['edit', 'pause', 'resume', 'end', 'cancel', 'reroll', 'entries'].map((command) => [
    `commands.giveaway.${command}.options.giveaway`,
    'Lequel : son numéro, ou le lien de son message',
  ]),
);

export const commandsFr = {
  ...Object.fromEntries(
    Object.entries(names).map(([command, text]) => [`commands.giveaway${command}.description`, text]),
  ),
  ...which,
  ...who('start'),
  ...who('edit'),
  ...who('drop'),
  'commands.giveaway.start.options.prize': 'Ce qu’il y a à gagner',
  'commands.giveaway.start.options.duration': 'Combien de temps : 10 min, 1 h, 3 d',
  'commands.giveaway.start.options.winners': 'Combien gagnent',
  'commands.giveaway.start.options.channel': 'Où ; ici par défaut',
  'commands.giveaway.start.options.text': 'Ce qu’il faut en dire',
  'commands.giveaway.start.options.template': 'Un modèle des réglages',
  'commands.giveaway.start.options.cost': 'Ce que coûte une participation',
  'commands.giveaway.create.options.channel': 'Où ; ici par défaut',
  'commands.giveaway.create.options.template': 'Un modèle des réglages',
  'commands.giveaway.edit.options.prize': 'Ce qu’il y a à gagner',
  'commands.giveaway.edit.options.duration': 'Combien de temps à partir de maintenant',
  'commands.giveaway.edit.options.winners': 'Combien gagnent',
  'commands.giveaway.edit.options.text': 'Ce qu’il faut en dire',
  'commands.giveaway.edit.options.cost': 'Ce que coûte une participation',
  'commands.giveaway.reroll.options.count': 'Combien de gagnants de plus',
  'commands.giveaway.reroll.options.user': 'Le gagnant qui perd son lot ; un autre est tiré',
  'commands.giveaway.list.options.shown': 'Lesquels',
  'commands.giveaway.drop.options.prize': 'Ce qu’il y a à gagner',
  'commands.giveaway.drop.options.winners': 'Combien sont assez rapides',
  'commands.giveaway.drop.options.channel': 'Où ; ici par défaut',
  'commands.giveaway.drop.options.duration': 'Combien de temps au plus ; un jour par défaut',
  'commands.giveaway.drop.options.text': 'Ce qu’il faut en dire',
};
