import { createDiscord, type DiscordOptions, type DiscordSimulator } from '@guildhall/discord-simulator';
import { Client, type ClientOptions, GatewayIntentBits, Partials, REST } from 'discord.js';

/** Everything a test opened, to be closed after it in reverse order. */
export class Closing {
  readonly #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}

export async function startDiscord(
  closing: Closing,
  options: DiscordOptions = {},
): Promise<DiscordSimulator> {
  const discord = await createDiscord({ limits: 'off', seed: 7, ...options });
  closing.add(() => discord.close());
  return discord;
}

export const everyIntent = Object.values(GatewayIntentBits).filter(
  (it): it is GatewayIntentBits => typeof it === 'number',
);

/** A real discord.js client that has logged in and knows its guilds. */
export async function startBot(
  closing: Closing,
  discord: DiscordSimulator,
  options: Partial<ClientOptions> & { token?: string } = {},
): Promise<Client<true>> {
  const { token, ...rest } = options;
  // Without the partial, discord.js hears no direct messages in channels that it does not know yet.
  const client = new Client({
    intents: everyIntent,
    partials: [Partials.Channel],
    ...rest,
    rest: { api: discord.api, ...rest.rest },
  });
  closing.add(() => client.destroy());
  const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()));
  await client.login(token ?? discord.application().token);
  await ready;
  return client as Client<true>;
}

/** discord.js's REST alone, as the bot. */
export function restOf(discord: DiscordSimulator, token = discord.application().token): REST {
  return new REST({ api: discord.api, version: '10', retries: 0 }).setToken(token);
}

/** The JSON error code of what is refused; `null` when it passes. */
export async function codeOf(call: Promise<unknown>): Promise<number | string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return (error as { code?: number | string }).code ?? String(error);
  }
}
