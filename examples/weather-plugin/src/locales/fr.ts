import type { en } from './en.ts';

export const fr: typeof en = {
  'config.key.title': 'Clé OpenWeather',
  'config.key.description':
    'Sur openweathermap.org → API keys. Elle est chiffrée et n’est montrée à personne.',
  'config.units.title': 'Unités',
  'config.units.options.metric': 'Degrés Celsius',
  'config.units.options.imperial': 'Degrés Fahrenheit',
  'commands.weather.description': 'La météo des prochaines heures d’une ville',
  'commands.weather.options.city': 'Son nom, par exemple Lyon ou Lyon, FR',
  unknown: 'Il n’y a pas de ville nommée « {city} ».',
  here: 'Les prochaines heures à {city}',
  again: 'Redemander',
  'again.by': '{member} a redemandé : les prochaines heures à {city}',
  'again.done': 'C’est fait.',
  'problem.noKey': 'Il n’y a pas encore de clé OpenWeather.',
  'problem.keyRefused': 'OpenWeather refuse la clé.',
  'problem.remedy': 'Saisissez une clé de openweathermap.org dans la configuration.',
};
