import { join } from 'node:path';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import type { DiscordEndpoints } from '../api/index.ts';
import { PortError } from '../api/index.ts';

const triedPorts = 20;

export interface SimulatorStart {
  readonly dataDir: string;
  /** The first port to try; 0: any free one. */
  readonly port: number;
}

/** Starts the demo's Discord on the first free port, with its world from `<dataDir>/discord`. */
export async function startSimulator({ dataDir, port }: SimulatorStart): Promise<DiscordSimulator> {
  for (let next = port; ; next++) {
    try {
      return await createDiscord({ port: next, limits: 'fast', journal: join(dataDir, 'discord') });
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) throw error;
      if (port === 0 || next - port + 1 >= triedPorts) {
        throw new PortError('127.0.0.1', next, error as NodeJS.ErrnoException);
      }
    }
  }
}

/** Where signing in goes when Discord is simulated. */
export function simulatedDiscord(discord: DiscordSimulator): DiscordEndpoints {
  return {
    authorize: `${discord.origin}/oauth2/authorize`,
    api: `${discord.api}/v10`,
    cdn: discord.cdn,
    // Whoever signs in again may want to be somebody else.
    prompt: 'consent',
  };
}

/** The address that opens the chat view, signed in, at the first guild. */
export function chatUrl(discord: DiscordSimulator): string {
  const url = new URL('/chat', discord.origin);
  url.searchParams.set('token', discord.controlToken);
  const [guild] = discord.guilds;
  if (guild) url.searchParams.set('guild', guild.id);
  return url.href;
}
