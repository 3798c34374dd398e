import { moderation } from '../contract.ts';
import { durationText, member, reason, suggestDurations } from './options.ts';
import { orderFromCommand } from './order.ts';

export const timeout = moderation.command({
  name: 'timeout',
  description: 'Time a member out, for as long as you want',
  permissions: ['ModerateMembers'],
  options: { user: member, duration: durationText, reason },
  autocomplete: { duration: suggestDurations },
  run: (ctx, { user, duration, reason: why }) =>
    orderFromCommand(ctx, 'timeout', { userId: user.id, duration, reason: why }),
});

export const untimeout = moderation.command({
  name: 'untimeout',
  description: 'End a member’s timeout',
  permissions: ['ModerateMembers'],
  options: { user: member, reason },
  run: (ctx, { user, reason: why }) => orderFromCommand(ctx, 'untimeout', { userId: user.id, reason: why }),
});
