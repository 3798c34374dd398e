/** What the options of commands are for. */
const who = (command: string) => ({
  [`commands.giveaway.${command}.options.role`]: 'Only for members with this role',
  [`commands.giveaway.${command}.options.second_role`]: 'A second role',
  [`commands.giveaway.${command}.options.roles_mode`]: 'Whether one of the roles is enough',
  [`commands.giveaway.${command}.options.deny_role`]: 'Not for members with this role',
  [`commands.giveaway.${command}.options.level`]: 'From this level on',
  [`commands.giveaway.${command}.options.messages`]: 'So many messages while it is open',
  [`commands.giveaway.${command}.options.account_days`]: 'Discord account at least so many days old',
  [`commands.giveaway.${command}.options.joined_days`]: 'In the server for at least so many days',
  [`commands.giveaway.${command}.options.requirement`]: 'Of another plugin: plugin.name or plugin.name=value',
});

const which = Object.fromEntries(
  ['edit', 'pause', 'resume', 'end', 'cancel', 'reroll', 'entries'].map((command) => [
    `commands.giveaway.${command}.options.giveaway`,
    'Which: its number, or the link of its message',
  ]),
);

export const commandsEn = {
  ...which,
  ...who('start'),
  ...who('edit'),
  ...who('drop'),
  'commands.giveaway.start.options.prize': 'What there is to win',
  'commands.giveaway.start.options.duration': 'How long: 10 min, 1 h, 3 d',
  'commands.giveaway.start.options.winners': 'How many win',
  'commands.giveaway.start.options.channel': 'Where; here when left out',
  'commands.giveaway.start.options.text': 'What to say about it',
  'commands.giveaway.start.options.template': 'A template of the settings',
  'commands.giveaway.start.options.cost': 'What an entry costs',
  'commands.giveaway.create.options.channel': 'Where; here when left out',
  'commands.giveaway.create.options.template': 'A template of the settings',
  'commands.giveaway.edit.options.prize': 'What there is to win',
  'commands.giveaway.edit.options.duration': 'How long from now',
  'commands.giveaway.edit.options.winners': 'How many win',
  'commands.giveaway.edit.options.text': 'What to say about it',
  'commands.giveaway.edit.options.cost': 'What an entry costs',
  'commands.giveaway.reroll.options.count': 'How many more winners',
  'commands.giveaway.reroll.options.user': 'The winner who loses the prize; then one is drawn',
  'commands.giveaway.list.options.shown': 'Which',
  'commands.giveaway.drop.options.prize': 'What there is to win',
  'commands.giveaway.drop.options.winners': 'How many are quick enough',
  'commands.giveaway.drop.options.channel': 'Where; here when left out',
  'commands.giveaway.drop.options.duration': 'How long at most; a day when left out',
  'commands.giveaway.drop.options.text': 'What to say about it',
};
