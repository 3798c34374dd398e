import { asRefusal, DiscordRefusal, OneAtATime } from '@guildhall/sdk';
import type {
  AutoModerationActionOptions,
  AutoModerationRuleCreateOptions,
  AutoModerationRuleTriggerType,
} from 'discord.js';
import type { AutomodContext } from '../contract.ts';
import { allRules } from '../rules/store.ts';
import { type NativePlan, type NativeRule, planNative } from './plan.ts';

/** What became of it at Discord. */
export interface SyncedRule extends NativePlan {
  readonly state: 'synced' | 'ours' | 'refused';
}

const turns = new OneAtATime();

/** Discord's numbers of what AutoMod does. */
const block = 1;
const sendAlert = 2;
const timeOut = 3;

/**
 * Brings Discord's AutoMod in step with the guild's rules: what it can do itself it does, before anybody sees the message, and also
 * while the bot is off. Only rules that automod made are touched. Doing it twice changes nothing.
 */
export function syncNative(ctx: AutomodContext): Promise<readonly SyncedRule[]> {
  return turns.run(ctx, 'native', () => sync(ctx));
}

async function sync(ctx: AutomodContext): Promise<readonly SyncedRule[]> {
  const guild = await ctx.discord.guild();
  const there = await asRefusal(() => guild.autoModerationRules.fetch({ cache: false }));
  const known = await ctx.data.native.find({});
  const mine = new Map(
    known.filter(({ discordId }) => there.has(discordId)).map((one) => [one.ruleId, one.discordId]),
  );
  const ids = new Set(mine.values());
  const others = [...there.values()].filter(({ id }) => !ids.has(id));
  const taken = {
    keyword: others.filter(({ triggerType }) => triggerType === 1).length,
    mention: others.filter(({ triggerType }) => triggerType === 5).length,
  };
  const rules = ctx.config.native.enabled ? await allRules(ctx) : [];
  const plans = planNative(rules, ctx.config, taken);
  const wanted = new Map(plans.map(({ ruleId, native }) => [ruleId, native?.triggerType]));
  // First what makes room. What a rule looks at can't be changed at Discord: then it is made anew.
  for (const { ruleId, discordId } of known) {
    const found = there.get(discordId);
    if (found && found.triggerType === wanted.get(ruleId)) continue;
    if (found) await asRefusal(() => guild.autoModerationRules.delete(discordId, reasonOf(ctx)));
    await ctx.data.native.deleteOne({ ruleId });
    mine.delete(ruleId);
  }
  const synced: SyncedRule[] = [];
  for (const plan of plans) {
    if (!plan.native) {
      synced.push({ ...plan, state: 'ours' });
      continue;
    }
    synced.push({
      ...plan,
      state: (await put(ctx, plan, plan.native, mine.get(plan.ruleId))) ? 'synced' : 'refused',
    });
  }
  return synced;
}

async function put(
  ctx: AutomodContext,
  { ruleId, name }: NativePlan,
  native: NativeRule,
  discordId: string | undefined,
): Promise<boolean> {
  const guild = await ctx.discord.guild();
  const options = optionsOf(ctx, name, native);
  try {
    if (discordId !== undefined) {
      const { triggerType: _fixed, eventType: _event, ...change } = options;
      await asRefusal(() => guild.autoModerationRules.edit(discordId, change));
      return true;
    }
    const made = await asRefusal(() => guild.autoModerationRules.create(options));
    await ctx.data.native.updateOne({ ruleId }, { $set: { discordId: made.id } }, { upsert: true });
    return true;
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    ctx.log.warn('Discord refused an AutoMod rule', { rule: ruleId, discordCode: error.discordCode ?? 0 });
    return false;
  }
}

function reasonOf(ctx: AutomodContext): string {
  return ctx.guild.t('native.reason');
}

function optionsOf(ctx: AutomodContext, name: string, native: NativeRule): AutoModerationRuleCreateOptions {
  const { alertChannel } = ctx.config;
  const actions: AutoModerationActionOptions[] = [
    { type: block, metadata: { customMessage: ctx.guild.t('native.blocked') } },
    ...(alertChannel === undefined ? [] : [{ type: sendAlert, metadata: { channel: alertChannel } }]),
    ...(native.timeoutSeconds === undefined
      ? []
      : [{ type: timeOut, metadata: { durationSeconds: native.timeoutSeconds } }]),
  ];
  return {
    name: `Automod: ${name}`.slice(0, 100),
    eventType: 1,
    triggerType: native.triggerType as AutoModerationRuleTriggerType,
    triggerMetadata:
      native.triggerType === 5
        ? { mentionTotalLimit: native.mentionTotalLimit ?? 1, mentionRaidProtectionEnabled: true }
        : { keywordFilter: [...native.keywordFilter], regexPatterns: [...native.regexPatterns] },
    actions,
    enabled: true,
    exemptRoles: [...native.exemptRoles],
    exemptChannels: [...native.exemptChannels],
    reason: reasonOf(ctx),
  };
}
