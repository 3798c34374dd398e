import type { AccessLevel, ManifestBlock } from '@guildhall/sdk/host';
import { PermissionFlagsBits } from 'discord.js';
import type { GuildDirectory } from '../../discord/directory-types.ts';
import type { BlockDataView } from '../contracts/pages.ts';
import { reaches } from './caller-level.ts';

/** Members are asked of Discord one by one: not more for one answer. */
const mostMembers = 100;

type Names = BlockDataView['names'];

/**
 * The names of the ids in a block's answer: only of what the plugin itself shows in columns that it declares as members,
 * channels or roles, so that nobody can ask for a name by an id of their choice; and only of this guild. A channel that not
 * everybody sees has no name for whoever is no manager.
 */
export async function namesInBlock(
  directory: GuildDirectory,
  guildId: string,
  level: AccessLevel,
  block: ManifestBlock,
  data: unknown,
): Promise<Names> {
  if (block.kind !== 'table' || !Array.isArray(data)) return { members: {}, channels: {}, roles: {} };
  const idsOf = (kind: 'member' | 'channel' | 'role'): Set<string> => {
    const fields = block.columns.filter((column) => column.as === kind).map((column) => column.field);
    const values = data.flatMap((row: unknown) =>
      typeof row === 'object' && row !== null
        ? fields.map((field) => (row as Readonly<Record<string, unknown>>)[field])
        : [],
    );
    return new Set(
      values.filter((value) => typeof value === 'string' && /^\d{17,20}$/.test(value)) as string[],
    );
  };
  const [members, channels, roles] = [idsOf('member'), idsOf('channel'), idsOf('role')];
  const seesAll = reaches(level, 'manager');
  return {
    members: await memberNames(directory, guildId, members),
    channels: Object.fromEntries(
      directory
        .channels(guildId)
        .filter(({ id }) => channels.has(id) && (seesAll || everybodySees(directory, guildId, id)))
        .map(({ id, name }) => [id, name]),
    ),
    roles: Object.fromEntries(
      directory
        .roles(guildId)
        .filter(({ id }) => roles.has(id))
        .map(({ id, name }) => [id, name]),
    ),
  };
}

/** Who has left has no name here any more. */
export async function memberNames(
  directory: GuildDirectory,
  guildId: string,
  ids: ReadonlySet<string>,
): Promise<Names['members']> {
  const found = await Promise.all(
    [...ids].slice(0, mostMembers).map((userId) => directory.member(guildId, userId)),
  );
  return Object.fromEntries(
    found.flatMap((member) =>
      member ? [[member.userId, { name: member.name, avatarUrl: member.avatarUrl }]] : [],
    ),
  );
}

function everybodySees(directory: GuildDirectory, guildId: string, channelId: string): boolean {
  const view = PermissionFlagsBits.ViewChannel;
  const everyone = directory.roles(guildId).find((role) => role.id === guildId);
  const overwrite = directory.overwrites(guildId, channelId)?.find(({ id }) => id === guildId);
  if (overwrite && (overwrite.deny & view) !== 0n) return false;
  return (((everyone?.permissions ?? 0n) | (overwrite?.allow ?? 0n)) & view) !== 0n;
}
