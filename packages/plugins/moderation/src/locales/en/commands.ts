export const commands = {
  'commands.warn.options.user': 'Who is warned',
  'commands.warn.options.reason': 'What for; the member reads it',
  'commands.warn.options.points': 'How much it weighs; 1 when left out',
};
