import type { ChannelForm } from '../world/actions/index.ts';
import {
  createChannel,
  createGuild,
  createRole,
  createUser,
  installApplication,
  joinGuild,
  moveRoles,
  removeMember,
  uninstallApplication,
} from '../world/actions/index.ts';
import type { Application, Channel, Emoji, Guild, Role, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import type { PermissionName } from '../world/permissions.ts';
import { allPermissions, P, readPermissions } from '../world/permissions.ts';
import { channelView, guildView, roleView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import type { ChannelLike } from './member.ts';
import { VirtualMember } from './member.ts';
import { type PopulationOptions, populateGuild } from './population.ts';

export type Permissions = bigint | string | readonly PermissionName[];

/** What a virtual bot is added with unless told otherwise: everything but ADMINISTRATOR, so that its permissions are tested. */
export const botPermissions: bigint = allPermissions & ~P.Administrator;

export interface RoleSpec {
  name: string;
  permissions?: Permissions;
  color?: number;
  hoist?: boolean;
  mentionable?: boolean;
}

export type ChannelKind = 'text' | 'voice' | 'category' | 'announcement' | 'stage' | 'forum';

const kinds: Record<ChannelKind, number> = {
  text: 0,
  voice: 2,
  category: 4,
  announcement: 5,
  stage: 13,
  forum: 15,
};

export interface ChannelSpec {
  name: string;
  type?: ChannelKind | number;
  /** The category's name or id. */
  parent?: string;
  topic?: string;
  nsfw?: boolean;
  slowmode?: number;
  /** By role name (`@everyone` too), member name or id. */
  overwrites?: { for: string | { id: Snowflake }; allow?: Permissions; deny?: Permissions }[];
}

export interface GuildOptions {
  /** From the highest to the lowest. */
  roles?: (string | RoleSpec)[];
  channels?: (string | ChannelSpec)[];
  /** The owner's name; `owner` when not given. */
  owner?: string;
  /** Whether to add the bot, or with which permissions. It is added when not given. */
  install?: boolean | Permissions;
  /** Which bot; the default application's when not given. */
  application?: { id: Snowflake };
}

/** A guild that a test plays in. */
export class VirtualGuild {
  readonly id: Snowflake;
  readonly #world: World;
  readonly #members = new Map<Snowflake, VirtualMember>();
  readonly #defaultApplication: () => Application;

  constructor(world: World, id: Snowflake, defaultApplication: () => Application) {
    this.#world = world;
    this.id = id;
    this.#defaultApplication = defaultApplication;
  }

  get #record(): Guild {
    const guild = this.#world.tables.guild.get(this.id);
    if (!guild) throw new Error(`guild ${this.id} is gone`);
    return guild;
  }

  get name(): string {
    return this.#record.name;
  }

  get owner(): VirtualMember {
    return this.#handle(this.#record.owner_id);
  }

  /** The guild as Discord would give it. */
  get json(): ReturnType<typeof guildView> & { channels: Record<string, unknown>[] } {
    return {
      ...guildView(this.#world, this.#record),
      channels: this.#world.tables.channel
        .by('guild', this.id)
        .map((channel) => channelView(this.#world, channel, this.#record.owner_id)),
    };
  }

  #handle(userId: Snowflake): VirtualMember {
    let member = this.#members.get(userId);
    if (!member) {
      member = new VirtualMember(this.#world, this, userId);
      this.#members.set(userId, member);
    }
    return member;
  }

  /** Everyone in the guild, bots too. */
  get members(): VirtualMember[] {
    return this.#world.tables.member.by('guild', this.id).map((member) => this.#handle(member.user_id));
  }

  /**
   * The member of this name; they are made (and join) when there is none. The same name in two guilds is the same
   * person.
   */
  member(name: string, options: { roles?: string[]; bot?: boolean } = {}): VirtualMember {
    const known = this.#knownHere(name) ?? this.#knownElsewhere(name, options.bot ?? false);
    const userId =
      known?.id ?? createUser(this.#world, name, { bot: options.bot ?? false, display: name }).id;
    if (!this.#world.tables.presence.has(userId)) {
      this.#world.tables.presence.put({ user_id: userId, status: 'online', activities: [] });
    }
    const member = joinGuild(this.#world, this.id, userId);
    const roles = (options.roles ?? []).map((role) => this.roleRecord(role).id);
    const missing = roles.filter((id) => !member.roles.includes(id));
    if (missing.length > 0) {
      const updated = this.#world.tables.member.put({ ...member, roles: [...member.roles, ...missing] });
      this.#world.emit({ type: 'memberUpdate', member: updated, before: member });
    }
    return this.#handle(userId);
  }

  #knownHere(name: string): { id: Snowflake } | undefined {
    for (const { user_id: id } of this.#world.tables.member.by('guild', this.id)) {
      const user = this.#world.tables.user.get(id);
      if (user && (user.username === name || (user.global_name ?? user.username) === name)) return user;
    }
    return undefined;
  }

  /**
   * Fills the guild with people, for worlds as large as real ones.
   *
   * @example guild.populate(100_000, { seed: 3 });
   */
  populate(count: number, options: PopulationOptions = {}): this {
    populateGuild(this.#world, this.id, count, options);
    return this;
  }

  #knownElsewhere(name: string, bot: boolean): { id: Snowflake } | undefined {
    for (const user of this.#world.tables.user.values()) {
      if (user.bot === bot && user.global_name === name) return user;
    }
    return undefined;
  }

  /** A role by name or id. Throws when there is none. */
  role(nameOrId: string): Role {
    return this.roleRecord(nameOrId);
  }

  get roles(): ReturnType<typeof roleView>[] {
    return this.#world.tables.role.by('guild', this.id).map(roleView);
  }

  /** A channel by name or id. Throws when there is none. */
  channel(nameOrId: string): Channel {
    return this.channelRecord(nameOrId);
  }

  get channels(): Channel[] {
    return this.#world.tables.channel.by('guild', this.id);
  }

  roleRecord(role: string | { id: Snowflake }): Role {
    const wanted = typeof role === 'string' ? role : role.id;
    const all = this.#world.tables.role.by('guild', this.id);
    const found = all.find((it) => it.id === wanted || it.name === wanted);
    if (!found)
      throw new Error(`${this.name} has no role "${wanted}": it has ${all.map((it) => it.name).join(', ')}`);
    return found;
  }

  channelRecord(channel: ChannelLike): Channel {
    const wanted = typeof channel === 'string' ? channel.replace(/^#/, '') : channel.id;
    const direct = this.#world.tables.channel.get(wanted);
    if (direct && (direct.guild_id === this.id || direct.guild_id === null)) return direct;
    const all = this.channels;
    const found =
      all.find((it) => it.name === wanted) ??
      all.find((it) => it.name === wanted.toLowerCase().replaceAll(' ', '-'));
    if (!found)
      throw new Error(
        `${this.name} has no channel "${wanted}": it has ${all.map((it) => it.name).join(', ')}`,
      );
    return found;
  }

  /** Makes a role below the others (its owner does it). */
  addRole(spec: string | RoleSpec, options: { position?: number } = {}): Role {
    const { name, permissions, ...rest } =
      typeof spec === 'string' ? { name: spec, permissions: undefined } : spec;
    const actor = { userId: this.#record.owner_id };
    const role = createRole(this.#world, actor, this.id, {
      name,
      permissions: permissions === undefined ? '0' : String(readPermissions(permissions)),
      ...rest,
    });
    if (options.position !== undefined)
      moveRoles(this.#world, actor, this.id, [{ id: role.id, position: options.position }]);
    return this.roleRecord(role);
  }

  /** Makes a channel; the guild's owner does it unless `by` says who. */
  addChannel(spec: string | ChannelSpec, by: { id: Snowflake } = this.owner): Channel {
    const { name, type, parent, topic, nsfw, slowmode, overwrites } =
      typeof spec === 'string' ? ({ name: spec } as ChannelSpec) : spec;
    const number = typeof type === 'number' ? type : kinds[type ?? 'text'];
    if ([5, 13, 15].includes(number) && !this.#record.features.includes('COMMUNITY')) {
      this.#world.tables.guild.put({ ...this.#record, features: [...this.#record.features, 'COMMUNITY'] });
    }
    const form: ChannelForm = {
      name,
      type: number,
      ...(parent === undefined ? {} : { parent_id: this.channelRecord(parent).id }),
      ...(topic === undefined ? {} : { topic }),
      ...(nsfw === undefined ? {} : { nsfw }),
      ...(slowmode === undefined ? {} : { rate_limit_per_user: slowmode }),
      ...(overwrites === undefined
        ? {}
        : { permission_overwrites: overwrites.map((it) => this.#overwrite(it)) }),
    };
    return createChannel(this.#world, { userId: by.id }, this.id, form);
  }

  /** Adds an emoji of the guild's own (its owner does it). */
  addEmoji(name: string, options: { animated?: boolean } = {}): Emoji {
    const emoji: Emoji = {
      id: this.#world.ids.next(),
      guild_id: this.id,
      name,
      animated: options.animated ?? false,
      available: true,
      managed: false,
      require_colons: true,
      roles: [],
      creator_id: this.#record.owner_id,
    };
    this.#world.tables.emoji.put(emoji);
    this.#world.emit({ type: 'emojisUpdate', guildId: this.id });
    return emoji;
  }

  #overwrite(given: NonNullable<ChannelSpec['overwrites']>[number]) {
    const wanted = typeof given.for === 'string' ? given.for : given.for.id;
    const role = this.#world.tables.role
      .by('guild', this.id)
      .find((it) => it.id === wanted || it.name === wanted);
    const member = role ? undefined : this.members.find((it) => it.id === wanted || it.name === wanted);
    if (!role && !member) throw new Error(`${this.name} has no role or member "${wanted}"`);
    return {
      id: role?.id ?? member?.id ?? '',
      type: role ? 0 : 1,
      allow: String(readPermissions(given.allow ?? 0n)),
      deny: String(readPermissions(given.deny ?? 0n)),
    };
  }

  /** Adds a bot with its managed role, above all roles that there are now. */
  install(
    application: { id: Snowflake } = this.#defaultApplication(),
    permissions: Permissions = botPermissions,
  ): void {
    const record = this.#world.tables.application.get(application.id);
    if (!record) throw new Error(`there is no application ${application.id}`);
    installApplication(this.#world, record, this.id, {
      permissions: readPermissions(permissions),
      by: this.#record.owner_id,
    });
  }

  /** Removes a bot, as an admin does by kicking it. */
  uninstall(application: { id: Snowflake } = this.#defaultApplication()): void {
    const record = this.#world.tables.application.get(application.id);
    if (!record) throw new Error(`there is no application ${application.id}`);
    if (this.#world.tables.member.has(pairKey(this.id, record.bot_user_id))) {
      removeMember(this.#world, this.id, record.bot_user_id);
    } else uninstallApplication(this.#world, record, this.id);
  }

  /** Applications that were added to the guild. */
  applications(): Application[] {
    return this.#world.tables.installation
      .by('guild', this.id)
      .flatMap((it) => this.#world.tables.application.get(it.application_id) ?? []);
  }

  application(): Application {
    return this.applications()[0] ?? this.#defaultApplication();
  }
}

/** The guild of this name, made when there is none; roles and channels that it lacks are added. */
export function openGuild(
  world: World,
  name: string,
  options: GuildOptions,
  handleOf: (id: Snowflake) => VirtualGuild,
  defaultApplication: () => Application,
): VirtualGuild {
  let record = [...world.tables.guild.values()].find((it) => it.name === name);
  const isNew = !record;
  if (!record) {
    const ownerName = options.owner ?? 'owner';
    const known = [...world.tables.user.values()].find((user) => !user.bot && user.global_name === ownerName);
    const owner = known ?? createUser(world, ownerName);
    if (!world.tables.presence.has(owner.id)) {
      world.tables.presence.put({ user_id: owner.id, status: 'online', activities: [] });
    }
    record = createGuild(world, name, owner.id);
  }
  const guild = handleOf(record.id);
  const specs = options.roles ?? [];
  specs.forEach((spec, index) => {
    const roleName = typeof spec === 'string' ? spec : spec.name;
    const exists = world.tables.role.by('guild', guild.id).some((role) => role.name === roleName);
    if (!exists) guild.addRole(spec, isNew ? { position: specs.length - index } : {});
  });
  for (const spec of options.channels ?? (isNew ? ['general'] : [])) {
    const channelName = typeof spec === 'string' ? spec : spec.name;
    if (!guild.channels.some((channel) => channel.name === channelName)) guild.addChannel(spec);
  }
  const install = options.install ?? true;
  const application = options.application ?? (install === false ? null : defaultApplication());
  if (
    install !== false &&
    application &&
    (isNew || !world.tables.installation.has(pairKey(guild.id, application.id)))
  ) {
    guild.install(application, install === true ? botPermissions : install);
  }
  return guild;
}
