import type { ManifestBlock } from '@guildhall/sdk/host';
import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { namesInBlock } from '../../src/api/routes/names-of-ids.ts';
import type { GuildDirectory } from '../../src/discord/directory-types.ts';
import { createMemoryServices, ids } from './memory-services.ts';

const block: ManifestBlock = {
  kind: 'table',
  title: 'Best',
  route: 'GET /top',
  columns: [
    { field: 'who', title: 'Who', as: 'member' },
    { field: 'where', title: 'Where', as: 'channel' },
    { field: 'role', title: 'Role', as: 'role' },
    { field: 'note', title: 'Note' },
  ],
};
const directory: GuildDirectory = {
  ...createMemoryServices(() => 0).directory,
  // Everybody sees channels, but for the hidden one.
  roles: () => [
    {
      id: ids.cafe,
      name: '@everyone',
      color: 0,
      position: 0,
      managed: false,
      permissions: PermissionFlagsBits.ViewChannel,
      assignable: false,
    },
    {
      id: ids.admins,
      name: 'Admin',
      color: 0,
      position: 4,
      managed: false,
      permissions: 8n,
      assignable: false,
    },
  ],
  overwrites: (_guildId, channelId) =>
    channelId === ids.hidden
      ? [{ id: ids.cafe, kind: 'role', allow: 0n, deny: PermissionFlagsBits.ViewChannel }]
      : [],
};
const names = (level: 'public' | 'member' | 'manager' | 'admin', rows: unknown) =>
  namesInBlock(directory, ids.cafe, level, block, rows);

it('names what the plugin shows in columns of members, channels and roles, and nothing else', async () => {
  const found = await names('public', [
    { who: ids.ana, where: ids.general, role: ids.admins, note: ids.bob },
    { who: 'nobody', where: 7, role: null },
  ]);
  expect(found).toEqual({
    members: { [ids.ana]: { name: 'Ana', avatarUrl: null } },
    channels: { [ids.general]: 'general' },
    roles: { [ids.admins]: 'Admin' },
  });
});

it('names nobody of another guild, whatever a plugin answers', async () => {
  expect(await names('admin', [{ who: ids.eve, where: ids.foreign, role: ids.foreign }])).toEqual({
    members: {},
    channels: {},
    roles: {},
  });
});

it('names a channel that not everybody sees to managers only', async () => {
  const rows = [{ where: ids.hidden }];
  for (const level of ['public', 'member'] as const) expect((await names(level, rows)).channels).toEqual({});
  for (const level of ['manager', 'admin'] as const) {
    expect((await names(level, rows)).channels).toEqual({ [ids.hidden]: 'hidden' });
  }
});
