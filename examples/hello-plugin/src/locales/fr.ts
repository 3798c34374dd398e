export const fr = {
  'commands.hello.description': 'Être salué',
  'config.greeting.title': 'Salutation',
  'config.greeting.description': 'La réponse de /hello.',
  wave: 'Saluer aussi',
  'wave.back': '{from} salue {to} à son tour.',
};
