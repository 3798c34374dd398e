import { z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { anybody, durationText, member, reason, suggestDurations } from './options.ts';
import { orderFromCommand } from './order.ts';

const days = z.int().min(0).max(7);

export const kick = moderation.command({
  name: 'kick',
  description: 'Kick a member',
  permissions: ['KickMembers'],
  options: { user: member, reason },
  run: (ctx, { user, reason: why }) => orderFromCommand(ctx, 'kick', { userId: user.id, reason: why }),
});

export const ban = moderation.command({
  name: 'ban',
  description: 'Ban somebody, for good or for a time',
  permissions: ['BanMembers'],
  options: { user: anybody, duration: durationText.optional(), delete: days.default(0), reason },
  autocomplete: { duration: suggestDurations },
  run: (ctx, { user, duration, delete: deleteDays, reason: why }) =>
    orderFromCommand(ctx, 'ban', { userId: user.id, duration, deleteDays, reason: why }),
});

export const unban = moderation.command({
  name: 'unban',
  description: 'Lift a ban',
  permissions: ['BanMembers'],
  options: { user: anybody, reason },
  run: (ctx, { user, reason: why }) => orderFromCommand(ctx, 'unban', { userId: user.id, reason: why }),
});

export const softban = moderation.command({
  name: 'softban',
  description: 'Kick a member and remove what they wrote lately',
  permissions: ['BanMembers'],
  options: { user: member, delete: days.default(7), reason },
  run: (ctx, { user, delete: deleteDays, reason: why }) =>
    orderFromCommand(ctx, 'softban', { userId: user.id, deleteDays, reason: why }),
});
