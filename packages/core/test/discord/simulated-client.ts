import { createDiscord } from '@guildhall/discord-simulator';
import { Client, GatewayIntentBits } from 'discord.js';

/** A bot of discord.js alone, with the members intent, on a simulator of its own. */
export async function startClient(seed: number) {
  const discord = await createDiscord({ limits: 'off', seed });
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers],
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
