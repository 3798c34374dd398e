import { join } from 'node:path';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import type { DiscordEndpoints } from '../api/index.ts';
import { PortError } from '../api/index.ts';

const triedPorts = 20;

export interface SimulatorStart {
  readonly dataDir: string;
  /** The first port to try; 0: any free one. */
  readonly port: number;
  /** The same at every start, so that an open chat view goes on after one. */
  readonly controlToken: string;
}

/** Starts the demo's Discord on the first free port, with its world from `<dataDir>/discord`. */
export async function startSimulator({
  dataDir,
  port,
  controlToken,
}: SimulatorStart): Promise<DiscordSimulator> {
  for (let next = port; ; next++) {
    try {
      return await createDiscord({
        port: next,
        limits: 'fast',
        journal: join(dataDir, 'discord'),
        controlToken,
      });
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
