export const config = {
  'config.dmOnAction.title': 'Prévenir les membres',
  'config.dmOnAction.description':
    'Un message privé avant un avertissement, une exclusion ou un bannissement, avec la raison. Qui n’en accepte pas n’en reçoit pas.',
  'config.appealUrl.title': 'Adresse pour faire appel',
  'config.appealUrl.description': 'Donnée aux membres exclus, expulsés ou bannis.',
  'config.reasonRequired.title': 'Raison obligatoire',
  'config.reasonRequired.description': 'Les modérateurs ne peuvent pas agir sans en donner une.',
  'config.modLog.title': 'Journal de modération',
  'config.modLog.description': 'Chaque dossier est écrit dans ce salon.',
  'config.reportChannel.title': 'Salon des signalements',
  'config.reportChannel.description':
    'Les signalements des membres y sont montrés ; sinon dans le journal de modération.',
  'config.protectedRoles.title': 'Rôles protégés',
  'config.protectedRoles.description':
    'Personne d’autre que le propriétaire ne modère leurs membres, quoi que Discord permette.',
  'config.protectedRoles.items.title': 'Rôle',
  'config.warnExpiryDays.title': 'Les avertissements expirent après tant de jours',
  'config.warnExpiryDays.description': '0 : jamais. Vaut pour les avertissements donnés ensuite.',
  'config.escalations.title': 'Paliers',
  'config.escalations.description':
    'Ce qui arrive quand les points d’un membre atteignent un nombre. Chaque palier ne joue qu’une fois, tant que les points ne sont pas redescendus.',
  'config.escalations.items.points.title': 'Points',
  'config.escalations.items.window.title': 'En tant de jours',
  'config.escalations.items.window.description': '0 : tous les avertissements en vigueur comptent.',
  'config.escalations.items.action.title': 'Alors',
  'config.escalations.items.action.options.timeout': 'Exclure temporairement le membre',
  'config.escalations.items.action.options.kick': 'Expulser le membre',
  'config.escalations.items.action.options.ban': 'Bannir le membre',
  'config.escalations.items.duration.title': 'Pendant',
  'config.escalations.items.duration.description': 'D’une exclusion, ou d’un bannissement qui prend fin.',
};
