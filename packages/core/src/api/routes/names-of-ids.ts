import type { AccessLevel, ManifestBlock, ManifestShown } from '@guildhall/sdk/host';
import { PermissionFlagsBits } from 'discord.js';
import type { GuildDirectory } from '../../discord/directory-types.ts';
import type { BlockDataView } from '../contracts/pages.ts';
import { reaches } from './caller-level.ts';

/** Members are asked of Discord one by one: not more for one answer. */
const mostMembers = 100;
const mostFormer = 25;

type Names = BlockDataView['names'];
type Kind = 'member' | 'channel' | 'role';
type Fields = Readonly<Record<string, unknown>>;

/**
 * The names of the ids in a block's answer: only of what the plugin itself shows in fields that it declares as members,
 * channels or roles; and only of this guild. A channel that not everybody sees has no name for whoever is no manager.
 *
 * @param asked - what the caller put into the request: nobody outside of the guild learns a name by an id of their choice.
 */
export async function namesInBlock(
  directory: GuildDirectory,
  guildId: string,
  level: AccessLevel,
  block: ManifestBlock,
  data: unknown,
  asked: ReadonlySet<string> = new Set(),
): Promise<Names> {
  const shown = idsInBlock(block, data);
  const idsOf = (kind: Kind): Set<string> =>
    new Set(
      shown.flatMap(([of, value]) =>
        of === kind && /^\d{17,20}$/.test(value) && !(level === 'public' && asked.has(value)) ? [value] : [],
      ),
    );
  const [members, channels, roles] = [idsOf('member'), idsOf('channel'), idsOf('role')];
  const seesAll = reaches(level, 'manager');
  return {
    members: await namesOf(directory, guildId, members, level === 'public' ? undefined : asked),
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

/** What a block declares as ids, with what its answer has there. */
function idsInBlock(block: ManifestBlock, data: unknown): readonly (readonly [Kind, string])[] {
  switch (block.kind) {
    case 'table':
      return rowsOf(data).flatMap((row) => idsIn(block.columns, row));
    case 'details':
      return idsIn(block.shows, record(data));
    case 'timeline':
      return rowsOf(data).flatMap((row) => idsAt('member', row[block.actor ?? '']));
    case 'stat':
      return block.as === 'member' ? idsAt('member', record(data)[block.value]) : [];
    default:
      return [];
  }
}

function idsIn(shown: readonly ManifestShown[], of: Fields): readonly (readonly [Kind, string])[] {
  return shown.flatMap(({ field, as, columns }) => {
    if (as === 'member' || as === 'channel' || as === 'role') return idsAt(as, of[field]);
    return as === 'list' ? rowsOf(of[field]).flatMap((row) => idsIn(columns ?? [], row)) : [];
  });
}

function idsAt(kind: Kind, value: unknown): readonly (readonly [Kind, string])[] {
  return [value].flat().flatMap((id) => (typeof id === 'string' ? [[kind, id] as const] : []));
}

/** The rows of a list, or of a page of one. */
function rowsOf(data: unknown): readonly Fields[] {
  const rows = Array.isArray(data) ? data : record(data).items;
  return Array.isArray(rows) ? rows.map(record) : [];
}

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Of members, and for members also of who has left or is banned: a list of bans is of no use without names. */
async function namesOf(
  directory: GuildDirectory,
  guildId: string,
  ids: ReadonlySet<string>,
  asked: ReadonlySet<string> | undefined,
): Promise<Names['members']> {
  const names = await memberNames(directory, guildId, ids);
  if (!asked) return names;
  const former = [...ids].filter((id) => !(id in names) && !asked.has(id)).slice(0, mostFormer);
  for (const user of await Promise.all(former.map((id) => directory.user(id))))
    if (user) names[user.userId] = { name: user.name, avatarUrl: user.avatarUrl };
  return names;
}

/** Of members only. */
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
