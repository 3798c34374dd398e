export const config = {
  'config.dmOnAction.title': 'Tell members',
  'config.dmOnAction.description':
    'A direct message before a warning, timeout, kick or ban, with the reason. Who takes none receives none.',
  'config.appealUrl.title': 'Appeal address',
  'config.appealUrl.description': 'Told to members with a timeout, kick or ban.',
  'config.reasonRequired.title': 'A reason is required',
  'config.reasonRequired.description': 'Moderators can’t act without one.',
  'config.modLog.title': 'Moderation log',
  'config.modLog.description': 'Each case is written to this channel.',
  'config.protectedRoles.title': 'Protected roles',
  'config.protectedRoles.description':
    'Nobody but the owner moderates their members, whatever Discord would allow.',
  'config.protectedRoles.items.title': 'Role',
  'config.warnExpiryDays.title': 'Warnings expire after so many days',
  'config.warnExpiryDays.description': '0: never. It holds for warnings given from then on.',
  'config.escalations.title': 'Escalation',
  'config.escalations.description':
    'What happens when a member’s warning points reach a number. Each step fires once, until the points have been below it.',
  'config.escalations.items.points.title': 'Points',
  'config.escalations.items.window.title': 'Within days',
  'config.escalations.items.window.description': '0: every warning in force counts.',
  'config.escalations.items.action.title': 'Then',
  'config.escalations.items.action.options.timeout': 'Time the member out',
  'config.escalations.items.action.options.kick': 'Kick the member',
  'config.escalations.items.action.options.ban': 'Ban the member',
  'config.escalations.items.duration.title': 'For',
  'config.escalations.items.duration.description': 'Of a timeout, or a ban that ends.',
};
