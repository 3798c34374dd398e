/** Texts of the settings. */
const requirements = (place: string) => ({
  [`${place}.title`]: 'Who may enter',
  [`${place}.description`]: 'What giveaways ask for unless they say otherwise.',
  [`${place}.roles.title`]: 'Roles',
  [`${place}.roles.items.title`]: 'Role',
  [`${place}.rolesMode.title`]: 'How many of the roles',
  [`${place}.rolesMode.options.any`]: 'One is enough',
  [`${place}.rolesMode.options.all`]: 'All of them',
  [`${place}.deny.title`]: 'Roles that are left out',
  [`${place}.deny.items.title`]: 'Role',
  [`${place}.level.title`]: 'Level at least',
  [`${place}.level.description`]: 'Needs the plugin Leveling.',
  [`${place}.messages.title`]: 'Messages since the start',
  [`${place}.cost.title`]: 'What an entry costs',
  [`${place}.cost.description`]:
    'Needs an economy plugin. It is given back to who leaves, and when the giveaway is called off.',
  [`${place}.accountDays.title`]: 'Age of the Discord account, in days',
  [`${place}.joinedDays.title`]: 'Days in the server',
  [`${place}.contributed.title`]: 'Requirements of other plugins',
  [`${place}.contributed.items.id.title`]: 'Which, as plugin.name',
  [`${place}.contributed.items.value.title`]: 'Value',
});

const bonus = (place: string) => ({
  [`${place}.title`]: 'More chances',
  [`${place}.description`]: 'Roles whose members have further tickets. Several add up.',
  [`${place}.items.role.title`]: 'Role',
  [`${place}.items.entries.title`]: 'Further tickets',
});

/** Fields of the forms on the plugin's pages. */
const fields = {
  'fields.prize.title': 'Prize',
  'fields.channelId.title': 'Channel',
  'fields.kind.title': 'How it is won',
  'fields.kind.options.draw': 'By a draw at the end',
  'fields.kind.options.drop': 'By the first who press',
  'fields.winners.title': 'Winners',
  'fields.duration.title': 'How long',
  'fields.duration.description': 'Counts from now.',
  'fields.text.title': 'Text',
  'fields.template.title': 'Template',
  'fields.template.description': 'The name of one of the settings; what is filled in beats it.',
  'fields.count.title': 'Further winners',
  'fields.file.title': 'Contents of the file',
  'fields.file.description': 'Paste all of `giveaways.json`; files above 200,000 characters in parts.',
  'fields.userId.title': 'Discord user id',
  ...requirements('fields.requirements'),
};

export const configEn = {
  ...fields,
  'config.maxActive.title': 'Giveaways at once',
  'config.maxActive.description': 'How many may be going on at the same time.',
  'config.color.title': 'Colour',
  'config.emoji.title': 'Emoji',
  'config.emoji.description': 'On the button, and before the prize.',
  ...requirements('config.requirements'),
  ...bonus('config.bonusEntries'),
  'config.claimMinutes.title': 'Minutes to claim a prize',
  'config.claimMinutes.description':
    'Whoever does not press Claim in time loses the prize, and somebody else is drawn. 0: prizes need not be claimed.',
  'config.excludePastWinnersDays.title': 'Days until a winner may enter again',
  'config.excludePastWinnersDays.description': '0: at once.',
  'config.dmWinners.title': 'Tell winners privately',
  'config.removeOnLeave.title': 'Leaving the server ends an entry',
  'config.removeOnLeave.description':
    'Also for who comes back: they have to enter again. It is looked at when the winners are drawn.',
  'config.entryUpdateSeconds.title': 'Seconds between updates of the number of entries',
  'config.commitReveal.title': 'Draws that anyone can verify',
  'config.commitReveal.description':
    'A hash is published at the start, and at the end the seed that it was made of.',
  'config.templates.title': 'Templates',
  'config.templates.description': 'What giveaways can begin with.',
  'config.templates.items.name.title': 'Name',
  'config.templates.items.color.title': 'Colour',
  'config.templates.items.emoji.title': 'Emoji',
  'config.templates.items.text.title': 'Text',
  'config.templates.items.winners.title': 'Winners',
  'config.templates.items.duration.title': 'Duration',
  ...requirements('config.templates.items.requirements'),
  ...bonus('config.templates.items.bonus'),
};
