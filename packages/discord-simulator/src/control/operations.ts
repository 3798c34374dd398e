import { CannotDo, Reply, VirtualGuild, VirtualMember } from '../actors/index.ts';
import type { DiscordSimulator } from '../simulator.ts';
import {
  banMember,
  deleteMessages,
  giveRole,
  joinGuild,
  kickMember,
  listMessages,
  removeRole,
  unbanMember,
  updateMember,
  updateUser,
} from '../world/actions/index.ts';
import { readDuration } from '../world/clock.ts';
import type { Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import { refuse } from '../world/errors.ts';
import { compareSnowflakes } from '../world/snowflake.ts';
import type { World } from '../world/world.ts';
import { viewMember } from './guild-view.ts';
import { viewMessage } from './message-view.ts';
import { firstAnswer } from './outcome.ts';
import type { AnswerOf, OperationName, RequestOf } from './protocol.ts';
import { BadRequest } from './refusal.ts';
import { commandsFor, snapshot, viewClock, viewFaults } from './snapshot.ts';
import { viewTraffic } from './traffic-view.ts';

/** Milliseconds; a duration that cannot be read is the asker's mistake. */
function duration(text: string | number): number {
  try {
    return readDuration(text);
  } catch (error) {
    throw new BadRequest(400, 'invalid', error instanceof Error ? error.message : String(error));
  }
}

type Handlers = { [N in OperationName]: (request: RequestOf<N>) => AnswerOf<N> | Promise<AnswerOf<N>> };

/** Every operation of the control API. What members do goes through the same actors as in the tests. */
export function operations(world: World, simulator: DiscordSimulator): Handlers {
  const { tables } = world;

  function guildOf(guildId: Snowflake): VirtualGuild {
    if (!tables.guild.has(guildId)) throw refuse(10004);
    return new VirtualGuild(world, guildId, () => {
      const [first] = tables.application.values();
      if (!first) throw new BadRequest(404, 'not-found', 'this simulator has no application');
      return first;
    });
  }

  function memberIn(guildId: Snowflake, userId: Snowflake): VirtualMember {
    const user = tables.user.get(userId);
    if (!user) throw refuse(10013);
    if (user.bot)
      throw new BadRequest(422, 'invalid', `${user.username} is a bot: it acts through its own token`);
    const guild = guildOf(guildId);
    if (!tables.member.has(pairKey(guildId, userId))) {
      throw new CannotDo('not-a-member', `${user.username} is not in ${guild.name}`, 10007);
    }
    return new VirtualMember(world, guild, userId);
  }

  /** The member who acts, by the channel that they act in. */
  function actor(request: { as: Snowflake; channelId: Snowflake }): VirtualMember {
    const channel = tables.channel.get(request.channelId);
    if (!channel) throw refuse(10003);
    if (channel.guild_id === null) {
      throw new BadRequest(
        422,
        'invalid',
        'members act in guild channels only; direct messages are not offered here',
      );
    }
    return memberIn(channel.guild_id, request.as);
  }

  const place = (request: { channelId: Snowflake }) => ({ id: request.channelId });
  const done = {};

  return {
    snapshot: ({ as }) => snapshot(world, simulator, as),

    messages(request) {
      actor(request);
      const limit = request.limit ?? 50;
      const page = listMessages(world, { userId: request.as }, request.channelId, {
        before: request.before ?? null,
        limit: limit + 1,
      });
      const shown = page.slice(0, limit);
      // Ephemeral messages are in no history, but on their member's screen until dismissed.
      const oldest = shown.at(-1)?.id ?? '0';
      const own = tables.message
        .by('anyChannel', request.channelId)
        .filter((it) => it.ephemeral_for === request.as)
        .filter((it) => page.length <= limit || compareSnowflakes(it.id, oldest) > 0)
        .filter((it) => request.before === undefined || compareSnowflakes(it.id, request.before) < 0);
      const all = [...shown, ...own].sort((a, b) => compareSnowflakes(a.id, b.id));
      return { messages: all.map((it) => viewMessage(world, it, request.as)), more: page.length > limit };
    },

    members(request) {
      memberIn(request.guildId, request.as);
      const guild = tables.guild.get(request.guildId);
      if (!guild) throw refuse(10004);
      const query = (request.query ?? '').toLowerCase();
      const found = [];
      for (const member of tables.member.by('guild', guild.id)) {
        const view = viewMember(world, guild, member);
        const matches = view.name.toLowerCase().startsWith(query) || view.username.startsWith(query);
        if (matches) found.push(view);
        if (found.length >= (request.limit ?? 100)) break;
      }
      return { members: found };
    },

    commands: (request) => ({ commands: commandsFor(world, actor(request), request.channelId) }),

    async say(request) {
      const message = await actor(request)
        .in(place(request))
        .say(request.content ?? '', {
          ...(request.replyTo === undefined ? {} : { reply: request.replyTo }),
          ...(request.attachments === undefined
            ? {}
            : {
                attachments: request.attachments.map((it) => ({
                  name: it.filename,
                  contentType: it.contentType,
                  data: Buffer.from(it.base64, 'base64'),
                })),
              }),
        });
      return { messageId: message.id };
    },

    async edit(request) {
      await actor(request).edit(request.messageId, request.content);
      return done;
    },

    async delete(request) {
      await actor(request).delete(request.messageId);
      return done;
    },

    async react(request) {
      const member = actor(request);
      if (request.remove === true) await member.unreact(request.messageId, request.emoji);
      else await member.react(request.messageId, request.emoji);
      return done;
    },

    type(request) {
      actor(request).in(place(request)).type();
      return done;
    },

    dismiss(request) {
      actor(request);
      const message = tables.message.get(request.messageId);
      const channel = tables.channel.get(request.channelId);
      if (!channel || message?.ephemeral_for !== request.as || message.channel_id !== channel.id)
        throw refuse(10008);
      deleteMessages(world, channel, [message]);
      return done;
    },

    run(request) {
      const member = actor(request);
      return firstAnswer(world, member.id, () =>
        member.run(request.command, request.options ?? {}, { in: place(request) }),
      );
    },

    autocomplete(request) {
      const member = actor(request);
      return firstAnswer(world, member.id, () =>
        member.autocomplete(request.command, request.focused, request.value, request.options ?? {}, {
          in: place(request),
        }),
      );
    },

    context(request) {
      const member = actor(request);
      const { messageId, userId } = request;
      const guildId = member.guild.id;
      return firstAnswer(world, member.id, () => {
        if (messageId !== undefined)
          return member.contextMenu(request.command, messageId, { in: place(request) });
        if (userId === undefined || !tables.member.has(pairKey(guildId, userId))) throw refuse(10007);
        const target = new VirtualMember(world, member.guild, userId);
        return member.contextMenu(request.command, target, { in: place(request) });
      });
    },

    click(request) {
      const member = actor(request);
      return firstAnswer(world, member.id, () => member.click(request.messageId, request.customId));
    },

    select(request) {
      const member = actor(request);
      return firstAnswer(world, member.id, () =>
        member.select(request.messageId, request.customId, request.values),
      );
    },

    submit(request) {
      const member = actor(request);
      const opener = tables.interaction.get(request.interactionId);
      if (opener?.user_id !== member.id) {
        throw new CannotDo('no-modal', 'that interaction opened no modal for this member');
      }
      return firstAnswer(world, member.id, () => new Reply(world, opener).submit(request.values));
    },

    join(request) {
      const guild = guildOf(request.guildId);
      if ('username' in request) return { userId: guild.member(request.username).id };
      const user = tables.user.get(request.as);
      if (!user || user.bot) throw refuse(10013);
      return { userId: joinGuild(world, guild.id, user.id).user_id };
    },

    async leave(request) {
      await memberIn(request.guildId, request.as).leave();
      return done;
    },

    async voice(request) {
      const member = memberIn(request.guildId, request.as);
      if (request.channelId === null) await member.voice.leave();
      else await member.voice.join({ id: request.channelId });
      return done;
    },

    role(request) {
      memberIn(request.guildId, request.as);
      const change = request.give ? giveRole : removeRole;
      change(world, { userId: request.as }, request.guildId, request.userId, request.roleId);
      return done;
    },

    moderate(request) {
      memberIn(request.guildId, request.as);
      const actor = { userId: request.as, reason: request.reason ?? null };
      const { guildId, userId } = request;
      if (request.act === 'kick') kickMember(world, actor, guildId, userId);
      else if (request.act === 'ban') banMember(world, actor, guildId, userId);
      else if (request.act === 'unban') unbanMember(world, actor, guildId, userId);
      else {
        const until = request.duration === undefined ? null : world.now() + duration(request.duration);
        updateMember(world, actor, guildId, userId, { communication_disabled_until: until });
      }
      return done;
    },

    locale(request) {
      const user = tables.user.get(request.as);
      if (!user || user.bot) throw refuse(10013);
      updateUser(world, user.id, { locale: request.locale });
      return done;
    },

    async clock(request) {
      if (request.advance !== undefined) {
        duration(request.advance);
        await simulator.advance(request.advance);
      }
      return viewClock(world);
    },

    faults(request) {
      if (request.latencyMs !== undefined) simulator.faults.latency(request.latencyMs);
      return viewFaults(simulator);
    },

    failNext(request) {
      simulator.faults.next(request.route, request.status, request.times);
      return done;
    },

    sabotage({ act }) {
      if (act === 'drop') simulator.faults.dropGateway();
      else if (act === 'reconnect') simulator.faults.reconnect();
      else if (act === 'invalidate') simulator.faults.invalidSession(false);
      else simulator.faults.silence();
      return done;
    },

    traffic: ({ after }) => ({
      entries: simulator.traffic
        .entries()
        .filter((it) => after === undefined || it.id > after)
        .map(viewTraffic),
    }),

    async idle() {
      await simulator.idle();
      return { violations: world.violations.map(({ kind, where, message }) => ({ kind, where, message })) };
    },
  };
}
