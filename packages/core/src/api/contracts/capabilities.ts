import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { localized } from './shapes.ts';

const capability = z
  .object({
    id: z.string(),
    risk: z.enum(['low', 'medium', 'high']).meta({ description: 'What an admin gives away with it' }),
    title: localized,
    description: localized,
    permissions: z.array(z.string()).meta({ description: 'Discord permissions that the bot needs for it' }),
  })
  .meta({ id: 'Capability' });

export const listCapabilities = contract({
  operationId: 'listCapabilities',
  method: 'get',
  path: '/capabilities',
  summary: 'Everything that a plugin can ask to be allowed, in words',
  tags: ['plugins'],
  access: 'anyone',
  responses: { 200: { description: 'The capabilities', body: z.object({ items: z.array(capability) }) } },
});
