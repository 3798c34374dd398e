import type { Actor } from '../access.ts';
import { channelWith, has, permissionsInChannel, visibleChannel } from '../access.ts';
import type { Channel, Message, Poll, Snowflake, User } from '../entities.ts';
import { refuse } from '../errors.ts';
import { P } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import type { World } from '../world.ts';
import { messageOf, writeMessage } from './messages.ts';

/** Votes as a member does in the client: what they chose before is replaced; an empty list takes the votes back. */
export function votePoll(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  answerIds: readonly number[],
): void {
  const channel = channelWith(world, actor, channelId, P.ReadMessageHistory);
  const { message, poll } = pollOf(world, channel, messageId);
  if (isOver(world, poll)) throw refuse(520001);
  if (answerIds.length > 1 && !poll.allow_multiselect) throw refuse(50035);
  const known = new Set(poll.answers.map((answer) => answer.answer_id));
  if (answerIds.some((id) => !known.has(id))) throw refuse(50035);
  const wanted = new Set(answerIds);
  for (const vote of world.tables.pollVote.by('message', messageId)) {
    if (vote.user_id !== actor.userId || wanted.has(vote.answer_id)) continue;
    world.tables.pollVote.delete(`${messageId}:${vote.answer_id}:${actor.userId}`);
    world.emit({ type: 'pollVoteRemove', message, answerId: vote.answer_id, userId: actor.userId });
  }
  for (const answerId of wanted) {
    if (world.tables.pollVote.has(`${messageId}:${answerId}:${actor.userId}`)) continue;
    world.tables.pollVote.put({ message_id: messageId, answer_id: answerId, user_id: actor.userId });
    world.emit({ type: 'pollVoteAdd', message, answerId, userId: actor.userId });
  }
}

/** Who chose an answer, the oldest user first. */
export function listVoters(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  answerId: number,
  page: { after: string | null; limit: number },
): User[] {
  const channel = visibleChannel(world, actor, channelId);
  if (!has(permissionsInChannel(world, actor.userId, channel), P.ReadMessageHistory)) throw refuse(50001);
  pollOf(world, channel, messageId);
  return world.tables.pollVote
    .by('message', messageId)
    .filter((vote) => vote.answer_id === answerId)
    .filter((vote) => page.after === null || compareSnowflakes(vote.user_id, page.after) > 0)
    .sort((a, b) => compareSnowflakes(a.user_id, b.user_id))
    .slice(0, page.limit)
    .flatMap((vote) => world.tables.user.get(vote.user_id) ?? []);
}

/** Ends a poll of one's own at once. */
export function expirePoll(world: World, actor: Actor, channelId: Snowflake, messageId: Snowflake): Message {
  const channel = visibleChannel(world, actor, channelId);
  const { message, poll } = pollOf(world, channel, messageId);
  if (message.author_id !== actor.userId) throw refuse(50013);
  if (isOver(world, poll)) throw refuse(520001);
  return finish(world, channel, message, { ...poll, expiry: world.now() });
}

/** Ends the polls whose time is over. Called when the clock moves. */
export function finishPolls(world: World): void {
  for (const message of world.tables.message.by('openPoll', 'open')) {
    const channel = world.tables.channel.get(message.channel_id);
    if (channel && message.poll && message.poll.expiry <= world.now()) {
      finish(world, channel, message, message.poll);
    }
  }
}

function isOver(world: World, poll: Poll): boolean {
  return poll.is_finalized || poll.expiry <= world.now();
}

function pollOf(world: World, channel: Channel, messageId: Snowflake): { message: Message; poll: Poll } {
  const message = messageOf(world, channel, messageId);
  if (!message.poll) throw refuse(520006);
  return { message, poll: message.poll };
}

function finish(world: World, channel: Channel, before: Message, poll: Poll): Message {
  const message = world.tables.message.put({ ...before, poll: { ...poll, is_finalized: true } });
  world.emit({ type: 'messageUpdate', message, before });
  const votes = world.tables.pollVote.by('message', message.id);
  const counts = poll.answers.map((answer) => ({
    answer,
    count: votes.filter((vote) => vote.answer_id === answer.answer_id).length,
  }));
  const most = Math.max(0, ...counts.map(({ count }) => count));
  const first = counts.filter(({ count }) => count === most);
  const victor = most > 0 && first.length === 1 ? first[0] : undefined;
  const fields = {
    poll_question_text: poll.question.text,
    victor_answer_votes: String(most),
    total_votes: String(votes.length),
    ...(victor ? { victor_answer_id: String(victor.answer.answer_id) } : {}),
    ...(victor?.answer.poll_media.text ? { victor_answer_text: victor.answer.poll_media.text } : {}),
  };
  writeMessage(
    world,
    channel,
    message.author_id,
    { message_reference: { message_id: message.id } },
    {
      type: 46,
      mayMentionEveryone: false,
      embeds: [
        {
          type: 'poll_result',
          fields: Object.entries(fields).map(([name, value]) => ({ name, value, inline: false })),
        },
      ],
    },
  );
  return message;
}
