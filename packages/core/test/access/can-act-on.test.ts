import { PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf, canActOn, hasPermission, type Standing } from '../../src/access/index.ts';

const standing = fc.record({
  userId: fc.constantFrom('1', '2', '3'),
  isOwner: fc.boolean(),
  permissions: fc.bigInt({ min: 0n, max: (1n << 50n) - 1n }),
  topRolePosition: fc.nat(10),
});
const kick = PermissionFlagsBits.KickMembers;

describe('canActOn', () => {
  it('nobody acts on themselves or on the owner', () => {
    fc.assert(
      fc.property(standing, standing, (actor, target) => {
        fc.pre(actor.userId === target.userId || target.isOwner);
        expect(canActOn(actor, target, kick).allowed).toBe(false);
      }),
    );
  });

  it('who is not the owner never acts on somebody at or above their own top role, whatever their permissions', () => {
    fc.assert(
      fc.property(standing, standing, (actor, target) => {
        fc.pre(!actor.isOwner && target.topRolePosition >= actor.topRolePosition);
        expect(canActOn(actor, target, kick).allowed).toBe(false);
      }),
    );
  });

  it('gaining a role or a permission never takes an ability away', () => {
    fc.assert(
      fc.property(
        standing,
        standing,
        fc.bigInt({ min: 0n, max: 1n << 50n }),
        fc.nat(5),
        (actor, target, more, up) => {
          if (!canActOn(actor, target, kick).allowed) return;
          const stronger: Standing = {
            ...actor,
            permissions: actor.permissions | more,
            topRolePosition: actor.topRolePosition + up,
          };
          expect(canActOn(stronger, target, kick).allowed).toBe(true);
        },
      ),
    );
  });

  it('ADMINISTRATOR stands for every permission', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 50n) - 1n }), (wanted) => {
        expect(hasPermission(PermissionFlagsBits.Administrator, wanted)).toBe(true);
      }),
    );
  });
});

describe('accessOf', () => {
  const member = {
    userId: '1',
    name: 'ana',
    avatarUrl: null,
    bot: false,
    roleIds: ['10'],
    isOwner: false,
    permissions: 0n,
    timedOutUntil: null,
  };

  it.each([
    ['nobody', undefined, [], 'none'],
    ['a bot, even with a manager role', { ...member, bot: true }, ['10'], 'none'],
    ['a member', member, ['11'], 'none'],
    ['a member with a manager role', member, ['10'], 'manager'],
    [
      'who manages the server',
      { ...member, permissions: PermissionFlagsBits.ManageGuild },
      [],
      'administrator',
    ],
    ['the owner', { ...member, isOwner: true }, [], 'owner'],
  ] as const)('%s', (_who, view, roles, access) => {
    expect(accessOf(view, roles)).toBe(access);
  });
});
