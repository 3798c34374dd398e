import { createDiscord } from '@guildhall/discord-simulator';
import { Client, GatewayIntentBits } from 'discord.js';

/** A bot of discord.js alone, on a simulator of its own. */
export async function startClient(
  seed: number,
  intents: readonly GatewayIntentBits[] = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
) {
  const discord = await createDiscord({ limits: 'off', seed });
  const client = new Client({
    intents: [...intents],
    rest: { api: discord.api },
  });
  await client.login(discord.application().token);
  await discord.idle();
  return {
    discord,
    client: client as Client<true>,
    async close() {
      await client.destroy();
      await discord.close();
    },
  };
}
