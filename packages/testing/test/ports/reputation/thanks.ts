import { compilePattern, type Pattern } from '@guildhall/sdk/pattern';
import { type ReputationContext, reputation } from './contract.ts';
import { give } from './give.ts';

const usual = compilePattern('(^|\\s)(thanks?|thx|ty|merci)(\\W|$)', { ignoreCase: true });
/** Compiling costs more than matching: one is kept for each text that admins have written. */
const compiled = new Map<string, Pattern>();

async function patternOf(ctx: ReputationContext): Promise<Pattern> {
  const { pattern } = ctx.config;
  if (pattern === undefined || !(await ctx.plan.has('pattern'))) return usual;
  let known = compiled.get(pattern);
  if (!known) {
    if (compiled.size >= 100) compiled.clear();
    known = compilePattern(pattern, { ignoreCase: true });
    compiled.set(pattern, known);
  }
  return known;
}

/** Whoever is mentioned in a message of thanks gets a point. */
export const thanks = reputation.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  const { author, mentions, content } = message;
  if (!ctx.config.thanks || mentions.length === 0 || author.bot || message.webhook_id) return;
  if (!(await patternOf(ctx)).test(content)) return;
  const from = { id: author.id, roles: message.member?.roles ?? [] };
  for (const { id, bot, member } of mentions) {
    if (bot || id === author.id) continue;
    const to = { id, roles: member?.roles ?? [] };
    const given = await give(ctx, { id: `${message.id} ${id}`, from, to, points: 1 });
    if (typeof given === 'string') {
      ctx.explain({ member: author.id, message: message.id }, `refused.${given}`, { most: ctx.config.most });
      continue;
    }
    await ctx.discord.send(
      message.channel_id,
      ctx.t('given', { to: id, points: given.points, rank: given.rank, name: ctx.config.name }),
    );
  }
});
