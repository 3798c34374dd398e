import { canSee, permissionsInChannel } from '../world/access.ts';
import { storeAttachments } from '../world/actions/index.ts';
import type { Channel, Command, CommandOption, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import {
  attachmentView,
  bareMemberView,
  channelView,
  messageView,
  roleView,
  userViewById,
} from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { CannotDo } from './cannot-do.ts';

/** A file that a member attaches. */
export interface VirtualFile {
  name: string;
  data: Buffer | string;
  contentType?: string;
}

/** Anything with an id (a member, a role, a channel), a plain value, or a file. */
export type OptionValue = string | number | boolean | { id: Snowflake } | VirtualFile;

/** What `resolved` of an interaction holds: the entities that its ids stand for. */
export type Resolved = Record<string, Record<Snowflake, unknown>>;

export class ResolvedEntities {
  readonly #world: World;
  readonly #channel: Channel;
  readonly #userId: Snowflake;
  readonly resolved: Resolved = {};

  constructor(world: World, channel: Channel, userId: Snowflake) {
    this.#world = world;
    this.#channel = channel;
    this.#userId = userId;
  }

  #put(kind: string, id: Snowflake, value: unknown): void {
    this.resolved[kind] = { ...this.resolved[kind], [id]: value };
  }

  user(id: Snowflake): boolean {
    if (!this.#world.tables.user.has(id)) return false;
    this.#put('users', id, userViewById(this.#world, id));
    const guildId = this.#channel.guild_id;
    const member = guildId ? this.#world.tables.member.get(pairKey(guildId, id)) : undefined;
    if (member) {
      const { mute, deaf, ...shown } = bareMemberView(member);
      this.#put('members', id, {
        ...shown,
        permissions: String(permissionsInChannel(this.#world, id, this.#channel)),
      });
    }
    return true;
  }

  role(id: Snowflake): boolean {
    const role = this.#world.tables.role.get(id);
    if (!role || role.guild_id !== this.#channel.guild_id) return false;
    this.#put('roles', id, roleView(role));
    return true;
  }

  channel(id: Snowflake, types: number[] | undefined): boolean {
    const channel = this.#world.tables.channel.get(id);
    if (!channel || channel.guild_id !== this.#channel.guild_id) return false;
    if (!canSee(this.#world, this.#userId, channel)) return false;
    if (types && types.length > 0 && !types.includes(channel.type)) return false;
    this.#put('channels', id, {
      ...channelView(this.#world, channel, this.#userId),
      permissions: String(permissionsInChannel(this.#world, this.#userId, channel)),
    });
    return true;
  }

  message(id: Snowflake): boolean {
    const message = this.#world.tables.message.get(id);
    if (!message) return false;
    this.#put('messages', id, messageView(this.#world, message, this.#userId));
    return true;
  }

  attachment(file: VirtualFile): Snowflake {
    const [stored] = storeAttachments(this.#world, this.#channel.id, {
      files: [
        {
          index: '0',
          filename: file.name,
          contentType: file.contentType ?? 'application/octet-stream',
          data: Buffer.from(file.data),
        },
      ],
    });
    if (!stored) throw new Error('storing one file gave none');
    this.#put('attachments', stored.id, { ...attachmentView(this.#world, stored), ephemeral: true });
    return stored.id;
  }

  /** `undefined` when nothing was resolved: Discord leaves the field out. */
  get found(): Resolved | undefined {
    return Object.keys(this.resolved).length > 0 ? this.resolved : undefined;
  }
}

export interface ReadInput {
  /** `rank`, `ticket open`. */
  fullName: string;
  options: Record<string, unknown>[];
}

/**
 * Puts a member's words into the shape of an interaction's options, as the client does, refusing what it would refuse:
 * unknown and missing options, values of the wrong kind, choices that are not offered, numbers and texts out of bounds.
 *
 * @param path - the words after the command's name: subcommand group and subcommand.
 * @param typing - the option with autocomplete that is being typed in: other required ones may be missing.
 */
export function readCommandInput(
  command: Command,
  path: string[],
  values: Record<string, OptionValue>,
  entities: ResolvedEntities,
  typing?: { option: string; text: string },
): ReadInput {
  const names = [command.name];
  const wrappers: { name: string; type: number }[] = [];
  let level: readonly CommandOption[] = command.options;
  for (const word of path) {
    const next = level.find((option) => option.type <= 2 && option.name === word);
    if (!next) throw new CannotDo('unknown-command', `/${[...names, word].join(' ')} does not exist`);
    names.push(word);
    wrappers.push({ name: next.name, type: next.type });
    level = next.options ?? [];
  }
  const nested = level.filter((option) => option.type <= 2);
  if (nested.length > 0) {
    throw new CannotDo(
      'unknown-command',
      `/${names.join(' ')} needs a subcommand: ${nested.map((option) => option.name).join(', ')}`,
    );
  }
  for (const name of Object.keys(values)) {
    if (!level.some((option) => option.name === name)) {
      throw new CannotDo('invalid-option', `/${names.join(' ')} has no option "${name}"`);
    }
  }
  const given = level.flatMap((option) => {
    if (typing?.option === option.name) {
      if (!option.autocomplete) throw new CannotDo('invalid-option', `"${option.name}" has no autocomplete`);
      return [{ name: option.name, type: option.type, value: typing.text, focused: true }];
    }
    const value = values[option.name];
    if (value === undefined) {
      if (option.required && !typing) {
        throw new CannotDo('invalid-option', `/${names.join(' ')} needs the option "${option.name}"`);
      }
      return [];
    }
    return [{ name: option.name, type: option.type, value: readValue(option, value, entities) }];
  });
  if (typing && !level.some((option) => option.name === typing.option)) {
    throw new CannotDo('invalid-option', `/${names.join(' ')} has no option "${typing.option}"`);
  }
  let options: Record<string, unknown>[] = given;
  for (const wrapper of wrappers.reverse()) options = [{ ...wrapper, options }];
  return { fullName: names.join(' '), options };
}

function idOf(value: OptionValue): Snowflake {
  return typeof value === 'object' && 'id' in value ? value.id : String(value);
}

function readValue(
  option: CommandOption,
  value: OptionValue,
  entities: ResolvedEntities,
): string | number | boolean {
  const bad = (why: string) => new CannotDo('invalid-option', `option "${option.name}": ${why}`);
  switch (option.type) {
    case 3:
    case 4:
    case 10:
      return readScalar(option, value, bad);
    case 5:
      if (typeof value !== 'boolean') throw bad('must be true or false');
      return value;
    case 6:
      if (!entities.user(idOf(value))) throw bad('there is no such user');
      return idOf(value);
    case 7:
      if (!entities.channel(idOf(value), option.channel_types))
        throw bad('there is no such channel to choose');
      return idOf(value);
    case 8:
      if (!entities.role(idOf(value))) throw bad('there is no such role');
      return idOf(value);
    case 9:
      if (!entities.user(idOf(value)) && !entities.role(idOf(value)))
        throw bad('there is no such user or role');
      return idOf(value);
    case 11:
      if (typeof value !== 'object' || !('data' in value)) throw bad('must be a file');
      return entities.attachment(value);
    default:
      throw bad(`has type ${option.type}, which is unknown`);
  }
}

function readScalar(
  option: CommandOption,
  value: OptionValue,
  bad: (why: string) => CannotDo,
): string | number {
  if (option.choices && option.choices.length > 0) {
    const choice = option.choices.find((it) => it.value === value || it.name === value);
    if (!choice) throw bad(`must be one of ${option.choices.map((it) => it.name).join(', ')}`);
    return choice.value;
  }
  if (option.type === 3) {
    if (typeof value !== 'string') throw bad('must be text');
    if (value.length < (option.min_length ?? 0))
      throw bad(`must have at least ${option.min_length} characters`);
    if (value.length > (option.max_length ?? 6000))
      throw bad(`must have at most ${option.max_length ?? 6000} characters`);
    return value;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw bad('must be a number');
  if (option.type === 4 && !Number.isSafeInteger(value)) throw bad('must be a whole number');
  if (option.min_value !== undefined && value < option.min_value)
    throw bad(`must be at least ${option.min_value}`);
  if (option.max_value !== undefined && value > option.max_value)
    throw bad(`must be at most ${option.max_value}`);
  return value;
}
