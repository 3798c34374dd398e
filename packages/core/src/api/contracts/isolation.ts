import { z } from 'zod';
import { isolationLevels } from '../../sandbox/index.ts';
import { contract } from '../contract/route-contract.ts';

const level = z.enum(isolationLevels).meta({
  id: 'IsolationLevel',
  description:
    "How a sandboxed plugin's process is locked up. `process`: its own, with Node's permissions. `uid`: as a user that nobody " +
    'else is. `namespaces`: it sees no network and no other process',
});

const isolation = z
  .object({
    achieved: level.meta({ description: 'By this machine' }),
    minimum: level.meta({ description: 'Below it the operator lets no sandboxed plugin run' }),
    secure: z.boolean().meta({
      description:
        '`false`: what is sandboxed here is contained, not secure, and needs the knowing permission of the operator',
    }),
    runs: z
      .boolean()
      .meta({ description: 'Whether sandboxed plugins run here: `achieved` is at least `minimum`' }),
    which: z.enum(['strangers', 'all', 'off']).meta({ description: 'Which plugins run sandboxed' }),
  })
  .meta({ id: 'Isolation' });

export type IsolationView = z.output<typeof isolation>;

export const getIsolation = contract({
  operationId: 'getIsolation',
  method: 'get',
  path: '/isolation',
  summary: 'How well this machine locks plugins up, and what its operator demands',
  tags: ['meta'],
  access: 'signed-in',
  responses: { 200: { description: 'The isolation', body: isolation } },
});
