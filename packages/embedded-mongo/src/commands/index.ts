import { aggregateCommand } from './aggregate.ts';
import { bulkWriteCommand } from './bulk-write.ts';
import { catalogCommands } from './catalog.ts';
import type { Command } from './command.ts';
import { crudCommands } from './crud.ts';
import { explainCommand } from './explain.ts';
import { handshakeCommands } from './handshake.ts';
import { indexCommands } from './indexes.ts';
import { readCommands } from './read.ts';
import { sessionCommands } from './sessions.ts';
import { statisticsCommands } from './statistics.ts';

/** Every command that is answered; all others get CommandNotFound. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [
    ...handshakeCommands,
    ...sessionCommands,
    ...crudCommands,
    ...readCommands,
    aggregateCommand,
    bulkWriteCommand,
    ...catalogCommands,
    ...indexCommands,
    ...statisticsCommands,
    explainCommand,
  ].flatMap((command) => command.names.map((name) => [name, command])),
);
