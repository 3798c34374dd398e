/** Textes des réglages. */
const requirements = (place: string) => ({
  [`${place}.title`]: 'Qui peut participer',
  [`${place}.description`]: 'Ce que demandent les tirages qui ne disent rien d’autre.',
  [`${place}.roles.title`]: 'Rôles',
  [`${place}.roles.items.title`]: 'Rôle',
  [`${place}.rolesMode.title`]: 'Combien de ces rôles',
  [`${place}.rolesMode.options.any`]: 'Un seul suffit',
  [`${place}.rolesMode.options.all`]: 'Tous',
  [`${place}.deny.title`]: 'Rôles exclus',
  [`${place}.deny.items.title`]: 'Rôle',
  [`${place}.level.title`]: 'Niveau minimal',
  [`${place}.level.description`]: 'Demande le module Niveaux.',
  [`${place}.messages.title`]: 'Messages depuis le début',
  [`${place}.cost.title`]: 'Prix d’une participation',
  [`${place}.cost.description`]:
    'Demande une économie. Il est rendu à qui se retire, et quand le tirage est annulé.',
  [`${place}.accountDays.title`]: 'Âge du compte Discord, en jours',
  [`${place}.joinedDays.title`]: 'Jours sur le serveur',
  [`${place}.contributed.title`]: 'Conditions d’autres modules',
  [`${place}.contributed.items.id.title`]: 'Laquelle, sous la forme module.nom',
  [`${place}.contributed.items.value.title`]: 'Valeur',
});

const bonus = (place: string) => ({
  [`${place}.title`]: 'Plus de chances',
  [`${place}.description`]: 'Rôles dont les membres ont d’autres tickets. Plusieurs s’additionnent.',
  [`${place}.items.role.title`]: 'Rôle',
  [`${place}.items.entries.title`]: 'Tickets en plus',
});

/** Champs des formulaires des pages du module. */
const fields = {
  'fields.prize.title': 'Lot',
  'fields.channelId.title': 'Salon',
  'fields.kind.title': 'Comment on gagne',
  'fields.kind.options.draw': 'Par un tirage à la fin',
  'fields.kind.options.drop': 'En appuyant parmi les premiers',
  'fields.winners.title': 'Gagnants',
  'fields.duration.title': 'Durée',
  'fields.duration.description': 'Compte à partir de maintenant.',
  'fields.text.title': 'Texte',
  'fields.template.title': 'Modèle',
  'fields.template.description': 'Le nom d’un modèle des réglages ; ce qui est rempli l’emporte.',
  'fields.count.title': 'Gagnants de plus',
  'fields.file.title': 'Contenu du fichier',
  'fields.file.description':
    'Collez tout le `giveaways.json` ; au-delà de 200 000 caractères, en plusieurs parties.',
  'fields.userId.title': 'Identifiant Discord',
  ...requirements('fields.requirements'),
};

export const configFr = {
  ...fields,
  'config.maxActive.title': 'Tirages à la fois',
  'config.maxActive.description': 'Combien peuvent être en cours en même temps.',
  'config.color.title': 'Couleur',
  'config.emoji.title': 'Emoji',
  'config.emoji.description': 'Sur le bouton, et devant le lot.',
  ...requirements('config.requirements'),
  ...bonus('config.bonusEntries'),
  'config.claimMinutes.title': 'Minutes pour réclamer un lot',
  'config.claimMinutes.description':
    'Qui n’appuie pas à temps sur Réclamer perd le lot, et un autre est tiré. 0 : rien à réclamer.',
  'config.excludePastWinnersDays.title': 'Jours avant qu’un gagnant participe de nouveau',
  'config.excludePastWinnersDays.description': '0 : tout de suite.',
  'config.dmWinners.title': 'Prévenir les gagnants en privé',
  'config.removeOnLeave.title': 'Quitter le serveur annule la participation',
  'config.removeOnLeave.description':
    'Même pour qui revient : il faut participer de nouveau. C’est vérifié au moment du tirage.',
  'config.entryUpdateSeconds.title': 'Secondes entre deux mises à jour du nombre de participants',
  'config.commitReveal.title': 'Tirages que chacun peut vérifier',
  'config.commitReveal.description':
    'Une empreinte est publiée au début, et à la fin la graine dont elle est faite.',
  'config.templates.title': 'Modèles',
  'config.templates.description': 'Ce par quoi un tirage peut commencer.',
  'config.templates.items.name.title': 'Nom',
  'config.templates.items.color.title': 'Couleur',
  'config.templates.items.emoji.title': 'Emoji',
  'config.templates.items.text.title': 'Texte',
  'config.templates.items.winners.title': 'Gagnants',
  'config.templates.items.duration.title': 'Durée',
  ...requirements('config.templates.items.requirements'),
  ...bonus('config.templates.items.bonus'),
};
