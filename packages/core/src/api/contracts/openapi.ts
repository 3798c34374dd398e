import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { snowflake } from './shapes.ts';

export const getGuildOpenApi = contract({
  operationId: 'getGuildOpenApi',
  method: 'get',
  path: '/openapi/{guildId}.json',
  atRoot: true,
  summary:
    "This document with the routes of exactly the plugins that a guild has installed, in the guild's versions",
  tags: ['meta'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake }),
  responses: {
    200: { description: 'An OpenAPI 3.1 document', body: z.record(z.string(), z.unknown()) },
  },
});
