import { field, z } from '@guildhall/sdk';
import { automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { describeRule } from '../rules/describe.ts';
import { actionsFrom, plainActions, triggerFrom } from '../rules/from-command.ts';
import { ruleFormSchema } from '../rules/schema.ts';
import { allRules, createRule, deleteRule, formOf, saveRule } from '../rules/store.ts';
import { sourceOf, type TriggerType } from '../triggers/schema.ts';
import { answering, autocomplete, findRule, say, whichRule } from './which-rule.ts';

const group = { name: 'rule', description: 'Rules' };

/** Discord lists at most 25 choices: those that a line of options can say. */
const offered = [
  'messageRate',
  'duplicates',
  'caps',
  'mentions',
  'roleMentions',
  'emoji',
  'lines',
  'length',
  'attachments',
  'links',
  'domains',
  'invites',
  'words',
  'regex',
  'zalgo',
  'spoilers',
  'stickers',
  'phishing',
  'scamFiles',
  'honeypot',
  'nickname',
  'accountAge',
  'noAvatar',
  'joins',
  'native',
] as const satisfies readonly TriggerType[];

const create = automod.subcommand({
  group,
  name: 'create',
  description: 'Make a rule of one trigger and one action',
  options: {
    name: z.string().min(1).max(100),
    trigger: z.enum(offered),
    action: z.enum(plainActions),
    list: z.string().max(1500).optional(),
    count: z.int().min(1).max(8760).optional(),
    seconds: z.int().min(1).max(120).optional(),
    channel: field.channel().optional(),
    dry_run: z.boolean().optional(),
  },
  run: (ctx, { name, trigger: type, action, list, count, seconds, channel, dry_run: dryRun }) =>
    answering(ctx, async () => {
      const trigger = triggerFrom({ type, list, count, seconds, channelId: channel?.id });
      if (!trigger) {
        const isSaid = [list, count, seconds, channel].some((given) => given !== undefined);
        return say(ctx, isSaid ? 'rule.misfit' : 'rule.incomplete', { trigger: ctx.t(`trigger.${type}`) });
      }
      const form = ruleFormSchema.parse({
        name,
        dryRun: dryRun ?? false,
        triggers: [trigger],
        actions: actionsFrom(action, undefined, sourceOf[type] === 'message'),
      });
      const rule = await createRule(ctx, form, ctx.member.id);
      return say(ctx, 'rule.created', { rule: describeRule(rule, ctx.t) });
    }),
});

const edit = automod.subcommand({
  group,
  name: 'edit',
  description: 'Change a rule',
  options: {
    rule: whichRule,
    name: z.string().min(1).max(100).optional(),
    priority: z.int().min(-1000).max(1000).optional(),
    action: z.enum(plainActions).optional(),
    dry_run: z.boolean().optional(),
    cooldown_seconds: z.int().min(0).max(86_400).optional(),
  },
  autocomplete,
  run: (ctx, { rule: given, name, priority, action, dry_run: dryRun, cooldown_seconds: cooldown }) =>
    answering(ctx, async () => {
      const rule = await findRule(ctx, given);
      if (!rule) return say(ctx, 'rule.unknown', { rule: given });
      const onMessages = rule.triggers.some(({ type }) => sourceOf[type] === 'message');
      const form = ruleFormSchema.parse({
        ...formOf(rule),
        ...(name === undefined ? {} : { name }),
        ...(priority === undefined ? {} : { priority }),
        ...(dryRun === undefined ? {} : { dryRun }),
        ...(cooldown === undefined ? {} : { cooldown: cooldown * 1000 }),
        ...(action === undefined ? {} : { actions: actionsFrom(action, undefined, onMessages) }),
      });
      const saved = await saveRule(ctx, rule.id, form, rule.revision, ctx.member.id);
      return say(ctx, 'rule.saved', { rule: describeRule(saved, ctx.t) });
    }),
});

const toggle = automod.subcommand({
  group,
  name: 'toggle',
  description: 'Switch a rule on or off',
  options: { rule: whichRule },
  autocomplete,
  run: (ctx, { rule: given }) =>
    answering(ctx, async () => {
      const rule = await findRule(ctx, given);
      if (!rule) return say(ctx, 'rule.unknown', { rule: given });
      const form = { ...formOf(rule), enabled: !rule.enabled };
      const saved = await saveRule(ctx, rule.id, form, rule.revision, ctx.member.id);
      return say(ctx, saved.enabled ? 'rule.on' : 'rule.off', { name: saved.name });
    }),
});

const remove = automod.subcommand({
  group,
  name: 'delete',
  description: 'Delete a rule',
  options: { rule: whichRule },
  autocomplete,
  async run(ctx, { rule: given }) {
    const rule = await findRule(ctx, given);
    const deleted = rule && (await deleteRule(ctx, rule.id, ctx.member.id));
    return deleted
      ? say(ctx, 'rule.deleted', { name: deleted.name })
      : say(ctx, 'rule.unknown', { rule: given });
  },
});

const list = automod.subcommand({
  group,
  name: 'list',
  description: 'All rules, the most important first',
  async run(ctx) {
    const rules = await allRules(ctx);
    if (rules.length === 0) return say(ctx, 'rule.none');
    // An embed holds 4,096 characters; a hundred rules with long names need not fit.
    const lines: string[] = [];
    for (const line of rules.map((rule) => describeRule(rule, ctx.t))) {
      if (lines.join('\n').length + line.length > 3900) break;
      lines.push(line);
    }
    if (lines.length < rules.length) lines.push(ctx.t('rule.more', { count: rules.length - lines.length }));
    if (!stateOf(ctx).seesContent) lines.unshift(ctx.t('rule.blind'));
    return ctx.reply({
      embeds: [{ title: ctx.t('rule.list'), description: lines.join('\n') }],
      ephemeral: true,
    });
  },
});

export const ruleCommands = [create, edit, toggle, remove, list];
