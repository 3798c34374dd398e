import {
  awaitReply,
  CannotDo,
  type OptionValue as GivenOption,
  type ModalValue as GivenValue,
  Reply,
  VirtualMember,
} from '../../actors/index.ts';
import type { Snowflake } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { refuse } from '../../world/errors.ts';
import type { World } from '../../world/world.ts';
import { viewMessage } from '../message-view.ts';
import { firstAnswer, outcomeOf } from '../outcome.ts';
import type { FileInput, ModalValue, Options } from '../protocol.ts';
import type { Actors } from './actors.ts';
import type { Handlers } from './index.ts';
import { fileOf } from './messages.ts';

type Names = 'run' | 'autocomplete' | 'context' | 'click' | 'select' | 'submit' | 'reply';

function optionsOf(options: Options = {}): Record<string, GivenOption> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, typeof value === 'object' ? fileOf(value) : value]),
  );
}

function modalValue(value: ModalValue): GivenValue {
  if (!Array.isArray(value)) return value;
  return value.every((it): it is FileInput => typeof it === 'object') && value.length > 0
    ? value.map(fileOf)
    : value.filter((it) => typeof it === 'string');
}

/** What a member does that an application must answer. */
export function interactionOperations(world: World, actors: Actors): Handlers<Names> {
  const { tables } = world;

  function interactionOf(userId: Snowflake, interactionId: Snowflake, otherwise: CannotDo) {
    const interaction = tables.interaction.get(interactionId);
    if (interaction?.user_id !== userId) throw otherwise;
    return interaction;
  }

  return {
    run(request) {
      const member = actors.in(request);
      return firstAnswer(world, member.id, () =>
        member.run(request.command, optionsOf(request.options), { in: { id: request.channelId } }),
      );
    },

    autocomplete(request) {
      const member = actors.in(request);
      return firstAnswer(world, member.id, () =>
        member.autocomplete(request.command, request.focused, request.value, optionsOf(request.options), {
          in: { id: request.channelId },
        }),
      );
    },

    context(request) {
      const member = actors.in(request);
      const { messageId, userId } = request;
      const place = { in: { id: request.channelId } };
      const guildId = member.guild.id;
      return firstAnswer(world, member.id, () => {
        if (messageId !== undefined) return member.contextMenu(request.command, messageId, place);
        if (userId === undefined || !tables.member.has(pairKey(guildId, userId))) throw refuse(10007);
        const target = new VirtualMember(world, member.guild, userId);
        return member.contextMenu(request.command, target, place);
      });
    },

    click(request) {
      const member = actors.in(request);
      return firstAnswer(world, member.id, () => member.click(request.messageId, request.customId));
    },

    select(request) {
      const member = actors.in(request);
      return firstAnswer(world, member.id, () =>
        member.select(request.messageId, request.customId, request.values),
      );
    },

    submit(request) {
      const member = actors.in(request);
      const opener = interactionOf(
        member.id,
        request.interactionId,
        new CannotDo('no-modal', 'that interaction opened no modal for this member'),
      );
      const values = Object.fromEntries(
        Object.entries(request.values).map(([id, value]) => [id, modalValue(value)]),
      );
      return firstAnswer(world, member.id, () => new Reply(world, opener).submit(values));
    },

    async reply(request) {
      const member = actors.in(request);
      const interaction = interactionOf(
        member.id,
        request.interactionId,
        new CannotDo('refused', 'there is no such interaction of this member', 10062),
      );
      const view = (id: Snowflake) => {
        const message = tables.message.get(id);
        return message ? [viewMessage(world, message, member.id)] : [];
      };
      try {
        const reply = await awaitReply(world, interaction);
        const current = tables.interaction.get(interaction.id) ?? interaction;
        return {
          outcome: outcomeOf(current),
          message:
            current.original_message_id === null ? null : (view(current.original_message_id)[0] ?? null),
          followups: reply.followups.flatMap((it) => view(it.id)),
        };
      } catch (error) {
        if (!(error instanceof CannotDo) || error.reason !== 'application-did-not-respond') throw error;
        return { outcome: outcomeOf({ ...interaction, answer: null }), message: null, followups: [] };
      }
    },
  };
}
