import type { Connection, Model } from 'mongoose';
import { type CapturedWriteDocument, capturedWriteSchema } from './captured-write.ts';
import { type CommandSetDocument, commandSetSchema } from './command-set.ts';
import { type DeadLetterDocument, deadLetterSchema } from './dead-letter.ts';
import { type ExplanationDocument, explanationSchema } from './explanation.ts';
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
import { type KilledPluginDocument, killedPluginSchema } from './killed-plugin.ts';
import { type PlanGrantDocument, planGrantSchema } from './plan-grant.ts';
import { type ProblemSceneDocument, problemSceneSchema } from './problem-scene.ts';

export type {
  CapturedWriteDocument,
  CommandSetDocument,
  ConfigRevisionDocument,
  DeadLetterDocument,
  ExplanationDocument,
  GuildSettings,
  InstallationDocument,
  InstallationEventDocument,
  JobDocument,
  KilledPluginDocument,
  PlanGrantDocument,
  PreviousVersion,
  ProblemDocument,
  ProblemSceneDocument,
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
  readonly ProblemScene: Model<ProblemSceneDocument>;
  readonly Shard: Model<ShardDocument>;
  readonly CapturedWrite: Model<CapturedWriteDocument>;
  readonly CommandSet: Model<CommandSetDocument>;
  readonly DeadLetter: Model<DeadLetterDocument>;
  readonly Job: Model<JobDocument>;
  readonly KilledPlugin: Model<KilledPluginDocument>;
  readonly Explanation: Model<ExplanationDocument>;
  readonly PlanGrant: Model<PlanGrantDocument>;
}

export function defineModels(connection: Connection): Models {
  return {
    GuildSettings: connection.model('GuildSettings', guildSettingsSchema),
    Installation: connection.model('Installation', installationSchema),
    InstallationEvent: connection.model('InstallationEvent', installationEventSchema),
    ConfigRevision: connection.model('ConfigRevision', configRevisionSchema),
    Problem: connection.model('Problem', problemSchema),
    ProblemScene: connection.model('ProblemScene', problemSceneSchema),
    Shard: connection.model('Shard', shardSchema),
    CapturedWrite: connection.model('CapturedWrite', capturedWriteSchema),
    CommandSet: connection.model('CommandSet', commandSetSchema),
    DeadLetter: connection.model('DeadLetter', deadLetterSchema),
    Job: connection.model('Job', jobSchema),
    KilledPlugin: connection.model('KilledPlugin', killedPluginSchema),
    Explanation: connection.model('Explanation', explanationSchema),
    PlanGrant: connection.model('PlanGrant', planGrantSchema),
  } as unknown as Models;
}
