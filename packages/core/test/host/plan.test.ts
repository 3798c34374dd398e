import type { Context } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const contexts = new Map<string, Context>();
const paid = definePlugin({
  ...basics,
  id: 'paid',
  premium: {
    unlimited: { title: { en: 'No limits', fr: 'Sans limites' } },
    branding: { title: 'Your own name', from: 'enterprise' },
  },
});
const keep = paid.setup((ctx) => void contexts.set(ctx.guild.id, ctx as unknown as Context));
const hour = 3_600_000;

describe('ctx.plan', () => {
  let stack: Stack;
  let guilds = 0;
  beforeAll(async () => {
    stack = await startStack([paid.build(keep)]);
  });
  afterAll(async () => {
    await stack.close();
  });
  const scene = async () => {
    guilds += 1;
    const guild = stack.discord.guild(`Payers ${guilds}`);
    await stack.idle();
    await stack.install(guild, 'paid');
    const ctx = contexts.get(guild.id) as Context;
    return { guildId: guild.id, ctx, plans: stack.host.plans };
  };
  const request = { pluginId: null, until: null, reason: 'a friend' } as const;

  it('GIVEN no grant THEN the guild is free, and no paid feature is there', async () => {
    const { ctx } = await scene();
    expect(await ctx.plan.current()).toEqual({ name: 'free' });
    expect(await ctx.plan.has('unlimited')).toBe(false);
    await expect(ctx.plan.has('flying')).rejects.toThrow('unlimited, branding');
  });

  it('GIVEN a grant for the guild WHEN it ends THEN its features end, at that moment', async () => {
    const { ctx, guildId, plans } = await scene();
    const until = new Date(stack.discord.clock.now() + 2 * hour);
    await plans.grant({ ...request, guildId, plan: 'premium', until }, admin);
    expect(await ctx.plan.current()).toEqual({ name: 'premium', until });
    expect(await ctx.plan.has('unlimited')).toBe(true);
    expect(await ctx.plan.has('branding')).toBe(false);
    await stack.discord.advance('3h');
    expect(await ctx.plan.has('unlimited')).toBe(false);
  });

  it('GIVEN grants for the guild, for this plugin and for another THEN the best that fits counts, and can be taken back', async () => {
    const { ctx, guildId, plans } = await scene();
    await plans.grant({ ...request, guildId, plan: 'enterprise', pluginId: 'other' }, admin);
    expect(await ctx.plan.current()).toEqual({ name: 'free' });
    await plans.grant({ ...request, guildId, plan: 'premium' }, admin);
    const best = await plans.grant({ ...request, guildId, plan: 'enterprise', pluginId: 'paid' }, admin);
    expect(await ctx.plan.has('branding')).toBe(true);
    expect(await plans.revoke(guildId, best.id, admin)).toBe(true);
    expect(await plans.revoke(guildId, best.id, admin)).toBe(false);
    expect(await ctx.plan.current()).toEqual({ name: 'premium' });
    expect((await plans.list(guildId)).map(({ plan, revokedAt }) => [plan, revokedAt !== null])).toEqual(
      expect.arrayContaining([
        ['enterprise', true],
        ['premium', false],
        ['enterprise', false],
      ]),
    );
    const actions = stack.observed.audit
      .filter((entry) => entry.guildId === guildId)
      .map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['plan.granted', 'plan.revoked']));
  });

  it('GIVEN a grant THEN it holds over a restart', async () => {
    const { guildId, plans } = await scene();
    await plans.grant({ ...request, guildId, plan: 'premium' }, admin);
    await stack.restart();
    expect(await stack.host.plans.current(guildId, 'paid')).toEqual({ name: 'premium' });
  });
});
