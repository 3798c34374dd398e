import { isThread, permissionsInChannel, visibleChannel } from '../../world/access.ts';
import type { ChannelForm, InviteForm, ThreadChanges, ThreadForm } from '../../world/actions/index.ts';
import {
  addReaction,
  addToThread,
  archivedThreads,
  channelInvites,
  clearReactions,
  createInvite,
  deleteChannel,
  deleteInvite,
  deleteOverwrite,
  inviteOf,
  joinThread,
  listPins,
  listReactors,
  readEmoji,
  removeFromThread,
  removeReaction,
  setOverwrite,
  setPinned,
  startThread,
  startThreadFromMessage,
  threadMembers,
  updateChannel,
  updateThread,
} from '../../world/actions/index.ts';
import type { Channel } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { refuse } from '../../world/errors.ts';
import type { MessageInput } from '../../world/message-form.ts';
import { P } from '../../world/permissions.ts';
import {
  channelView,
  inviteView,
  memberView,
  presenceCount,
  threadMemberView,
  timestamp,
  userView,
} from '../../world/views/index.ts';
import { readBoolean, readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { Answer, routes } from '../router.ts';
import { show } from './messages.ts';

const id = (request: RestRequest): string => request.params.channel_id ?? '';
const messageId = (request: RestRequest): string => request.params.message_id ?? '';
const userId = (request: RestRequest): string => {
  const given = request.params.user_id ?? '@me';
  return given === '@me' ? request.actor.userId : given;
};
const emoji = (request: RestRequest) => readEmoji(request.world, request.params.emoji_name ?? '');

function view({ world, actor }: RestRequest, channel: Channel) {
  return channelView(world, channel, actor.userId);
}

function patchChannel(request: RestRequest) {
  const { world, actor, body } = request;
  const channel = visibleChannel(world, actor, id(request));
  const changed = isThread(channel)
    ? updateThread(world, actor, channel.id, body as ThreadChanges)
    : updateChannel(world, actor, channel.id, body as ChannelForm);
  return view(request, changed);
}

function pins(request: RestRequest) {
  const { world, actor, query } = request;
  const channel = visibleChannel(world, actor, id(request));
  const limit = readNumber(query, 'limit', { least: 1, most: 50, otherwise: 50 });
  const before = query.get('before') ? Date.parse(query.get('before') ?? '') : Number.POSITIVE_INFINITY;
  const readable = (permissionsInChannel(world, actor.userId, channel) & P.ReadMessageHistory) !== 0n;
  const all = readable ? listPins(world, channel).filter((message) => (message.pinned_at ?? 0) < before) : [];
  return {
    items: all
      .slice(0, limit)
      .map((message) => ({ pinned_at: timestamp(message.pinned_at ?? 0), message: show(request, message) })),
    has_more: all.length > limit,
  };
}

function archived(request: RestRequest, isPrivate: boolean) {
  const { world, actor, query } = request;
  const before = query.get('before');
  const { threads, hasMore } = archivedThreads(world, actor, id(request), {
    private: isPrivate,
    before: before ? Date.parse(before) : null,
    limit: readNumber(query, 'limit', { least: 2, most: 100, otherwise: 50 }),
  });
  return threadList(request, threads, hasMore);
}

export function threadList(request: RestRequest, threads: Channel[], hasMore: boolean) {
  const { world, actor } = request;
  return {
    threads: threads.map((thread) => view(request, thread)),
    members: threads.flatMap((thread) => {
      const member = world.tables.threadMember.get(pairKey(thread.id, actor.userId));
      return member ? [threadMemberView(member)] : [];
    }),
    has_more: hasMore,
  };
}

const reaction = '/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}';

const reactionRoutes = routes(
  ['PUT', `${reaction}/@me`, (it) => addReaction(it.world, it.actor, id(it), messageId(it), emoji(it))],
  [
    'DELETE',
    `${reaction}/@me`,
    (it) => removeReaction(it.world, it.actor, id(it), messageId(it), emoji(it), it.actor.userId),
  ],
  [
    'DELETE',
    `${reaction}/{user_id}`,
    (it) => removeReaction(it.world, it.actor, id(it), messageId(it), emoji(it), userId(it)),
  ],
  [
    'GET',
    reaction,
    (it) =>
      listReactors(it.world, it.actor, id(it), messageId(it), emoji(it), {
        after: readSnowflake(it.query, 'after'),
        limit: readNumber(it.query, 'limit', { least: 1, most: 100, otherwise: 25 }),
      }).map(userView),
  ],
  [
    'DELETE',
    '/channels/{channel_id}/messages/{message_id}/reactions',
    (it) => clearReactions(it.world, it.actor, id(it), messageId(it), null),
  ],
  ['DELETE', reaction, (it) => clearReactions(it.world, it.actor, id(it), messageId(it), emoji(it))],
);

const pinRoutes = routes(
  ['GET', '/channels/{channel_id}/messages/pins', pins],
  ['GET', '/channels/{channel_id}/pins', (it) => pins(it).items.map(({ message }) => message)],
  ...(
    ['/channels/{channel_id}/messages/pins/{message_id}', '/channels/{channel_id}/pins/{message_id}'] as const
  ).flatMap(
    (path) =>
      [
        ['PUT', path, (it: RestRequest) => setPinned(it.world, it.actor, id(it), messageId(it), true)],
        ['DELETE', path, (it: RestRequest) => setPinned(it.world, it.actor, id(it), messageId(it), false)],
      ] as ['PUT' | 'DELETE', string, (it: RestRequest) => unknown][],
  ),
);

const threadRoutes = routes(
  [
    'POST',
    '/channels/{channel_id}/messages/{message_id}/threads',
    (it) =>
      new Answer(
        201,
        view(
          it,
          startThreadFromMessage(it.world, it.actor, id(it), messageId(it), it.body as unknown as ThreadForm),
        ),
      ),
  ],
  [
    'POST',
    '/channels/{channel_id}/threads',
    (it) => {
      const form = it.body as unknown as ThreadForm & { message?: MessageInput };
      const { thread, message } = startThread(it.world, it.actor, id(it), {
        ...form,
        ...(form.message ? { message: { ...form.message, files: it.files } } : {}),
      });
      return new Answer(201, { ...view(it, thread), ...(message ? { message: show(it, message) } : {}) });
    },
  ],
  ['PUT', '/channels/{channel_id}/thread-members/@me', (it) => joinThread(it.world, it.actor, id(it))],
  [
    'DELETE',
    '/channels/{channel_id}/thread-members/@me',
    (it) => removeFromThread(it.world, it.actor, id(it), it.actor.userId),
  ],
  [
    'PUT',
    '/channels/{channel_id}/thread-members/{user_id}',
    (it) => addToThread(it.world, it.actor, id(it), userId(it)),
  ],
  [
    'DELETE',
    '/channels/{channel_id}/thread-members/{user_id}',
    (it) => removeFromThread(it.world, it.actor, id(it), userId(it)),
  ],
  [
    'GET',
    '/channels/{channel_id}/thread-members/{user_id}',
    (it) => {
      const member = threadMembers(it.world, it.actor, id(it)).find((one) => one.user_id === userId(it));
      if (!member) throw refuse(10007);
      return threadMemberView(member);
    },
  ],
  [
    'GET',
    '/channels/{channel_id}/thread-members',
    (it) => {
      const guildId = it.world.tables.channel.get(id(it))?.guild_id ?? '';
      const full = readBoolean(it.query, 'with_member');
      return threadMembers(it.world, it.actor, id(it)).map((one) => {
        const member = full ? it.world.tables.member.get(pairKey(guildId, one.user_id)) : undefined;
        return { ...threadMemberView(one), ...(member ? { member: memberView(it.world, member) } : {}) };
      });
    },
  ],
  ['GET', '/channels/{channel_id}/threads/archived/public', (it) => archived(it, false)],
  ['GET', '/channels/{channel_id}/threads/archived/private', (it) => archived(it, true)],
);

const inviteRoutes = routes(
  [
    'GET',
    '/channels/{channel_id}/invites',
    (it) => channelInvites(it.world, it.actor, id(it)).map((invite) => inviteView(it.world, invite, true)),
  ],
  [
    'POST',
    '/channels/{channel_id}/invites',
    (it) => inviteView(it.world, createInvite(it.world, it.actor, id(it), it.body as InviteForm), true),
  ],
  [
    'GET',
    '/invites/{code}',
    (it) => {
      const invite = inviteOf(it.world, it.params.code ?? '');
      const counts = readBoolean(it.query, 'with_counts');
      return {
        ...inviteView(it.world, invite, false),
        ...(counts
          ? {
              approximate_member_count: it.world.tables.member.count('guild', invite.guild_id),
              approximate_presence_count: presenceCount(it.world, invite.guild_id),
            }
          : {}),
      };
    },
    { auth: 'none' },
  ],
  [
    'DELETE',
    '/invites/{code}',
    (it) => {
      // Shown as it was: afterwards its guild's view is the same, but the invite is gone.
      const shown = inviteView(it.world, inviteOf(it.world, it.params.code ?? ''), true);
      deleteInvite(it.world, it.actor, it.params.code ?? '');
      return shown;
    },
  ],
);

export const channelRoutes: Route[] = [
  ...routes(
    ['GET', '/channels/{channel_id}', (it) => view(it, visibleChannel(it.world, it.actor, id(it)))],
    ['PATCH', '/channels/{channel_id}', patchChannel],
    [
      'DELETE',
      '/channels/{channel_id}',
      (it) => {
        const shown = view(it, visibleChannel(it.world, it.actor, id(it)));
        deleteChannel(it.world, it.actor, id(it));
        return shown;
      },
    ],
    [
      'PUT',
      '/channels/{channel_id}/permissions/{overwrite_id}',
      (it) => {
        setOverwrite(it.world, it.actor, id(it), it.params.overwrite_id ?? '', {
          type: Number(it.body.type),
          allow: (it.body.allow ?? null) as string | null,
          deny: (it.body.deny ?? null) as string | null,
        });
      },
    ],
    [
      'DELETE',
      '/channels/{channel_id}/permissions/{overwrite_id}',
      (it) => deleteOverwrite(it.world, it.actor, id(it), it.params.overwrite_id ?? ''),
    ],
  ),
  ...pinRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...inviteRoutes,
];
