import { localize } from '@guildhall/sdk/host';
import { type Bot, wayToIntent } from '../discord/index.ts';
import type { LiveInstallation } from './live-installation.ts';
import type { ProblemBook } from './problem-book.ts';

const code = 'INTENT_WITHHELD';

/**
 * Tells admins which privileged intents of a plugin the bot does not have, and what the plugin does instead: its handlers
 * would else seem to be dead. To be called once the bot is connected.
 */
export async function reportWithheldIntents(
  bot: Bot,
  problems: ProblemBook,
  { guildId, pluginId, version }: LiveInstallation,
): Promise<void> {
  const { privileged } = bot.intents;
  const wanted = version.manifest.intents.privileged;
  const withheld = wanted.filter(({ name }) => !privileged.includes(name));
  if (withheld.length < wanted.length) await problems.resolve(guildId, pluginId, code);
  for (const { name, degraded } of withheld) {
    await problems.record(guildId, pluginId, {
      code,
      piece: name,
      message: `This bot does not have the intent ${name}. ${
        degraded === undefined
          ? 'The plugin can’t do without it.'
          : `Without it: ${localize(degraded, 'en')}.`
      }`,
      remedy: wayToIntent([name], bot.intents),
    });
  }
}
