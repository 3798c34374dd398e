import type { VirtualFile } from '../../actors/index.ts';
import {
  deleteMessages,
  expirePoll,
  joinThread,
  openDm,
  removeFromThread,
  sendMessage,
  setPinned,
  startThread,
  startThreadFromMessage,
  updateThread,
  votePoll,
} from '../../world/actions/index.ts';
import { refuse } from '../../world/errors.ts';
import type { World } from '../../world/world.ts';
import type { FileInput } from '../protocol.ts';
import { BadRequest } from '../refusal.ts';
import type { Actors } from './actors.ts';
import type { Handlers } from './index.ts';

type Names =
  | 'say'
  | 'edit'
  | 'delete'
  | 'react'
  | 'pin'
  | 'vote'
  | 'endPoll'
  | 'type'
  | 'dismiss'
  | 'dm'
  | 'startThread'
  | 'thread';

export function fileOf(it: FileInput): VirtualFile {
  return { name: it.filename, contentType: it.contentType, data: Buffer.from(it.base64, 'base64') };
}

/** What a member does with messages and threads. */
export function messageOperations(world: World, actors: Actors): Handlers<Names> {
  const { tables } = world;
  const done = {};
  return {
    async say(request) {
      const member = actors.in(request);
      const place = { id: request.channelId };
      if (request.poll !== undefined) {
        if (request.attachments !== undefined)
          throw new BadRequest(400, 'invalid', 'a poll carries no attachments');
        const { question, answers, hours, multiple } = request.poll;
        const message = sendMessage(world, { userId: member.id }, place.id, {
          content: request.content ?? '',
          ...(request.replyTo === undefined ? {} : { message_reference: { message_id: request.replyTo } }),
          poll: {
            question: { text: question },
            answers: answers.map((text) => ({ poll_media: { text } })),
            duration: hours ?? 24,
            allow_multiselect: multiple ?? false,
          },
        });
        return { messageId: message.id };
      }
      const message = await member.in(place).say(request.content ?? '', {
        ...(request.replyTo === undefined ? {} : { reply: request.replyTo }),
        ...(request.attachments === undefined ? {} : { attachments: request.attachments.map(fileOf) }),
      });
      return { messageId: message.id };
    },

    async edit(request) {
      await actors.in(request).edit(request.messageId, request.content);
      return done;
    },

    async delete(request) {
      await actors.in(request).delete(request.messageId);
      return done;
    },

    async react(request) {
      const member = actors.in(request);
      if (request.remove === true) await member.unreact(request.messageId, request.emoji);
      else await member.react(request.messageId, request.emoji);
      return done;
    },

    pin(request) {
      const { id: userId } = actors.in(request);
      setPinned(world, { userId }, request.channelId, request.messageId, request.remove !== true);
      return done;
    },

    vote(request) {
      const { id: userId } = actors.in(request);
      votePoll(world, { userId }, request.channelId, request.messageId, request.answers);
      return done;
    },

    endPoll(request) {
      const { id: userId } = actors.in(request);
      expirePoll(world, { userId }, request.channelId, request.messageId);
      return done;
    },

    type(request) {
      actors.in(request).in({ id: request.channelId }).type();
      return done;
    },

    dismiss(request) {
      actors.in(request);
      const message = tables.message.get(request.messageId);
      const channel = tables.channel.get(request.channelId);
      if (!channel || message?.ephemeral_for !== request.as || message.channel_id !== channel.id)
        throw refuse(10008);
      deleteMessages(world, channel, [message]);
      return done;
    },

    dm(request) {
      const user = actors.person(request.as);
      if (tables.user.get(request.userId)?.bot !== true)
        throw new BadRequest(422, 'invalid', 'members write direct messages to bots here, not to each other');
      return { channelId: openDm(world, user.id, request.userId).id };
    },

    startThread(request) {
      const { id: userId } = actors.in(request);
      const { channelId, name, messageId, content, tags } = request;
      if (messageId !== undefined) {
        const thread = startThreadFromMessage(world, { userId }, channelId, messageId, { name });
        return { threadId: thread.id, messageId: null };
      }
      const { thread, message } = startThread(world, { userId }, channelId, {
        name,
        type: request.private === true ? 12 : 11,
        ...(content === undefined ? {} : { message: { content } }),
        ...(tags === undefined ? {} : { applied_tags: tags }),
      });
      return { threadId: thread.id, messageId: message?.id ?? null };
    },

    thread(request) {
      const { id: userId } = actors.in(request);
      const { channelId, archived, locked, name, joined } = request;
      if (joined === true) joinThread(world, { userId }, channelId);
      if (joined === false) removeFromThread(world, { userId }, channelId, userId);
      if (archived !== undefined || locked !== undefined || name !== undefined)
        updateThread(world, { userId }, channelId, { archived, locked, name });
      return done;
    },
  };
}
