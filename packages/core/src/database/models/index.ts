import type { Connection, Model } from 'mongoose';
import { type CommandSetDocument, commandSetSchema } from './command-set.ts';
import { type DeadLetterDocument, deadLetterSchema } from './dead-letter.ts';
import { type ShardDocument, shardSchema } from './gateway.ts';
import { type GuildSettings, guildSettingsSchema } from './guild-settings.ts';
import {
  type ConfigRevisionDocument,
  configRevisionSchema,
  type InstallationDocument,
  type InstallationEventDocument,
  installationEventSchema,
  installationSchema,
  type PreviousVersion,
  type ProblemDocument,
  problemSchema,
  type TransitionFields,
  type UnderWay,
  type VersionSide,
} from './installation.ts';
import { type JobDocument, jobSchema } from './job.ts';

export type {
  CommandSetDocument,
  ConfigRevisionDocument,
  DeadLetterDocument,
  GuildSettings,
  InstallationDocument,
  InstallationEventDocument,
  JobDocument,
  PreviousVersion,
  ProblemDocument,
  ShardDocument,
  TransitionFields,
  UnderWay,
  VersionSide,
};

/** The core's own entities. Plugins' collections use the driver (see runtime/data). */
export interface Models {
  readonly GuildSettings: Model<GuildSettings>;
  readonly Installation: Model<InstallationDocument>;
  readonly InstallationEvent: Model<InstallationEventDocument>;
  readonly ConfigRevision: Model<ConfigRevisionDocument>;
  readonly Problem: Model<ProblemDocument>;
  readonly Shard: Model<ShardDocument>;
  readonly CommandSet: Model<CommandSetDocument>;
  readonly DeadLetter: Model<DeadLetterDocument>;
  readonly Job: Model<JobDocument>;
}

export function defineModels(connection: Connection): Models {
  return {
    GuildSettings: connection.model('GuildSettings', guildSettingsSchema),
    Installation: connection.model('Installation', installationSchema),
    InstallationEvent: connection.model('InstallationEvent', installationEventSchema),
    ConfigRevision: connection.model('ConfigRevision', configRevisionSchema),
    Problem: connection.model('Problem', problemSchema),
    Shard: connection.model('Shard', shardSchema),
    CommandSet: connection.model('CommandSet', commandSetSchema),
    DeadLetter: connection.model('DeadLetter', deadLetterSchema),
    Job: connection.model('Job', jobSchema),
  } as unknown as Models;
}
