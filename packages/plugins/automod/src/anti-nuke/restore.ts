import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import type { ChannelType, OverwriteType } from 'discord.js';
import type { AutomodContext } from '../contract.ts';

/** What Discord's audit log says of something that is gone. */
export interface DeletedThing {
  readonly id: string;
  readonly kind: 'channel' | 'role';
  readonly values: ReadonlyMap<string, unknown>;
}

interface Change {
  readonly key: string;
  readonly old_value?: unknown;
}

/** @returns the channel or role that the entry says was deleted, with what it was */
export function deletedThing(
  entry: {
    readonly action_type: number;
    readonly target_id: string | null;
    readonly changes?: readonly Change[];
  },
  seen: ReadonlyMap<string, unknown> = new Map(),
): DeletedThing | undefined {
  const kind = entry.action_type === 12 ? 'channel' : entry.action_type === 32 ? 'role' : undefined;
  if (kind === undefined || entry.target_id === null) return undefined;
  const values = new Map([
    ...seen,
    ...(entry.changes ?? []).map(({ key, old_value: value }) => [key, value] as const),
  ]);
  return typeof values.get('name') === 'string' ? { id: entry.target_id, kind, values } : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Channels that a bot can make again: text, voice, category, announcement, stage, forum, media. */
const restorable: readonly number[] = [0, 2, 4, 5, 13, 15, 16];

interface Overwrite {
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: bigint;
  readonly deny: bigint;
}

function overwritesOf(value: unknown): readonly Overwrite[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((overwrite: unknown) => {
    if (typeof overwrite !== 'object' || overwrite === null) return [];
    const { id, type, allow, deny } = overwrite as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string') return [];
    return [
      {
        id,
        type: Number(type) as OverwriteType,
        allow: BigInt(String(allow ?? 0)),
        deny: BigInt(String(deny ?? 0)),
      },
    ];
  });
}

/**
 * Makes channels and roles again that were deleted, as far as Discord's audit log says what they were. Messages, and who
 * had a role, are lost. Roles come first, because channels' permissions name them.
 *
 * @returns the names of what is there again
 */
export async function restore(
  ctx: AutomodContext,
  things: readonly DeletedThing[],
  reason: string,
): Promise<readonly string[]> {
  const guild = await ctx.discord.guild();
  const restored: string[] = [];
  const roleIds = new Map<string, string>();
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await asRefusal(work);
      restored.push(name);
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      ctx.log.warn('something could not be restored', { discordCode: error.discordCode ?? 0 });
    }
  };
  for (const { id, kind, values } of things) {
    const name = text(values.get('name')) ?? '';
    if (kind !== 'role') continue;
    await attempt(`@${name}`, async () => {
      const role = await guild.roles.create({
        name,
        // Never more than the bot has itself: Discord would refuse all of it.
        permissions:
          BigInt(text(values.get('permissions')) ?? '0') & (guild.members.me?.permissions.bitfield ?? 0n),
        colors: { primaryColor: number(values.get('color')) ?? 0 },
        hoist: values.get('hoist') === true,
        mentionable: values.get('mentionable') === true,
        reason,
      });
      roleIds.set(id, role.id);
    });
  }
  for (const { kind, values } of things) {
    const name = text(values.get('name')) ?? '';
    const type = number(values.get('type')) ?? 0;
    if (kind !== 'channel' || !restorable.includes(type)) continue;
    const topic = text(values.get('topic'));
    const parent = text(values.get('parent_id')) ?? '';
    const position = number(values.get('position'));
    await attempt(`#${name}`, async () => {
      await guild.channels.create({
        name,
        type: type as ChannelType.GuildText,
        ...(topic === undefined ? {} : { topic }),
        ...(guild.channels.cache.has(parent) ? { parent } : {}),
        ...(position === undefined ? {} : { position }),
        nsfw: values.get('nsfw') === true,
        rateLimitPerUser: number(values.get('rate_limit_per_user')) ?? 0,
        permissionOverwrites: overwritesOf(values.get('permission_overwrites'))
          .map((overwrite) => ({ ...overwrite, id: roleIds.get(overwrite.id) ?? overwrite.id }))
          .filter(({ id, type: of }) => of === 1 || guild.roles.cache.has(id)),
        reason,
      });
    });
  }
  return restored;
}
