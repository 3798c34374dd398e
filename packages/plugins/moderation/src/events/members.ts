import { moderation } from '../contract.ts';
import { isRouted, routeEvent } from '../log-routing/route-event.ts';

export const memberJoined = moderation.onRaw(
  'GUILD_MEMBER_ADD',
  async (ctx, { user, joined_at: joinedAt }) => {
    if (!isRouted(ctx, 'memberJoin')) return;
    const at = joinedAt ? Date.parse(joinedAt) : ctx.clock.now();
    await routeEvent(ctx, {
      event: 'memberJoin',
      id: `${user.id}:${at}`,
      at,
      text: `<@${user.id}> \`${user.username}\``,
    });
  },
  { name: 'log a member who joins' },
);

export const memberLeft = moderation.onRaw('GUILD_MEMBER_REMOVE', async (ctx, { user }) => {
  if (!isRouted(ctx, 'memberLeave')) return;
  const at = ctx.clock.now();
  await routeEvent(ctx, {
    event: 'memberLeave',
    id: `${user.id}:${at}`,
    at,
    text: `<@${user.id}> \`${user.username}\``,
  });
});
