import type { Plugin } from '@guildhall/sdk';
import { type SceneOptions, type Stage, startGuild, type VirtualMember } from '@guildhall/testing';
import plugin from '../src/index.ts';

type Embed = {
  readonly title?: string;
  readonly description?: string;
  readonly color?: number;
  readonly footer?: { readonly text: string };
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
};

/** A stage with moderation on it. */
export async function startModeration(
  options: Partial<Parameters<typeof startGuild>[0]> = {},
  others: readonly Plugin[] = [],
  moderation: Plugin = plugin,
) {
  const stage = await startGuild({ ...options, plugins: [moderation, ...others] });
  return {
    stage,
    scene: (config: Record<string, unknown> = {}, more: SceneOptions = {}) => openScene(stage, config, more),
  };
}

/** A guild with a moderator, a log channel, and members to moderate. */
async function openScene(stage: Stage, config: Record<string, unknown>, more: SceneOptions) {
  const { roles = [], channels = [], ...rest } = more;
  const opened = await stage.guild({
    ...rest,
    roles: [
      {
        name: 'Moderator',
        permissions: [
          'ModerateMembers',
          'KickMembers',
          'BanMembers',
          'ManageMessages',
          'ManageChannels',
          'ManageRoles',
        ],
      },
      ...roles,
    ],
    channels: ['general', 'log', ...channels],
    config: (guild) => ({ moderation: { modLog: guild.channel('log').id, ...config } }),
  });
  // Members of one name are one person in every guild, with one channel of direct messages.
  const before = new Set([...stage.discord.world.tables.message.values()].map(({ id }) => id));
  const { guild } = opened;
  const mod = guild.member('mod', { roles: ['Moderator'] });
  await stage.idle();
  return {
    ...opened,
    mod,
    /** Cases in the moderation log, as it stands in the channel. */
    async log(): Promise<readonly Embed[]> {
      await stage.advance('2s');
      return guild.owner
        .in('log')
        .messages(100)
        .flatMap((message) => (message.json.embeds ?? []) as readonly Embed[]);
    },
    /** What the bot has told somebody privately. */
    told: (member: VirtualMember): readonly Embed[] => directMessages(stage, member, before),
  };
}

function directMessages(stage: Stage, member: VirtualMember, before: ReadonlySet<string>): readonly Embed[] {
  const { tables } = stage.discord.world;
  return [...tables.message.values()]
    .filter(
      (message) =>
        message.guild_id === null &&
        !before.has(message.id) &&
        message.author_id !== member.id &&
        tables.channel.get(message.channel_id)?.recipients?.includes(member.id),
    )
    .flatMap((message) =>
      message.embeds.length > 0 ? message.embeds : [{ title: message.content }],
    ) as Embed[];
}

export function fieldsOf(embed: Embed | undefined): Record<string, string> {
  return Object.fromEntries((embed?.fields ?? []).map(({ name, value }) => [name, value]));
}
