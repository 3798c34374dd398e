import type { Application, Attachment, Channel, Message, Poll, Reaction, Snowflake } from '../entities.ts';
import type { World } from '../world.ts';
import { channelView } from './channel.ts';
import { timestamp, timestampOrNull } from './time.ts';
import { userView, userViewById } from './user.ts';

export function attachmentUrl(world: World, attachment: Attachment): string {
  return `${world.cdn}/attachments/${attachment.channel_id}/${attachment.id}/${encodeURIComponent(attachment.filename)}`;
}

export function attachmentView(world: World, attachment: Attachment) {
  const url = attachmentUrl(world, attachment);
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    url,
    proxy_url: url,
    content_type: attachment.content_type,
    ...(attachment.description === null ? {} : { description: attachment.description }),
    ...(attachment.width === null || attachment.height === null
      ? {}
      : { width: attachment.width, height: attachment.height }),
    ...(attachment.flags === 0 ? {} : { flags: attachment.flags }),
  };
}

function authorView(world: World, message: Message) {
  if (message.webhook_id !== null && message.webhook_author) {
    return {
      ...userView({
        id: message.webhook_id,
        username: message.webhook_author.username,
        avatar: message.webhook_author.avatar,
        global_name: null,
        discriminator: '0000',
        public_flags: 0,
        banner: null,
        accent_color: null,
        bot: true,
        locale: 'en-US',
      }),
    };
  }
  return userViewById(world, message.author_id);
}

/** Reactions grouped by emoji, in the order in which each was first used. */
export function reactionsView(reactions: Reaction[], viewer: Snowflake) {
  const groups = new Map<string, { emoji: Reaction['emoji']; count: number; me: boolean }>();
  for (const reaction of reactions) {
    const key = reaction.emoji.id ?? reaction.emoji.name;
    const group = groups.get(key) ?? { emoji: reaction.emoji, count: 0, me: false };
    group.count += 1;
    group.me ||= reaction.user_id === viewer;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ emoji, count, me }) => ({
    emoji: emojiRefView(emoji),
    count,
    count_details: { burst: 0, normal: count },
    burst_colors: [],
    me,
    me_burst: false,
  }));
}

export function emojiRefView(emoji: Reaction['emoji']) {
  return { id: emoji.id, name: emoji.name, ...(emoji.animated ? { animated: true } : {}) };
}

/**
 * A message as `viewer` gets it.
 *
 * @param options.strip - leave out what needs the MESSAGE_CONTENT intent.
 * @param options.bare - without the message that it replies to (which is itself inside another).
 */
export function messageView(
  world: World,
  message: Message,
  viewer: Snowflake,
  options: { strip?: boolean; bare?: boolean } = {},
): Record<string, unknown> & { id: Snowflake } {
  const strip = options.strip === true;
  const metadata = message.interaction_metadata;
  const reactions = world.tables.reaction.by('message', message.id);
  // A post's first message has its thread's id, and stands in it.
  const thread: Channel | undefined =
    message.id === message.channel_id ? undefined : world.tables.channel.get(message.id);
  const reference = message.message_reference;
  const view: Record<string, unknown> & { id: Snowflake } = {
    id: message.id,
    type: message.type,
    channel_id: message.channel_id,
    author: authorView(world, message),
    content: strip ? '' : message.content,
    attachments: strip ? [] : message.attachments.map((attachment) => attachmentView(world, attachment)),
    embeds: strip ? [] : message.embeds,
    components: strip ? [] : message.components,
    mentions: message.mentions.map((id) => userViewById(world, id)),
    mention_roles: message.mention_roles,
    mention_everyone: message.mention_everyone,
    pinned: message.pinned_at !== null,
    tts: message.tts,
    flags: message.flags,
    timestamp: timestamp(message.timestamp),
    edited_timestamp: timestampOrNull(message.edited_timestamp),
  };
  // What most messages lack is added where there is some of it: a spread of nothing for each costs more than the rest.
  if (message.nonce !== null) view.nonce = message.nonce;
  if (message.application_id !== null) view.application_id = message.application_id;
  if (message.webhook_id !== null) view.webhook_id = message.webhook_id;
  if (reactions.length > 0) view.reactions = reactionsView(reactions, viewer);
  if (thread?.thread_metadata) view.thread = channelView(world, thread, viewer);
  if (message.sticker_items.length > 0) view.sticker_items = message.sticker_items;
  if (message.poll && !strip) view.poll = pollView(world, message.id, message.poll, viewer);
  if (reference) {
    view.message_reference = {
      type: reference.type,
      channel_id: reference.channel_id,
      ...(reference.message_id === null ? {} : { message_id: reference.message_id }),
      ...(reference.guild_id === null ? {} : { guild_id: reference.guild_id }),
    };
  }
  if (message.message_snapshots) view.message_snapshots = message.message_snapshots;
  if (message.type === 19 && !options.bare) {
    view.referenced_message = referencedView(world, message, viewer, strip);
  }
  if (metadata) view.interaction_metadata = resolveMetadataUsers(world, metadata);
  if (message.interaction) {
    const { id, type, name, user_id } = message.interaction;
    view.interaction = { id, type, name, user: userViewById(world, user_id) };
  }
  return view;
}

function pollView(world: World, messageId: Snowflake, poll: Poll, viewer: Snowflake) {
  const votes = world.tables.pollVote.by('message', messageId);
  return {
    question: poll.question,
    answers: poll.answers,
    expiry: timestamp(poll.expiry),
    allow_multiselect: poll.allow_multiselect,
    layout_type: poll.layout_type,
    results: {
      // An answer that nobody chose is not counted at all.
      answer_counts: poll.answers.flatMap(({ answer_id: id }) => {
        const chosen = votes.filter((vote) => vote.answer_id === id);
        if (chosen.length === 0) return [];
        return [{ id, count: chosen.length, me_voted: chosen.some((vote) => vote.user_id === viewer) }];
      }),
      is_finalized: poll.is_finalized,
    },
  };
}

function referencedView(world: World, message: Message, viewer: Snowflake, strip: boolean) {
  const id = message.message_reference?.message_id;
  const referenced = id ? world.tables.message.get(id) : undefined;
  if (!referenced) return null;
  return messageView(world, referenced, viewer, {
    strip: strip && mayStrip(world, referenced, viewer),
    bare: true,
  });
}

/** Stored metadata names users by id; an answer carries the users themselves. */
function resolveMetadataUsers(world: World, metadata: Record<string, unknown>): Record<string, unknown> {
  const { user_id, target_user_id, triggering_interaction_metadata, ...rest } = metadata;
  return {
    ...rest,
    user: userViewById(world, String(user_id)),
    ...(typeof target_user_id === 'string' ? { target_user: userViewById(world, target_user_id) } : {}),
    ...(triggering_interaction_metadata
      ? {
          triggering_interaction_metadata: resolveMetadataUsers(
            world,
            triggering_interaction_metadata as Record<string, unknown>,
          ),
        }
      : {}),
  };
}

/** Whether a viewer without the intent is denied this content: not in DMs, not its own, not when it is mentioned. */
export function mayStrip(world: World, message: Message, viewer: Snowflake): boolean {
  if (message.guild_id === null || message.author_id === viewer || message.mentions.includes(viewer))
    return false;
  if (message.application_id !== null) {
    const own: Application | undefined = world.tables.application.get(message.application_id);
    if (own?.bot_user_id === viewer) return false;
  }
  return true;
}
