import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { snowflake } from './shapes.ts';

const meta = z
  .object({
    version: z.string(),
    mode: z
      .enum(['demo', 'discord'])
      .meta({ description: '`demo`: Discord is simulated here, and nothing in it is real' }),
    safeMode: z
      .boolean()
      .meta({ description: 'Started so that no plugin runs; everything else works as ever' }),
    applicationId: snowflake.nullable(),
    chatUrl: z
      .string()
      .nullable()
      .meta({ description: 'The chat view of the simulated Discord; only in demo mode' }),
    inviteUrl: z.string().nullable().meta({
      description: 'Adds the bot to a guild, with the permissions that the installable plugins need',
    }),
    docsUrl: z.string(),
  })
  .meta({ id: 'Meta' });

export type MetaView = z.output<typeof meta>;

export const getMeta = contract({
  operationId: 'getMeta',
  method: 'get',
  path: '/meta',
  summary: 'What this Guildhall is',
  tags: ['meta'],
  access: 'anyone',
  responses: { 200: { description: 'About this Guildhall', body: meta } },
});
