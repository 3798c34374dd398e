import { type CommandContextOf, type ContextOf, definePlugin, z } from '@guildhall/sdk';
import { antiNukeSchema } from './anti-nuke/schema.ts';
import { checkConfig, configSchema } from './config.ts';
import { en } from './locales/en.ts';
import { fr } from './locales/fr.ts';
import { ruleSchema } from './rules/schema.ts';
import { automodService } from './service.ts';

const performedSchema = z.object({
  type: z.string(),
  outcome: z.enum(['done', 'nothing', 'refused', 'skipped']),
  /** What an undo needs, and what stood in the way: an id, a number, the name of an obstacle. */
  detail: z.string(),
});

/** What automod is: read by the host, the dashboard and plugins that use it. */
export const automod = definePlugin({
  id: 'automod',
  name: { en: 'Automod', fr: 'Automod' },
  description: {
    en: 'Rules for what members write and do, on top of Discord’s AutoMod; heat, and protection against raids and nukes.',
    fr: 'Des règles pour ce que les membres écrivent et font, en plus de l’AutoMod de Discord ; chaleur, protection contre raids et sabotage.',
  },
  category: 'moderation',
  needs: {
    'messages.read': {
      en: 'to judge messages by your rules',
      fr: 'pour juger les messages selon vos règles',
    },
    'messages.send': {
      en: 'to warn members and alert moderators',
      fr: 'pour avertir les membres et alerter la modération',
    },
    'messages.manage': {
      en: 'to delete what breaks a rule',
      fr: 'pour supprimer ce qui enfreint une règle',
    },
    'members.read': {
      en: 'to notice raids and new names',
      fr: 'pour remarquer les raids et les nouveaux noms',
    },
    'members.moderate': {
      en: 'to time out, kick and ban as your rules say',
      fr: 'pour exclure et bannir comme le disent vos règles',
    },
    'members.roles': {
      en: 'to quarantine members, and release them',
      fr: 'pour isoler des membres, et les libérer',
    },
    'guild.read': { en: 'to know who administrates', fr: 'pour savoir qui administre' },
    'channels.read': {
      en: 'to leave out channels and categories',
      fr: 'pour exclure des salons et des catégories',
    },
    'channels.manage': {
      en: 'to slow channels down, and restore deleted ones',
      fr: 'pour ralentir des salons, et rétablir les supprimés',
    },
    'threads.manage': {
      en: 'to take back names of threads and titles of posts that break a rule',
      fr: 'pour reprendre les noms de fils et les titres de publications qui enfreignent une règle',
    },
    'roles.manage': {
      en: 'to lock the server down, and restore deleted roles',
      fr: 'pour verrouiller le serveur, et rétablir les rôles supprimés',
    },
    'invites.read': { en: 'to know your own invites', fr: 'pour reconnaître vos propres invitations' },
    'invites.manage': {
      en: 'to pause invites in a raid',
      fr: 'pour suspendre les invitations pendant un raid',
    },
    'audit.read': { en: 'to notice who destroys the server', fr: 'pour remarquer qui sabote le serveur' },
    'automod.manage': {
      en: 'to set up Discord’s AutoMod with what it can do itself',
      fr: 'pour régler l’AutoMod de Discord avec ce qu’il sait faire',
    },
    'voice.read': {
      en: 'to notice who hops between channels',
      fr: 'pour remarquer qui saute d’un salon à l’autre',
    },
    'direct.send': {
      en: 'to tell members, and you in an emergency',
      fr: 'pour prévenir les membres, et vous en cas d’urgence',
    },
  },
  intents: {
    MessageContent: {
      reason: {
        en: 'compares what is written with your rules; Discord’s own AutoMod knows six lists of words and no edits',
        fr: 'compare les textes à vos règles ; l’AutoMod de Discord ne connaît que six listes de mots',
      },
      degraded: {
        en: 'judges joins, names, rates of messages and what Discord’s AutoMod stops, and not what is written',
        fr: 'juge les arrivées, les noms, le débit des messages et ce qu’arrête l’AutoMod de Discord, pas les textes',
      },
    },
    GuildMembers: {
      reason: { en: 'notices raids and names', fr: 'remarque les raids et les noms' },
      degraded: {
        en: 'judges messages, and neither joins nor names',
        fr: 'juge les messages, mais ni les arrivées ni les noms',
      },
    },
  },
  offers: automodService,
  config: { version: 1, schema: configSchema, check: checkConfig },
  data: {
    rules: { version: 1, schema: ruleSchema, key: ['id'], indexes: [['priority']] },
    /** One document, `state`: what holds for the guild as a whole. */
    state: {
      version: 1,
      schema: z.object({
        id: z.string(),
        /** Counts changes of rules, so that every process notices. */
        rules: z.int().default(0),
        /** Rules were made once; an admin who deletes them all gets none again. */
        started: z.boolean().default(false),
        /** Milliseconds since 1970; 0: no panic. */
        panicUntil: z.int().default(0),
        /** The permissions that @everyone had before a lockdown, as Discord's bit set; empty: there is none. */
        locked: z.string().default(''),
        antiNuke: antiNukeSchema.prefault({}),
      }),
      key: ['id'],
    },
    hits: {
      version: 1,
      schema: z.object({
        id: z.string(),
        at: z.int(),
        ruleId: z.string(),
        ruleName: z.string(),
        userId: z.string(),
        userName: z.string(),
        /** Empty for what happened in no channel. */
        channelId: z.string(),
        trigger: z.string(),
        /** In the guild's language. */
        reason: z.string(),
        dryRun: z.boolean(),
        /** How many messages, or joins, it stands for. */
        count: z.int(),
        performed: z.array(performedSchema),
        verdict: z.enum(['open', 'falsePositive']),
        undoneAt: z.int(),
        /** Where moderators are told of it, and whether they were; empty for nowhere. */
        alertIn: z.string(),
        alerted: z.boolean(),
        /** What moderators decided who were asked. */
        decided: z.string(),
      }),
      key: ['id'],
      indexes: [['at'], ['userId'], ['ruleId', 'at'], ['alertIn', 'alerted']],
      personal: ['userId'],
    },
    heat: {
      version: 1,
      schema: z.object({ userId: z.string(), strikes: z.int(), at: z.int() }),
      key: ['userId'],
      indexes: [['at']],
      personal: ['userId'],
    },
    quarantine: {
      version: 1,
      schema: z.object({ userId: z.string(), roles: z.array(z.string()), at: z.int(), reason: z.string() }),
      key: ['userId'],
      indexes: [['at']],
      personal: ['userId'],
    },
    votes: {
      version: 1,
      schema: z.object({ hitId: z.string(), userId: z.string(), penalty: z.boolean(), at: z.int() }),
      key: ['hitId', 'userId'],
      indexes: [['at']],
      personal: ['userId'],
    },
    nukes: {
      version: 1,
      schema: z.object({
        id: z.string(),
        at: z.int(),
        actorId: z.string(),
        kind: z.string(),
        count: z.int(),
        outcome: z.enum(['found', 'stopped', 'refused']),
        restored: z.array(z.string()),
      }),
      key: ['id'],
      indexes: [['at']],
      personal: ['actorId'],
    },
    native: {
      version: 1,
      schema: z.object({ ruleId: z.string(), discordId: z.string() }),
      key: ['ruleId'],
    },
  },
  emits: {
    hit: z.object({
      hitId: z.string(),
      ruleId: z.string(),
      userId: z.string(),
      trigger: z.string(),
      dryRun: z.boolean(),
    }),
  },
  locales: { en, fr },
});

export type AutomodContext = ContextOf<typeof automod>;
export type AutomodCommandContext = CommandContextOf<typeof automod>;

export { automodService };
