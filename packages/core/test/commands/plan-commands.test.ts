import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandBody, type PluginCommands, planCommands } from '../../src/commands/index.ts';

const core: CommandBody[] = [{ type: 1, name: 'help', description: 'Help', options: [] }];

function pluginWith(
  id: string,
  commands: readonly string[],
  installedAt = 0,
  formerly: Readonly<Record<string, readonly string[]>> = {},
): PluginCommands {
  const contract = definePlugin({
    id,
    name: id,
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({}) },
  });
  const pieces = commands.map((name) =>
    contract.command({
      name,
      description: `Does ${name}`,
      ...(formerly[name] && { formerly: formerly[name] }),
      run: () => undefined,
    }),
  );
  const manifest = describePlugin(contract.build(...pieces), { package: id, version: '1.0.0' });
  return { pluginId: id, manifest, installedAt };
}

const names = (plan: ReturnType<typeof planCommands>) => plan.bodies.map((body) => body.name);

describe('planCommands', () => {
  it('gives each command its own name where nobody else has it', () => {
    const plan = planCommands(core, [pluginWith('leveling', ['rank', 'levels'])]);
    expect(names(plan)).toEqual(['help', 'rank', 'levels']);
    expect(plan.targets.get('rank')).toEqual({ pluginId: 'leveling', command: 'rank' });
  });

  it('WHEN two plugins want a name THEN the older keeps it and the newer is grouped, in whatever order they are listed', () => {
    const older = pluginWith('starboard', ['top'], 1);
    const newer = pluginWith('leveling', ['top', 'rank'], 2);
    for (const plugins of [
      [older, newer],
      [newer, older],
    ]) {
      const plan = planCommands(core, plugins);
      expect(names(plan)).toEqual(['help', 'top', 'leveling', 'rank']);
      expect(plan.targets.get('top')?.pluginId).toBe('starboard');
      expect(plan.targets.get('leveling top')).toEqual({ pluginId: 'leveling', command: 'top' });
    }
  });

  it("the core's names are never given away", () => {
    const plan = planCommands(core, [pluginWith('faq', ['help'])]);
    expect(plan.targets.has('help')).toBe(false);
    expect(plan.targets.get('faq help')?.pluginId).toBe('faq');
  });

  it('WHEN there is no group to be had THEN the command gets an alias', () => {
    const plan = planCommands(core, [pluginWith('other', ['top', 'faq'], 1), pluginWith('faq', ['top'], 2)]);
    expect(plan.targets.get('faq-top')).toEqual({ pluginId: 'faq', command: 'top' });
  });

  it('a chosen name goes with a command that its author has renamed, unless another is called that today', () => {
    const chosen = { top: 'best' };
    const renamed = pluginWith('leveling', ['leaderboard'], 0, { leaderboard: ['winners', 'top'] });
    const plan = planCommands(core, [{ ...renamed, aliases: chosen }]);
    expect(plan.targets.get('best')).toEqual({ pluginId: 'leveling', command: 'leaderboard' });
    expect(names(plan)).toEqual(['help', 'best']);

    const both = pluginWith('leveling', ['leaderboard', 'top'], 0, { leaderboard: ['top'] });
    const other = planCommands(core, [{ ...both, aliases: chosen }]);
    expect(other.targets.get('best')).toEqual({ pluginId: 'leveling', command: 'top' });
    expect(names(other)).toEqual(['help', 'leaderboard', 'best']);

    const again = { ...renamed, aliases: { ...chosen, leaderboard: 'first' } };
    expect(names(planCommands(core, [again]))).toEqual(['help', 'first']);
  });

  it('a chosen name is kept for its command, whatever an update of another plugin, or of its own, brings', () => {
    const rank = { ...pluginWith('leveling', ['best', 'rank'], 2), aliases: { rank: 'best' } };
    const before = planCommands(core, [pluginWith('starboard', ['top'], 1), rank]);
    expect(before.targets.get('best')).toEqual({ pluginId: 'leveling', command: 'rank' });
    const after = planCommands(core, [pluginWith('starboard', ['top', 'best'], 1), rank]);
    expect(after.targets.get('best')).toEqual({ pluginId: 'leveling', command: 'rank' });
    expect(after.targets.get('starboard best')).toEqual({ pluginId: 'starboard', command: 'best' });
    expect(after.commands.find(({ name }) => name === 'starboard best')?.takenBy).toBe('leveling');
    expect(after.targets.get('leveling best')).toEqual({ pluginId: 'leveling', command: 'best' });
  });

  it('WHEN a command that only some may use loses its name THEN it keeps its permissions', () => {
    const contract = definePlugin({
      id: 'mod',
      name: 'mod',
      description: 'A plugin of a test.',
      category: 'moderation',
      needs: {},
      config: { version: 1, schema: z.object({}) },
    });
    const ban = contract.command({
      name: 'ban',
      description: 'Bans',
      permissions: ['BanMembers', 'KickMembers'],
      run: () => undefined,
    });
    const manifest = describePlugin(contract.build(ban), { package: 'mod', version: '1.0.0' });
    const mod = { pluginId: 'mod', manifest, installedAt: 2 };
    const { bodies } = planCommands(core, [pluginWith('other', ['ban'], 1), mod]);
    // A group has one set of permissions for all of its commands: this one stands alone.
    expect(bodies).toContainEqual(
      expect.objectContaining({ name: 'mod-ban', default_member_permissions: '6' }),
    );
  });

  it('never plans a set that Discord would reject, and says what it left out', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.stringMatching(/^[a-z][a-z0-9]{1,5}$/),
            commands: fc.uniqueArray(fc.stringMatching(/^[a-d]{1,3}$/), { maxLength: 40 }),
            installedAt: fc.nat(3),
          }),
          { maxLength: 6 },
        ),
        (plugins) => {
          const distinct = [...new Map(plugins.map((one) => [one.id, one])).values()];
          const list = distinct.map((one) => pluginWith(one.id, one.commands, one.installedAt));
          const plan = planCommands(core, list);
          expect(plan.bodies.length).toBeLessThanOrEqual(100);
          expect(new Set(names(plan)).size).toBe(plan.bodies.length);
          for (const body of plan.bodies) {
            expect(body.name).toMatch(/^[\w-]{1,32}$/);
            expect('options' in body ? (body.options?.length ?? 0) : 0).toBeLessThanOrEqual(25);
          }
          const asked = distinct.reduce((sum, one) => sum + one.commands.length, 0);
          const leftOut = plan.commands.filter((command) => command.leftOut).length;
          expect(plan.targets.size + leftOut).toBe(asked);
          expect(planCommands(core, [...list].reverse())).toEqual(plan);
        },
      ),
      { numRuns: 50 },
    );
  });
});
