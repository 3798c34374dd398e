import type { VirtualMember } from '@guildhall/discord-simulator';
import type { ActedOn, Acting, Context, PermissionName } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

let ctx: Context;
const judge = definePlugin({ ...basics, id: 'judge', needs: {} });
const keep = judge.setup((given) => {
  ctx = given as unknown as Context;
});

describe('ctx.can', () => {
  let stack: Stack;
  let timeOut: (userId: string, duration: string | null) => Promise<void>;
  let cannot: (actor: Acting, target: ActedOn, permission: PermissionName) => Promise<string | undefined>;
  const ids: Record<string, string> = {};
  const members = new Map<string, VirtualMember>();
  beforeAll(async () => {
    stack = await startStack([judge.build(keep)]);
    const guild = stack.discord.guild('Court', {
      channels: ['general'],
      roles: [
        { name: 'Senior', permissions: ['KickMembers', 'ModerateMembers', 'ManageRoles'] },
        { name: 'Junior', permissions: ['KickMembers'] },
        { name: 'Chief', permissions: ['Administrator'] },
      ],
    });
    await stack.idle();
    await stack.install(guild, 'judge');
    for (const role of ['Senior', 'Junior', 'Chief']) ids[role] = guild.role(role).id;
    ids.general = guild.channel('general').id;
    ids.owner = guild.owner.id;
    for (const [name, roles] of Object.entries({
      senior: ['Senior'],
      junior: ['Junior'],
      chief: ['Chief'],
      plain: [],
    })) {
      const member = guild.member(name, { roles });
      ids[name] = member.id;
      members.set(member.id, member);
    }
    await stack.idle();
    timeOut = async (userId, duration) => {
      await members.get(userId)?.timeout(duration);
      await stack.idle();
    };
    cannot = (actor, target, permission) => ctx.cannot(actor, target, permission);
  });
  afterAll(async () => {
    await stack.close();
  });

  it('GIVEN two moderators WHEN one would act on the other THEN the order of their roles decides', async () => {
    const { roles } = stack.bot.directory.guild(ctx.guild.id)
      ? { roles: stack.bot.directory.roles(ctx.guild.id) }
      : { roles: [] };
    const position = (id: string | undefined) => roles.find((role) => role.id === id)?.position ?? -1;
    const [above, below] =
      position(ids.Senior) > position(ids.Junior)
        ? (['senior', 'junior'] as const)
        : (['junior', 'senior'] as const);
    expect(await cannot(ids[below] ?? '', { member: ids[above] ?? '' }, 'KickMembers')).toBe('hierarchy');
    expect(await cannot(ids[above] ?? '', { member: ids[below] ?? '' }, 'KickMembers')).not.toBe('hierarchy');
    expect(await ctx.can(ids[above] ?? '', { member: ids[below] ?? '' }, 'KickMembers')).toBe(
      (await cannot(ids[above] ?? '', { member: ids[below] ?? '' }, 'KickMembers')) === undefined,
    );
  });

  it('GIVEN members without the right, themselves, the owner and strangers THEN each obstacle is named', async () => {
    const { plain = '', senior = '', owner = '', chief = '' } = ids;
    expect(await cannot(plain, { member: senior }, 'KickMembers')).toBe('permission_missing');
    expect(await cannot({ id: senior }, { member: senior }, 'KickMembers')).toBe('target_is_self');
    expect(await cannot(chief, { member: owner }, 'KickMembers')).toBe('target_is_owner');
    expect(await cannot(owner, { member: chief }, 'ModerateMembers')).toBe('target_is_administrator');
    expect(await cannot('100000000000000001', { member: plain }, 'KickMembers')).toBe('unknown');
    expect(await cannot(owner, { member: '100000000000000001' }, 'KickMembers')).toBe('unknown');
    expect(await cannot(owner, { channel: '100000000000000001' }, 'ViewChannel')).toBe('unknown');
    expect(await cannot(owner, { role: '100000000000000001' }, 'ManageRoles')).toBe('unknown');
    await expect(ctx.can(owner, 'guild', 'Fly' as PermissionName)).rejects.toThrow('no permission "Fly"');
  });

  it('GIVEN several permissions, or none, THEN all of them are needed, or only the order of roles', async () => {
    const { junior = '', plain = '', chief = '', owner = '' } = ids;
    const ask = (actor: string, permissions: readonly PermissionName[]) =>
      ctx.cannot(actor, { member: plain }, permissions);
    expect(await ask(junior, ['KickMembers', 'ModerateMembers'])).toBe('permission_missing');
    expect(await ask(plain, [])).toBe('target_is_self');
    expect(await ctx.cannot(plain, { member: junior }, [])).toBe('hierarchy');
    expect(await ctx.cannot(owner, { member: chief }, [])).not.toBe('target_is_administrator');
  });

  it('GIVEN a moderator in a timeout WHEN they would act from elsewhere THEN they may not', async () => {
    const { senior = '', plain = '' } = ids;
    expect(await cannot(senior, { member: plain }, 'KickMembers')).not.toBe('permission_missing');
    await timeOut(senior, '1h');
    expect(await cannot(senior, { member: plain }, 'KickMembers')).toBe('permission_missing');
    await timeOut(senior, null);
    expect(await cannot(senior, { member: plain }, 'KickMembers')).not.toBe('permission_missing');
  });

  it('GIVEN the owner THEN the bot’s own place is what is left in the way', async () => {
    const { owner = '', Chief = '', general = '' } = ids;
    const bot = await cannot('bot', { role: Chief }, 'ManageRoles');
    const byOwner = await cannot(owner, { role: Chief }, 'ManageRoles');
    const expected: Record<string, string | undefined> = {
      permission_missing: 'bot_permission_missing',
      hierarchy: 'bot_hierarchy',
    };
    expect(byOwner).toBe(bot === undefined ? undefined : expected[bot]);
    expect(await cannot(owner, { channel: general }, 'ViewChannel')).toBe(
      await cannot('bot', { channel: general }, 'ViewChannel'),
    );
  });
});
