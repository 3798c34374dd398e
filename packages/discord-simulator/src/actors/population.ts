import { joinGuild } from '../world/actions/index.ts';
import type { Snowflake, User } from '../world/entities.ts';
import { seeded } from '../world/seeded.ts';
import type { World } from '../world/world.ts';

export interface PopulationOptions {
  /** The same seed gives the same people the same roles; 1 when not given. */
  seed?: number;
  /** Names of roles, of which each member has none, one or some. All of the guild's unmanaged ones when not given. */
  roles?: readonly string[];
}

/**
 * Makes people and lets them join: 100,000 take a second or two. Who does not ask for them is not told of them; a bot
 * that is connected with the members intent hears of each.
 */
export function populateGuild(
  world: World,
  guildId: Snowflake,
  count: number,
  options: PopulationOptions = {},
): void {
  const pick = seeded(options.seed ?? 1);
  const wanted = options.roles === undefined ? null : new Set(options.roles);
  const roles = world.tables.role
    .by('guild', guildId)
    .filter((role) => role.id !== guildId && !role.managed && (wanted === null || wanted.has(role.name)))
    .map((role) => role.id);
  for (let index = 1; index <= count; index++) {
    const user: User = {
      id: world.ids.next(),
      username: `person.${guildId.slice(-6)}.${index}`,
      global_name: `Person ${index}`,
      avatar: null,
      banner: null,
      accent_color: null,
      discriminator: '0',
      bot: false,
      public_flags: 0,
      locale: 'en-US',
    };
    world.tables.user.put(user);
    joinGuild(world, guildId, user.id, { roles: roles.filter(() => pick(4) === 0) });
  }
}
