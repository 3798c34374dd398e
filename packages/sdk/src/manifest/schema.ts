import { z } from 'zod';
import type { CapabilityId } from '../capabilities.ts';
import { capabilities } from '../capabilities.ts';
import { hostMistake, mostHosts } from '../definition/check-hosts.ts';
import { featureName } from '../definition/check-premium.ts';
import { type SapphireStore, sapphireStores } from '../pieces/sapphire-types.ts';
import { manifestBlockSchema } from './block-schema.ts';
import type { Manifest } from './types.ts';

/** JSON Schema 2020-12 of a value's input form, with `x-ui` hints for forms. */
const jsonSchema = z.record(z.string(), z.unknown());
const localized = z.union([z.string(), z.object({ en: z.string() }).catchall(z.string())]);
const name = z.string().min(1).max(64);

const optionType = z.enum([
  'string',
  'integer',
  'number',
  'boolean',
  'user',
  'channel',
  'role',
  'mentionable',
  'attachment',
]);

const commandOption = z.object({
  name: z.string(),
  description: localized,
  type: optionType,
  required: z.boolean(),
  autocomplete: z.boolean().default(false),
  choices: z
    .array(z.object({ name: localized, value: z.union([z.string(), z.number()]) }))
    .max(25)
    .optional(),
  channelTypes: z.array(z.int()).optional(),
  anybody: z.boolean().optional(),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
});

const subcommand = z.object({
  name: z.string(),
  description: localized,
  group: z.object({ name: z.string(), description: localized }).optional(),
  options: z.array(commandOption).max(25),
});

const command = z.object({
  kind: z.literal('command'),
  name: z.string(),
  description: localized,
  /** Names of Discord permissions; absent: everyone. */
  permissions: z.array(z.string()).optional(),
  /** Names that earlier versions gave it, newest first. */
  formerly: z.array(z.string()).max(25).optional(),
  options: z.array(commandOption).max(25),
  subcommands: z.array(subcommand),
  sapphire: z.string().optional(),
});

const parameter = z.object({
  name,
  type: z.enum(['snowflake', 'integer', 'enum', 'string', 'boolean']),
  maxLength: z.int().optional(),
  values: z.array(z.string()).optional(),
});

const access = z.enum(['public', 'member', 'manager', 'admin']);
const route = z.object({
  kind: z.literal('route'),
  name: z.string().max(210),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().max(200),
  access,
  description: localized.optional(),
  params: jsonSchema,
  query: jsonSchema,
  body: jsonSchema.optional(),
  returns: jsonSchema.optional(),
  revision: z.string().optional(),
  ifMatch: z.enum(['required', 'optional']).optional(),
});

const piece = z.discriminatedUnion('kind', [
  command,
  z.object({ kind: z.literal('on'), name, event: z.string() }),
  z.object({ kind: z.literal('onRaw'), name, event: z.string() }),
  z.object({ kind: z.literal('button'), name, parameters: z.array(parameter) }),
  z.object({
    kind: z.literal('modal'),
    name,
    title: localized,
    parameters: z.array(parameter),
    fields: z
      .array(
        z.object({
          name,
          label: localized,
          style: z.enum(['short', 'paragraph']),
          required: z.boolean(),
          maxLength: z.int(),
        }),
      )
      .max(5),
  }),
  z.object({
    kind: z.literal('job'),
    name,
    schedule: z.union([
      z.object({ everyMs: z.int().positive() }),
      z.object({ cron: z.string() }),
      z.object({ input: jsonSchema }),
    ]),
  }),
  z.object({ kind: z.literal('offer'), name, input: jsonSchema, output: jsonSchema }),
  z.object({
    kind: z.literal('select'),
    name,
    of: z.enum(['string', 'user', 'role', 'channel']),
    parameters: z.array(parameter),
  }),
  z.object({
    kind: z.enum(['userMenu', 'messageMenu']),
    name: z.string().min(1).max(32),
    permissions: z.array(z.string()).optional(),
    sapphire: z.string().optional(),
  }),
  z.object({
    kind: z.literal('sapphire'),
    name: z.string().min(1).max(200),
    store: z.enum(sapphireStores as [SapphireStore, ...SapphireStore[]]),
    event: z.string().optional(),
  }),
  z.object({
    kind: z.literal('messageCommand'),
    name: z.string().min(1).max(32),
    aliases: z.array(z.string().min(1).max(32)),
    description: localized,
    prefix: z.string().optional(),
    prefixField: z.string().optional(),
    sapphire: z.string().optional(),
  }),
  z.object({
    kind: z.literal('hear'),
    name: z.string().max(200),
    plugin: z.string(),
    event: z.string(),
    payload: jsonSchema,
  }),
  z.object({ kind: z.literal('extensionPoint'), name, input: jsonSchema, output: jsonSchema }),
  z.object({
    kind: z.literal('contribution'),
    name: z.string().max(200),
    point: z.string(),
    contribution: z.string(),
    title: localized,
  }),
  route,
  z.object({
    kind: z.literal('page'),
    name: z.string().max(200),
    title: localized,
    access,
    blocks: z.array(manifestBlockSchema).min(1).max(20),
  }),
  z.object({ kind: z.literal('setup'), name }),
  z.object({ kind: z.literal('teardown'), name }),
]);

const collection = z.object({
  version: z.int().positive(),
  schema: jsonSchema,
  key: z.array(z.string()).min(1),
  indexes: z.array(z.array(z.string())),
  unique: z.array(z.array(z.string())),
  personal: z.array(z.string()),
  tally: z.array(z.string()).optional(),
  encrypted: z.array(z.string()).optional(),
});

/** Checks a manifest that comes from outside: a package's file, a marketplace. Fills nothing but its defaults. */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  manifestVersion: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  package: z.string(),
  version: z.string(),
  /** Semver range of the SDK that it was built against. */
  sdk: z.string(),
  name: localized,
  description: localized,
  category: z.enum([
    'community',
    'engagement',
    'moderation',
    'support',
    'economy',
    'fun',
    'tools',
    'analytics',
  ]),
  author: z.string().optional(),
  homepage: z.string().optional(),
  license: z.string().optional(),
  capabilities: z.array(
    z.object({ id: z.enum(Object.keys(capabilities) as CapabilityId[]), reason: localized }),
  ),
  intents: z.object({
    /** Derived from the pieces: not privileged. */
    standard: z.array(z.string()),
    privileged: z.array(
      z.object({
        name: z.enum(['GuildMembers', 'GuildPresences', 'MessageContent']),
        reason: localized,
        /** Absent: the plugin can't do without it. */
        degraded: localized.optional(),
      }),
    ),
  }),
  /** Names of Discord permissions that the bot needs, derived from the capabilities. */
  permissions: z.array(z.string()),
  /** Hosts that it may reach through `ctx.fetch`. */
  hosts: z.array(z.string().refine((host) => hostMistake(host) === undefined)).max(mostHosts),
  dataLeaving: z.array(z.enum(['content', 'members'])).default([]),
  premium: z
    .array(
      z.object({
        name: z.string().regex(featureName),
        title: localized,
        description: localized.optional(),
        from: z.enum(['premium', 'enterprise']),
      }),
    )
    .default([]),
  config: z.object({
    version: z.int().positive(),
    schema: jsonSchema,
    defaults: z.record(z.string(), z.unknown()),
  }),
  data: z.record(z.string(), collection),
  emits: z.record(z.string(), jsonSchema),
  offers: z.string().optional(),
  uses: z.array(z.object({ id: z.string(), optional: z.boolean(), range: z.string().optional() })),
  pieces: z.array(piece),
  locales: z.record(z.string(), z.record(z.string(), z.string())),
  /** Reserved: where it can be installed and used. */
  installTypes: z.array(z.enum(['guild'])).default(['guild']),
  contexts: z.array(z.enum(['guild'])).default(['guild']),
});
