import type { DiscordSimulator } from '../../simulator.ts';
import { has, visibleChannel } from '../../world/access.ts';
import { listMessages, listPins } from '../../world/actions/index.ts';
import { refuse } from '../../world/errors.ts';
import { P, type PermissionName } from '../../world/permissions.ts';
import { compareSnowflakes } from '../../world/snowflake.ts';
import type { World } from '../../world/world.ts';
import { viewMember } from '../guild-view.ts';
import { viewMessage } from '../message-view.ts';
import { commandsFor, snapshot } from '../snapshot.ts';
import type { Actors } from './actors.ts';
import type { Handlers } from './index.ts';

type Names = 'snapshot' | 'messages' | 'pins' | 'members' | 'commands' | 'permissions';

/** What a member sees. */
export function readingOperations(
  world: World,
  simulator: DiscordSimulator,
  actors: Actors,
): Handlers<Names> {
  const { tables } = world;
  return {
    snapshot: ({ as }) => snapshot(world, simulator, as),

    messages(request) {
      actors.in(request);
      const limit = request.limit ?? 50;
      const page = listMessages(world, { userId: request.as }, request.channelId, {
        before: request.before ?? null,
        limit: limit + 1,
      });
      const shown = page.slice(0, limit);
      // Ephemeral messages are in no history, but on their member's screen until dismissed.
      const oldest = shown.at(-1)?.id ?? '0';
      const own = tables.message
        .by('ephemeral', request.channelId)
        .filter((it) => it.ephemeral_for === request.as)
        .filter((it) => page.length <= limit || compareSnowflakes(it.id, oldest) > 0)
        .filter((it) => request.before === undefined || compareSnowflakes(it.id, request.before) < 0);
      const all = [...shown, ...own].sort((a, b) => compareSnowflakes(a.id, b.id));
      return { messages: all.map((it) => viewMessage(world, it, request.as)), more: page.length > limit };
    },

    pins(request) {
      actors.in(request);
      const channel = visibleChannel(world, { userId: request.as }, request.channelId);
      return { messages: listPins(world, channel).map((it) => viewMessage(world, it, request.as)) };
    },

    members(request) {
      actors.member(request.guildId, request.as);
      const guild = tables.guild.get(request.guildId);
      if (!guild) throw refuse(10004);
      const query = (request.query ?? '').toLowerCase();
      const limit = request.limit ?? 100;
      const found = [];
      // In the order in which they came: a page begins where the one before ended.
      let begun = request.after === undefined;
      for (const member of tables.member.by('guild', guild.id)) {
        if (!begun) {
          begun = member.user_id === request.after;
          continue;
        }
        const view = viewMember(world, guild, member);
        if (view.name.toLowerCase().startsWith(query) || view.username.startsWith(query)) found.push(view);
        if (found.length > limit) break;
      }
      return { members: found.slice(0, limit), more: found.length > limit };
    },

    commands: (request) => ({ commands: commandsFor(world, actors.in(request), request.channelId) }),

    permissions(request) {
      const held = actors.in(request).permissionsIn({ id: request.channelId });
      const names = Object.keys(P) as PermissionName[];
      return { permissions: names.filter((name) => has(held, P[name])) };
    },
  };
}
