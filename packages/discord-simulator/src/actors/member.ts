import { canSee, holdsMessages, permissionsInChannel } from '../world/access.ts';
import {
  addReaction,
  banMember,
  buySku,
  createInteraction,
  deleteMessage,
  editMessage,
  followScheduledEvent,
  giveRole,
  joinGuild,
  joinVoice,
  kickMember,
  leaveGuild,
  moveVoice,
  openDm,
  readEmoji,
  removeReaction,
  removeRole,
  sendMessage,
  startTyping,
  unbanMember,
  updateMember,
  updateUser,
  useInvite,
  votePoll,
} from '../world/actions/index.ts';
import { readDuration } from '../world/clock.ts';
import { whyNotCommand } from '../world/command-access.ts';
import type {
  Application,
  Channel,
  Command,
  Entitlement,
  Member,
  Message,
  Snowflake,
  User,
} from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import { everythingIn } from '../world/history.ts';
import { limits } from '../world/limits.ts';
import type { MessageInput } from '../world/message-form.ts';
import { memberView, messageView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { attempt, CannotDo } from './cannot-do.ts';
import type { OptionValue, VirtualFile } from './command-input.ts';
import { ResolvedEntities, readCommandInput } from './command-input.ts';
import { clickComponent, selectInComponent } from './components.ts';
import type { VirtualGuild } from './guild.ts';
import { VirtualMessage } from './message.ts';
import type { Reply } from './reply.ts';
import { awaitReply } from './reply.ts';
import { waitFor } from './wait.ts';

/** A message by its handle, a reply, or its id. */
export type MessageLike = { id: Snowflake } | { message: { id: Snowflake } | null } | Snowflake;
/** A channel by its name or id, or as an entity. */
export type ChannelLike = string | { id: Snowflake };

export interface SayOptions {
  reply?: MessageLike;
  attachments?: VirtualFile[];
}

/** A member of a guild whom a test (or the chat view) plays. Everything they do is checked as Discord's client and server would. */
export class VirtualMember {
  readonly id: Snowflake;
  readonly guild: VirtualGuild;
  readonly #world: World;

  constructor(world: World, guild: VirtualGuild, userId: Snowflake) {
    this.#world = world;
    this.guild = guild;
    this.id = userId;
  }

  get user(): User {
    const user = this.#world.tables.user.get(this.id);
    if (!user) throw new Error(`user ${this.id} is gone`);
    return user;
  }

  get name(): string {
    return this.user.global_name ?? this.user.username;
  }

  /** `<@id>` */
  get mention(): string {
    return `<@${this.id}>`;
  }

  get #record(): Member {
    const member = this.#world.tables.member.get(pairKey(this.guild.id, this.id));
    if (!member) throw new CannotDo('not-a-member', `${this.name} is not in ${this.guild.name}`);
    return member;
  }

  get isMember(): boolean {
    return this.#world.tables.member.has(pairKey(this.guild.id, this.id));
  }

  /** The member as Discord would give them. Throws `not-a-member` after they left. */
  get json(): ReturnType<typeof memberView> {
    return memberView(this.#world, this.#record);
  }

  /** Names of their roles. */
  get roles(): string[] {
    return this.#record.roles.flatMap((id) => this.#world.tables.role.get(id)?.name ?? []);
  }

  get nick(): string | null {
    return this.#record.nick;
  }

  get timedOutUntil(): Date | null {
    const until = this.#record.communication_disabled_until;
    return until !== null && until > this.#world.now() ? new Date(until) : null;
  }

  /**
   * Chooses the language of their Discord client, which interactions tell applications.
   *
   * @example ana.speaks('fr');
   */
  speaks(locale: string): this {
    updateUser(this.#world, this.id, { locale });
    return this;
  }

  /** A place to talk: a channel of the guild. */
  in(channel: ChannelLike) {
    const target = this.guild.channelRecord(channel);
    return {
      say: (text: string, options: SayOptions = {}) => this.#say(target, text, options),
      type: () =>
        attempt(this.name, `type in #${target.name}`, () =>
          startTyping(this.#world, { userId: this.id }, target.id),
        ),
      run: (command: string, values: Record<string, OptionValue> = {}) =>
        this.run(command, values, { in: target }),
      /** The last messages, oldest first, as this member sees them. */
      messages: (limit = 50): VirtualMessage[] => {
        this.#mustSee(target);
        return everythingIn(this.#world, target.id)
          .filter((message) => message.ephemeral_for === null || message.ephemeral_for === this.id)
          .slice(-limit)
          .map((message) => new VirtualMessage(this.#world, this.id, message.id));
      },
    };
  }

  /** The direct messages with a bot (or anyone). */
  async dm(text: string, to?: { id: Snowflake }): Promise<VirtualMessage> {
    const other = to?.id ?? this.guild.application().bot_user_id;
    return attempt(this.name, 'send a direct message', () => {
      const channel = openDm(this.#world, this.id, other);
      const message = sendMessage(this.#world, { userId: this.id }, channel.id, { content: text });
      return new VirtualMessage(this.#world, this.id, message.id);
    });
  }

  async #say(channel: Channel, text: string, options: SayOptions): Promise<VirtualMessage> {
    const input: MessageInput = {
      content: text,
      ...(options.reply ? { message_reference: { message_id: messageId(options.reply) } } : {}),
      ...(options.attachments
        ? {
            files: options.attachments.map((file, index) => ({
              index: String(index),
              filename: file.name,
              contentType: file.contentType ?? 'application/octet-stream',
              data: Buffer.from(file.data),
            })),
          }
        : {}),
    };
    const message = attempt(this.name, `write in #${channel.name}`, () =>
      sendMessage(this.#world, { userId: this.id }, channel.id, input),
    );
    return new VirtualMessage(this.#world, this.id, message.id);
  }

  async edit(message: MessageLike, text: string): Promise<VirtualMessage> {
    const record = this.#messageRecord(message);
    attempt(this.name, 'edit the message', () =>
      editMessage(this.#world, { userId: this.id }, record.channel_id, record.id, { content: text }),
    );
    return new VirtualMessage(this.#world, this.id, record.id);
  }

  async delete(message: MessageLike): Promise<void> {
    const record = this.#messageRecord(message);
    attempt(this.name, 'delete the message', () =>
      deleteMessage(this.#world, { userId: this.id }, record.channel_id, record.id),
    );
  }

  async react(message: MessageLike, emoji: string): Promise<void> {
    const record = this.#messageRecord(message);
    attempt(this.name, `react with ${emoji}`, () =>
      addReaction(
        this.#world,
        { userId: this.id },
        record.channel_id,
        record.id,
        readEmoji(this.#world, emoji),
      ),
    );
  }

  async unreact(message: MessageLike, emoji: string): Promise<void> {
    const record = this.#messageRecord(message);
    attempt(this.name, `take ${emoji} back`, () =>
      removeReaction(
        this.#world,
        { userId: this.id },
        record.channel_id,
        record.id,
        readEmoji(this.#world, emoji),
        this.id,
      ),
    );
  }

  /**
   * Votes in a poll, by the text or the number of the answers; what they chose before is replaced. None takes it back.
   *
   * @example await ana.vote(poll, 'Tea', 'Cake');
   */
  async vote(message: MessageLike, ...answers: (string | number)[]): Promise<void> {
    const record = this.#messageRecord(message);
    const ids = answers.map((wanted) => {
      const found = record.poll?.answers.find(
        (answer) => answer.answer_id === wanted || answer.poll_media.text === wanted,
      );
      if (!found) throw new CannotDo('invalid-choice', `the poll has no answer "${wanted}"`);
      return found.answer_id;
    });
    attempt(this.name, 'vote', () =>
      votePoll(this.#world, { userId: this.id }, record.channel_id, record.id, ids),
    );
  }

  /** Says that they are interested in an event of the guild, or no longer. */
  async follow(event: { id: Snowflake }, interested = true): Promise<void> {
    attempt(this.name, 'follow the event', () =>
      followScheduledEvent(this.#world, { userId: this.id }, this.guild.id, event.id, interested),
    );
  }

  /** Buys what an application sells, for themselves or, when it is sold to guilds, for their guild. */
  async buy(sku: { id: Snowflake }): Promise<Entitlement> {
    const record = this.#world.tables.sku.get(sku.id);
    if (!record) throw new CannotDo('invalid-choice', `nothing is sold under ${sku.id}`);
    return buySku(this.#world, record, { userId: this.id, guildId: this.guild.id });
  }

  /**
   * Uses a slash command, and waits for the answer.
   *
   * @param command - `/rank`, `/ticket open` (the slash is optional).
   * @param options.in - where; the first channel that the member can write in when not given.
   * @example const reply = await ana.run('/rank', { user: guild.member('bob') });
   */
  async run(
    command: string,
    values: Record<string, OptionValue> = {},
    options: { in?: ChannelLike } = {},
  ): Promise<Reply> {
    const channel = this.#placeFor(options.in);
    const [name = '', ...path] = command.trim().replace(/^\//, '').split(/\s+/);
    const found = this.#command(name, 1, channel);
    const entities = new ResolvedEntities(this.#world, channel, this.id);
    const input = readCommandInput(found.command, path, values, entities);
    const interaction = createInteraction(this.#world, found.application, {
      type: 2,
      guild_id: channel.guild_id,
      channel_id: channel.id,
      user_id: this.id,
      name: input.fullName,
      command_id: found.command.id,
      data: {
        ...dataOf(found.command),
        ...(input.options.length > 0 ? { options: input.options } : {}),
        ...(entities.found ? { resolved: entities.found } : {}),
      },
    });
    return awaitReply(this.#world, interaction);
  }

  /** Types in an option that has autocomplete, and waits for what is offered. */
  async autocomplete(
    command: string,
    option: string,
    typed: string,
    values: Record<string, OptionValue> = {},
    options: { in?: ChannelLike } = {},
  ): Promise<{ name: string; value: string | number }[]> {
    const channel = this.#placeFor(options.in);
    const [name = '', ...path] = command.trim().replace(/^\//, '').split(/\s+/);
    const found = this.#command(name, 1, channel);
    const entities = new ResolvedEntities(this.#world, channel, this.id);
    const input = readCommandInput(found.command, path, values, entities, { option, text: typed });
    const interaction = createInteraction(this.#world, found.application, {
      type: 4,
      guild_id: channel.guild_id,
      channel_id: channel.id,
      user_id: this.id,
      name: input.fullName,
      command_id: found.command.id,
      data: { ...dataOf(found.command), options: input.options },
    });
    const answered = await waitFor(
      this.#world,
      () => {
        const now = this.#world.tables.interaction.get(interaction.id);
        return now?.answer == null ? null : now;
      },
      limits.interactionAnswer + 200,
    );
    if (!answered)
      throw new CannotDo('application-did-not-respond', `no choices for /${input.fullName} came within 3 s`);
    return (answered.answer_data?.choices ?? []) as { name: string; value: string | number }[];
  }

  /** Uses a command of the menu on a member or on a message. */
  async contextMenu(
    name: string,
    target: VirtualMember | MessageLike,
    options: { in?: ChannelLike } = {},
  ): Promise<Reply> {
    const onMember = target instanceof VirtualMember;
    const message = onMember ? null : this.#messageRecord(target);
    const channel = message
      ? this.guild.channelRecord({ id: message.channel_id })
      : this.#placeFor(options.in);
    const found = this.#command(name, onMember ? 2 : 3, channel);
    const entities = new ResolvedEntities(this.#world, channel, this.id);
    const targetId = message?.id ?? (target as VirtualMember).id;
    if (message) entities.message(message.id);
    else entities.user(targetId);
    const interaction = createInteraction(this.#world, found.application, {
      type: 2,
      guild_id: channel.guild_id,
      channel_id: channel.id,
      user_id: this.id,
      name: found.command.name,
      command_id: found.command.id,
      target_id: targetId,
      data: { ...dataOf(found.command), target_id: targetId, resolved: entities.resolved },
    });
    return awaitReply(this.#world, interaction);
  }

  /** Presses a button of any message that they see. */
  async click(message: MessageLike, labelOrCustomId: string): Promise<Reply> {
    return awaitReply(
      this.#world,
      await clickComponent(this.#world, this.id, { id: messageId(message) }, labelOrCustomId),
    );
  }

  /** Chooses in a select menu of any message that they see. */
  async select(
    message: MessageLike,
    customIdOrPlaceholder: string,
    values: (string | { id: string })[],
  ): Promise<Reply> {
    return awaitReply(
      this.#world,
      await selectInComponent(
        this.#world,
        this.id,
        { id: messageId(message) },
        customIdOrPlaceholder,
        values,
      ),
    );
  }

  /** Commands that the client would offer them in a channel. */
  commands(channel?: ChannelLike): Command[] {
    const place = this.#placeFor(channel);
    return this.guild
      .applications()
      .flatMap((application) => commandsIn(this.#world, application, this.guild.id))
      .filter((command) => whyNotCommand(this.#world, command, this.id, place) === null);
  }

  readonly voice = {
    join: async (channel: ChannelLike): Promise<void> => {
      const target = this.guild.channelRecord(channel);
      attempt(this.name, `enter ${target.name}`, () => joinVoice(this.#world, this.id, target.id));
    },
    leave: async (): Promise<void> => moveVoice(this.#world, this.guild.id, this.id, { channel_id: null }),
    mute: async (on = true): Promise<void> =>
      moveVoice(this.#world, this.guild.id, this.id, { self_mute: on }),
    deafen: async (on = true): Promise<void> =>
      moveVoice(this.#world, this.guild.id, this.id, { self_deaf: on }),
  };

  async leave(): Promise<void> {
    attempt(this.name, 'leave the guild', () => leaveGuild(this.#world, this.guild.id, this.id));
  }

  /** Comes (back) into the guild, by an invite's code if one is given. `refused` with code 40007 when they are banned. */
  async rejoin(invite?: string): Promise<this> {
    attempt(this.name, 'join the guild', () =>
      invite === undefined
        ? joinGuild(this.#world, this.guild.id, this.id)
        : useInvite(this.#world, this.guild.id, this.id, invite),
    );
    return this;
  }

  #actor(by: VirtualMember | undefined): { userId: Snowflake } {
    return { userId: by?.id ?? this.guild.owner.id };
  }

  /** Gives them a role; the guild's owner does it unless `by` says who. */
  async giveRole(role: string | { id: Snowflake }, by?: VirtualMember): Promise<void> {
    const record = this.guild.roleRecord(role);
    attempt(by?.name ?? 'the owner', `give ${record.name}`, () =>
      giveRole(this.#world, this.#actor(by), this.guild.id, this.id, record.id),
    );
  }

  async removeRole(role: string | { id: Snowflake }, by?: VirtualMember): Promise<void> {
    const record = this.guild.roleRecord(role);
    attempt(by?.name ?? 'the owner', `take ${record.name}`, () =>
      removeRole(this.#world, this.#actor(by), this.guild.id, this.id, record.id),
    );
  }

  /** Times them out for `'10m'` or milliseconds; `null` ends it. */
  async timeout(duration: string | number | null, by?: VirtualMember): Promise<void> {
    const until = duration === null ? null : this.#world.now() + readDuration(duration);
    attempt(by?.name ?? 'the owner', `time ${this.name} out`, () =>
      updateMember(this.#world, this.#actor(by), this.guild.id, this.id, {
        communication_disabled_until: until,
      }),
    );
  }

  async rename(nick: string | null, by?: VirtualMember): Promise<void> {
    attempt(by?.name ?? 'the owner', `rename ${this.name}`, () =>
      updateMember(this.#world, this.#actor(by), this.guild.id, this.id, { nick }),
    );
  }

  async kick(by?: VirtualMember): Promise<void> {
    attempt(by?.name ?? 'the owner', `kick ${this.name}`, () =>
      kickMember(this.#world, this.#actor(by), this.guild.id, this.id),
    );
  }

  async ban(by?: VirtualMember, reason?: string): Promise<void> {
    attempt(by?.name ?? 'the owner', `ban ${this.name}`, () =>
      banMember(this.#world, this.#actor(by), this.guild.id, this.id, { reason: reason ?? null }),
    );
  }

  async unban(by?: VirtualMember): Promise<void> {
    attempt(by?.name ?? 'the owner', `unban ${this.name}`, () =>
      unbanMember(this.#world, this.#actor(by), this.guild.id, this.id),
    );
  }

  /** Their permissions in a channel, as bits. */
  permissionsIn(channel: ChannelLike): bigint {
    return permissionsInChannel(this.#world, this.id, this.guild.channelRecord(channel));
  }

  #mustSee(channel: Channel): void {
    if (!this.isMember && channel.guild_id !== null) {
      throw new CannotDo('not-a-member', `${this.name} is not in ${this.guild.name}`);
    }
    if (!canSee(this.#world, this.id, channel)) {
      throw new CannotDo('cannot-see-channel', `${this.name} does not see #${channel.name}`, 50001);
    }
  }

  #placeFor(channel: ChannelLike | undefined): Channel {
    if (channel !== undefined) {
      const record = this.guild.channelRecord(channel);
      this.#mustSee(record);
      return record;
    }
    if (!this.isMember) throw new CannotDo('not-a-member', `${this.name} is not in ${this.guild.name}`);
    const place = this.#world.tables.channel
      .by('guild', this.guild.id)
      .find((it) => it.type === 0 && holdsMessages(it) && canSee(this.#world, this.id, it));
    if (!place)
      throw new CannotDo('cannot-see-channel', `${this.name} sees no text channel in ${this.guild.name}`);
    return place;
  }

  #command(name: string, type: number, channel: Channel): { command: Command; application: Application } {
    for (const application of this.guild.applications()) {
      const command = commandsIn(this.#world, application, this.guild.id).find(
        (it) => it.type === type && it.name === name,
      );
      if (!command) continue;
      const why = whyNotCommand(this.#world, command, this.id, channel);
      if (why !== null) throw new CannotDo('command-not-allowed', `${this.name} cannot use /${name}: ${why}`);
      return { command, application };
    }
    const known = this.guild
      .applications()
      .flatMap((it) => commandsIn(this.#world, it, this.guild.id))
      .filter((it) => it.type === type)
      .map((it) => it.name);
    throw new CannotDo(
      'unknown-command',
      `there is no command "${name}" in ${this.guild.name}: ${known.length > 0 ? `there are ${known.join(', ')}` : 'none is registered'}`,
    );
  }

  #messageRecord(message: MessageLike): Message {
    const record = this.#world.tables.message.get(messageId(message));
    if (!record) throw new CannotDo('refused', 'the message is no longer there', 10008);
    return record;
  }

  /** A message as this member sees it. */
  view(message: MessageLike): Record<string, unknown> {
    return messageView(this.#world, this.#messageRecord(message), this.id);
  }
}

function messageId(message: MessageLike): Snowflake {
  if (typeof message === 'string') return message;
  if ('id' in message) return message.id;
  if (!message.message) throw new CannotDo('refused', 'there is no message', 10008);
  return message.message.id;
}

/** A guild's own commands go before global ones of the same name. */
function commandsIn(world: World, application: Application, guildId: Snowflake): Command[] {
  return [
    ...world.tables.command.by('scope', `${application.id}:${guildId}`),
    ...world.tables.command.by('scope', `${application.id}:global`),
  ];
}

function dataOf(command: Command): Record<string, unknown> {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === null ? {} : { guild_id: command.guild_id }),
  };
}
