export const en = {
  'config.greeting.title': 'Greeting',
  'config.greeting.description': 'What /hello answers.',
  wave: 'Wave back',
  'wave.back': '{from} waves back at {to}.',
};
