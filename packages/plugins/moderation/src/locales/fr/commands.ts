export const commands = {
  'commands.warn.description': 'Avertir un membre',
  'commands.warn.options.user': 'Qui est averti',
  'commands.warn.options.reason': 'Pourquoi ; le membre le lira',
  'commands.warn.options.points': 'Son poids ; 1 par défaut',
};
