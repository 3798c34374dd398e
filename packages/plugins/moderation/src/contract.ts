import { type CommandContextOf, type ContextOf, definePlugin, z } from '@guildhall/sdk';
import { cursorSchema } from './audit-log/cursor.ts';
import { bulkSchema } from './bulk/bulk.ts';
import { caseSchema } from './cases/case.ts';
import { lockSchema } from './channels/locked.ts';
import { checkConfig, configSchema } from './config.ts';
import { importedCaseSchema, importRefusalSchema, importSchema } from './imports/imported-case.ts';
import { en } from './locales/en/index.ts';
import { fr } from './locales/fr/index.ts';
import { logEntrySchema } from './log-routing/log-entry.ts';
import { logMessageSchema } from './log-routing/log-message.ts';
import { cachedMessageSchema } from './message-log/cached-message.ts';
import { intents, needs } from './needs.ts';
import { chosenSchema } from './purge/chosen.ts';
import { reportSchema } from './reports/report.ts';
import { moderationService } from './service.ts';
import { timedSchema } from './timed-actions/timed-action.ts';
import { crossingSchema, standingSchema, warningSchema } from './warnings/warning.ts';

/** What moderation is: read by the host, the dashboard and plugins that use it. */
export const moderation = definePlugin({
  id: 'moderation',
  name: { en: 'Moderation', fr: 'Modération' },
  description: {
    en: 'Cases, warnings that escalate, timeouts of any length, bans that end, reports and logs.',
    fr: 'Dossiers, avertissements à paliers, exclusions et bannissements à durée, signalements et journaux.',
  },
  category: 'moderation',
  needs,
  intents,
  offers: moderationService,
  config: { version: 1, schema: configSchema, check: checkConfig },
  data: {
    counters: { version: 1, schema: z.object({ name: z.string(), value: z.int() }), key: ['name'] },
    cursors: { version: 1, schema: cursorSchema, key: ['name'] },
    cases: {
      version: 1,
      schema: caseSchema,
      key: ['number'],
      indexes: [['userId', 'at'], ['at'], ['kind', 'at'], ['moderatorId', 'at'], ['state'], ['logged']],
      unique: [['origin']],
      personal: ['userId', 'moderatorId', 'editedBy'],
    },
    warnings: {
      version: 1,
      schema: warningSchema,
      key: ['number'],
      indexes: [
        ['userId', 'state'],
        ['state', 'at'],
      ],
      personal: ['userId', 'removedBy'],
    },
    standings: { version: 1, schema: standingSchema, key: ['userId'], personal: ['userId'] },
    crossings: { version: 1, schema: crossingSchema, key: ['userId', 'points'], personal: ['userId'] },
    bulks: {
      version: 1,
      schema: bulkSchema,
      key: ['id'],
      indexes: [['at']],
      personal: ['moderatorId', 'targets'],
    },
    reports: {
      version: 1,
      schema: reportSchema,
      key: ['number'],
      indexes: [
        ['state', 'at'],
        ['targetId', 'at'],
      ],
      unique: [['about']],
      personal: ['reporterId', 'targetId', 'closedBy'],
    },
    imports: {
      version: 1,
      schema: importSchema,
      key: ['id'],
      indexes: [['at'], ['expiresAt']],
      personal: ['by', 'moderatorsGone'],
    },
    importedCases: {
      version: 1,
      schema: importedCaseSchema,
      key: ['importId', 'theirId'],
      indexes: [
        ['importId', 'userId'],
        ['importId', 'order'],
        ['importId', 'state', 'at'],
      ],
      personal: ['userId', 'moderatorId'],
    },
    importRefusals: { version: 1, schema: importRefusalSchema, key: ['importId', 'order'] },
    logEntries: {
      version: 1,
      schema: logEntrySchema,
      key: ['id'],
      indexes: [['order']],
      encrypted: ['text'],
    },
    logMessages: { version: 1, schema: logMessageSchema, key: ['name'] },
    messages: {
      version: 1,
      schema: cachedMessageSchema,
      key: ['messageId'],
      indexes: [['at']],
      personal: ['authorId'],
      encrypted: ['content', 'files'],
    },
    voices: {
      version: 1,
      schema: z.object({ userId: z.string(), channelId: z.string() }),
      key: ['userId'],
      personal: ['userId'],
    },
    purges: { version: 1, schema: chosenSchema, key: ['case'] },
    locks: { version: 1, schema: lockSchema, key: ['channelId'] },
    timedActions: {
      version: 1,
      schema: timedSchema,
      key: ['kind', 'userId'],
      indexes: [['until']],
      personal: ['userId'],
    },
  },
  emits: {
    /** Something was done to a member, by this plugin or by hand in Discord. */
    caseOpened: z.object({
      number: z.int(),
      kind: z.string(),
      userId: z.string().nullable(),
      moderatorId: z.string().nullable(),
    }),
  },
  locales: { en, fr },
});

export type ModerationContext = ContextOf<typeof moderation>;
export type ModerationCommandContext = CommandContextOf<typeof moderation>;

export { moderationService };
