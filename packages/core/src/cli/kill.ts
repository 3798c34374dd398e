import { connectDatabase } from '../database/index.ts';
import { KillSwitch, leaveKillOrder } from '../kill-switch/index.ts';
import { createLogger, sdkLogger } from '../observability/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Command } from './arguments.ts';

type KillCommand = Extract<Command, { name: 'plugins kill' | 'plugins revive' }>;

/** A running Guildhall looks every second. */
const waitMs = 5_000;

/**
 * `guildhall plugins kill` and `revive`: with a MongoDB of one's own in its database, where every process sees it; with the
 * embedded one, which belongs to the Guildhall that runs, by an order in the data folder.
 *
 * @returns what is printed
 * @throws errors with `code` and `remedy`: `DatabaseError`
 */
export async function runKillCommand(command: KillCommand, settings: Settings): Promise<string> {
  const { pluginId } = command;
  const reason = command.name === 'plugins kill' ? command.reason : null;
  const isDone =
    settings.mongodbUri && settings.discord
      ? await inDatabase(settings.mongodbUri, settings.discord.clientId, pluginId, reason)
      : await leaveKillOrder(settings.dataDir, { pluginId, reason }, waitMs);
  return [
    ...(reason === null
      ? [`${pluginId} may run again, where it was enabled.`]
      : [
          `${pluginId} is switched off in every server.`,
          '  Nothing of it runs, and nobody can install or enable it. The admins of every server that has it read the reason.',
          '  Installations, configurations and data stay.',
          `  \`guildhall plugins revive ${pluginId}\` undoes it.`,
        ]),
    ...(isDone
      ? []
      : ['', 'No Guildhall runs on this data folder now: the one that starts next does this first.']),
  ].join('\n');
}

async function inDatabase(
  uri: string,
  applicationId: string,
  pluginId: string,
  reason: string | null,
): Promise<true> {
  const database = await connectDatabase(uri);
  try {
    const logger = sdkLogger(createLogger({ level: 'silent' }));
    const killSwitch = new KillSwitch({ database, applicationId, clock: { now: () => Date.now() }, logger });
    if (reason === null) await killSwitch.revive(pluginId);
    else await killSwitch.kill(pluginId, reason);
    return true;
  } finally {
    await database.close();
  }
}
