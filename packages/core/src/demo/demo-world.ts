import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';

export const demoGuildName = 'Café Guildhall';

/**
 * The guild that a newcomer finds: made once, then left to whoever plays with it, over every restart.
 *
 * @example
 * const cafe = makeDemoWorld(discord);
 */
export function makeDemoWorld(discord: DiscordSimulator): VirtualGuild {
  const { setting } = discord.world.tables;
  const made = setting.get(marker)?.value;
  const existing = discord.guilds.find((guild) => guild.id === made);
  if (existing) return existing;
  // Every step finds what is there, so a start that was cut half-way is completed by the next one.
  const guild = discord.guild(demoGuildName, {
    owner: 'ana',
    roles: [
      { name: 'Admin', color: 0xc2410c, hoist: true, permissions: ['Administrator'] },
      {
        name: 'Moderator',
        color: 0x0f766e,
        hoist: true,
        permissions: ['KickMembers', 'BanMembers', 'ManageMessages', 'ModerateMembers', 'ViewAuditLog'],
      },
      { name: 'Regular', color: 0x7c5e10 },
    ],
    channels: [
      { name: 'welcome', topic: 'Say hello' },
      { name: 'general', topic: 'Everything else' },
      { name: 'levels', topic: 'Who reached which level' },
      { name: 'Lounge', type: 'voice' },
    ],
  });
  guild.member('ana', { roles: ['Admin'] });
  guild.member('bob', { roles: ['Moderator'] });
  guild.member('chloé', { roles: ['Regular'] });
  guild.member('dan');
  setting.put({ name: marker, value: guild.id });
  return guild;
}

const marker = 'demo-guild';
