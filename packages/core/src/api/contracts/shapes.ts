import { z } from 'zod';
import { problemCodes } from '../contract/problem-codes.ts';

/** Shapes that several resources share. */
export const snowflake = z
  .string()
  .regex(/^\d{17,20}$/)
  .meta({ id: 'Snowflake', description: "One of Discord's ids", examples: ['175928847299117063'] });

export const pluginId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,31}$/)
  .meta({ id: 'PluginId', examples: ['leveling'] });

export const timestamp = z.iso.datetime().meta({ id: 'Timestamp', description: 'UTC, with milliseconds' });

export const localized = z
  .union([z.string(), z.object({ en: z.string() }).catchall(z.string())])
  .meta({ id: 'LocalizedText', description: 'A text in English, or in several languages by their code' });

export const named = z.object({ id: snowflake, name: z.string().nullable() }).meta({
  id: 'Named',
  description: 'Something of Discord; without a name, it is not there, or not any more',
});

export const killed = z
  .object({ reason: z.string(), at: timestamp })
  .nullable()
  .meta({ description: 'Why an operator has switched the plugin off in every guild' });

export const configValues = z
  .record(z.string().max(256), z.unknown())
  .meta({ id: 'ConfigValues', description: "Checked against the schema in the plugin's manifest" });

export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(50)
  .meta({ description: 'How many at most' });

export const cursor = z
  .string()
  .min(1)
  .max(512)
  .optional()
  .meta({ description: 'The `nextCursor` of the answer before; the start when absent' });

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Ask with it for what follows; `null` at the end' });

export const actor = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('member'),
      userId: snowflake,
      /** Absent for who has left. */
      name: z.string().nullable(),
      avatarUrl: z.string().nullable(),
      via: z.enum(['dashboard', 'command', 'api']),
    }),
    z.object({ kind: z.literal('plugin'), pluginId }),
    z.object({ kind: z.literal('system'), reason: z.string() }),
  ])
  .meta({ id: 'Actor', description: 'Who did it' });

export const fieldError = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']),
    pointer: z.string().meta({
      description:
        'JSON pointer to the value; for `config_invalid` and `settings_invalid` it starts at the root of the body, such as `/values/cooldown`',
    }),
    code: z.string().meta({ description: 'Stable, such as `too_small` or `role_above_bot`' }),
    message: z.string(),
  })
  .meta({ id: 'FieldError' });

export const problem = z
  .object({
    type: z.string().meta({ description: 'A URI reference that documents the code' }),
    title: z.string().meta({ description: 'What failed' }),
    status: z.int().min(400).max(599),
    detail: z.string().meta({ description: 'Why' }),
    remedy: z.string().meta({ description: 'What to try' }),
    code: z.enum(problemCodes),
    errors: z.array(fieldError).optional(),
    pluginCode: z.string().optional().meta({ description: "A plugin's own code, with `plugin_refused`" }),
    reference: z
      .string()
      .optional()
      .meta({ description: "Finds a plugin's error under its problems and in the log" }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, with texts in the language of the request' });
