import { createHash } from 'node:crypto';
import type { Application, Channel, PrivilegedIntents, User } from '../entities.ts';
import { refuse } from '../errors.ts';
import { newChannel } from '../new-entities.ts';
import type { World } from '../world.ts';

export function createUser(
  world: World,
  name: string,
  options: { bot?: boolean; display?: string } = {},
): User {
  return world.tables.user.put({
    id: world.ids.next(),
    // A bot keeps the name that its developer gave it, capitals and spaces included.
    username: options.bot ? name.slice(0, 32) : usernameOf(name),
    global_name: options.bot ? null : (options.display ?? name),
    avatar: null,
    banner: null,
    accent_color: null,
    discriminator: options.bot ? '0001' : '0',
    bot: options.bot ?? false,
    public_flags: 0,
    locale: 'en-US',
  });
}

/** A username that Discord would allow, made of any name. */
function usernameOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]/g, '')
    .slice(0, 32);
  return plain.length >= 2 ? plain : `user.${createHash('sha1').update(name).digest('hex').slice(0, 8)}`;
}

export interface ApplicationOptions {
  name?: string | undefined;
  token?: string | undefined;
  clientSecret?: string | undefined;
  redirectUris?: string[] | undefined;
  publicKey?: string | undefined;
  /** All granted unless switched off, as in the developer portal. */
  privilegedIntents?: Partial<PrivilegedIntents> | undefined;
}

const flagsOf = (intents: PrivilegedIntents): number =>
  (intents.presences ? 1 << 13 : 0) |
  (intents.members ? 1 << 15 : 0) |
  (intents.messageContent ? 1 << 19 : 0);

/**
 * Makes an application with its bot user, or gives back the one with the same token (else the same name), with
 * what the options say brought up to date: a journalled world is started again with the same calls.
 */
export function createApplication(world: World, options: ApplicationOptions = {}): Application {
  const name = options.name ?? 'Guildhall';
  const existing = options.token
    ? world.tables.application.by('token', options.token)[0]
    : [...world.tables.application.values()].find((application) => application.name === name);
  const intents: PrivilegedIntents = {
    presences: true,
    members: true,
    messageContent: true,
    ...existing?.privileged_intents,
    ...options.privilegedIntents,
  };
  if (existing) {
    return world.tables.application.put({
      ...existing,
      name: options.name ?? existing.name,
      client_secret: options.clientSecret ?? existing.client_secret,
      redirect_uris: options.redirectUris ?? existing.redirect_uris,
      public_key: options.publicKey ?? existing.public_key,
      privileged_intents: intents,
      flags: flagsOf(intents),
    });
  }
  const owner = createUser(world, `${name} owner`);
  const bot = createUser(world, name, { bot: true });
  const secret = world.ids.secret(`token:${bot.id}`, 27);
  return world.tables.application.put({
    // The application and its bot share an id, as those made since 2016 do.
    id: bot.id,
    name,
    description: '',
    icon: null,
    bot_user_id: bot.id,
    owner_id: owner.id,
    token:
      options.token ??
      `${Buffer.from(bot.id).toString('base64url')}.${secret.slice(0, 6)}.${secret.slice(6)}`,
    client_secret: options.clientSecret ?? world.ids.secret(`client:${bot.id}`, 24),
    public_key: options.publicKey ?? createHash('sha256').update(`key:${bot.id}`).digest('hex'),
    redirect_uris: options.redirectUris ?? [],
    privileged_intents: intents,
    tags: [],
    bot_public: true,
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    custom_install_url: null,
    install_params: null,
    flags: flagsOf(intents),
    command_creations: {},
  });
}

/** The DM between two users, opened when there is none. */
export function openDm(world: World, userId: string, otherId: string): Channel {
  if (!world.tables.user.has(otherId) || userId === otherId) throw refuse(50033);
  const existing = world.tables.channel.by('dm', [userId, otherId].sort().join(':'))[0];
  if (existing) return existing;
  const channel = world.tables.channel.put(
    newChannel({ id: world.ids.next(), type: 1, guild_id: null, name: '', recipients: [userId, otherId] }),
  );
  world.emit({ type: 'channelCreate', channel });
  return channel;
}

export function updateUser(world: World, userId: string, changes: Partial<User>): User {
  const before = world.tables.user.get(userId);
  if (!before) throw refuse(10013);
  const user = world.tables.user.put({ ...before, ...changes });
  world.emit({ type: 'userUpdate', user, before });
  return user;
}
