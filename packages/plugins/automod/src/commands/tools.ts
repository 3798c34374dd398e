import { field, z } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { tryText } from '../engine/try-text.ts';
import { endPanic } from '../guild-lock/lift.ts';
import { beginPanic } from '../guild-lock/panic.ts';
import { strikesOf } from '../heat/strikes.ts';
import { reasonOf } from '../hits/record.ts';
import { mostExempt } from '../rules/schema.ts';
import { formOf, saveRule } from '../rules/store.ts';
import { answering, autocomplete, findRule, say, whichRule } from './which-rule.ts';

export const test = automod.subcommand({
  name: 'test',
  description: 'See what the rules make of a text; nothing happens',
  options: { text: z.string().min(1).max(2000), user: field.member().optional() },
  async run(ctx, { text, user }) {
    const member = user ?? ctx.member;
    const set = await stateOf(ctx).rules(ctx);
    const trial = await tryText(
      ctx,
      set,
      text,
      { userId: member.id, name: member.name, roles: member.roles, joinedAt: undefined, hasAvatar: true },
      [ctx.channelId],
    );
    const fired = trial.verdicts.map(({ rule, finding }) =>
      ctx.t(rule.dryRun ? 'test.dryRun' : 'test.fired', {
        rule: rule.name,
        reason: reasonOf(ctx, { finding }),
        actions: rule.actions.map(({ type }) => ctx.t(`action.${type}`)).join(', '),
      }),
    );
    const isStaff = await stateOf(ctx).isStaff(ctx, member.id, member.roles);
    const notes = [
      ...(trial.exempt ? [ctx.t('test.exempt')] : []),
      ...(isStaff ? [ctx.t('test.staff', { user: member.name })] : []),
      ...trial.slow.map((pattern) => ctx.t('test.slow', { pattern })),
    ];
    return ctx.reply({
      embeds: [
        {
          title: ctx.t(fired.length > 0 ? 'test.title.fired' : 'test.title.calm'),
          description: [...fired, ...notes].join('\n').slice(0, 3000) || ctx.t('test.calm'),
          fields: [
            { name: ctx.t('test.seen'), value: shown(trial.folded) },
            { name: ctx.t('test.skeleton'), value: shown(trial.skeleton) },
          ],
        },
      ],
      ephemeral: true,
    });
  },
});

function shown(text: string): string {
  const one = text.replaceAll('`', 'ˋ').slice(0, 900);
  return one.trim() === '' ? '—' : `\`\`\`\n${one}\n\`\`\``;
}

const group = { name: 'panic', description: 'Lock the server in an emergency' };

export const panicOn = automod.subcommand({
  group,
  name: 'on',
  description: 'Pause invites and writing for a while',
  async run(ctx) {
    await ctx.defer({ ephemeral: true });
    const until = await beginPanic(ctx, ctx.t('panic.reason', { user: ctx.member.name }));
    await ctx.audit('panic.on', { by: ctx.member.id });
    return ctx.reply({
      content: ctx.t('panic.on', { until: `<t:${Math.floor(until / 1000)}:R>` }),
      ephemeral: true,
    });
  },
});

export const panicOff = automod.subcommand({
  group,
  name: 'off',
  description: 'End the panic',
  async run(ctx) {
    await ctx.defer({ ephemeral: true });
    const was = await endPanic(ctx);
    if (was) await ctx.audit('panic.off', { by: ctx.member.id });
    return ctx.reply({ content: ctx.t(was ? 'panic.off' : 'panic.none'), ephemeral: true });
  },
});

export const heat = automod.subcommand({
  name: 'heat',
  description: 'How hot a member is, and their strikes',
  options: { user: field.member().optional() },
  async run(ctx, { user }) {
    const member = user ?? ctx.member;
    const value = stateOf(ctx).heatOf(member.id, ctx.clock.now(), ctx.config.heat);
    const strikes = await strikesOf(ctx, member.id);
    return ctx.reply({
      content: ctx.t('heat.now', {
        user: `<@${member.id}>`,
        heat: Math.round(value),
        max: ctx.config.heat.max,
        strikes,
        most: ctx.config.heat.strikes,
      }),
      ephemeral: true,
    });
  },
});

const exemptGroup = { name: 'exempt', description: 'Who and what rules leave out' };
const exemptOptions = {
  rule: whichRule,
  role: field.role().optional(),
  channel: field.channel().optional(),
};

function exempting(name: 'add' | 'remove', description: string) {
  const change = <T extends string>(ids: readonly T[], id: T | undefined): T[] => {
    if (id === undefined) return [...ids];
    return name === 'add' ? [...new Set([...ids, id])] : ids.filter((one) => one !== id);
  };
  return automod.subcommand({
    group: exemptGroup,
    name,
    description,
    options: exemptOptions,
    autocomplete,
    run: (ctx, { rule: given, role, channel }) =>
      answering(ctx, async () => {
        const rule = await findRule(ctx, given);
        if (!rule) return say(ctx, 'rule.unknown', { rule: given });
        if (!role && !channel) return say(ctx, 'exempt.what');
        const exemptRoles = change(rule.exemptRoles, role?.id);
        const exemptChannels = change(rule.exemptChannels, channel?.id);
        if (Math.max(exemptRoles.length, exemptChannels.length) > mostExempt)
          return say(ctx, 'exempt.full', { count: mostExempt, rule: rule.name });
        const form = { ...formOf(rule), exemptRoles, exemptChannels };
        await saveRule(ctx, rule.id, form, rule.revision, ctx.member.id);
        const what = [role && `<@&${role.id}>`, channel && `<#${channel.id}>`].filter(Boolean).join(', ');
        return say(ctx, `exempt.${name}`, { what, rule: rule.name });
      }),
  });
}

export const exemptAdd = exempting('add', 'Leave out a role or a channel');
export const exemptRemove = exempting('remove', 'Leave it out no longer');
