import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';

const live = z
  .object({ status: z.enum(['ok', 'stalled']), eventLoopLagMs: z.number() })
  .meta({ id: 'Liveness' });

const ready = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), reason: z.string().nullable() })),
  })
  .meta({ id: 'Readiness' });

export type ReadinessView = z.output<typeof ready>;

export const getLiveness = contract({
  operationId: 'getLiveness',
  method: 'get',
  path: '/livez',
  atRoot: true,
  summary: 'Is the process alive?',
  tags: ['health'],
  access: 'anyone',
  responses: {
    200: { description: 'Alive', body: live },
    503: { description: 'Its event loop is stalled', body: live },
  },
});

export const getReadiness = contract({
  operationId: 'getReadiness',
  method: 'get',
  path: '/readyz',
  atRoot: true,
  summary: 'Can it serve?',
  tags: ['health'],
  access: 'anyone',
  responses: {
    200: { description: 'Everything works', body: ready },
    503: { description: 'Not yet, or no longer; the checks say why', body: ready },
  },
});

export const getMetrics = contract({
  operationId: 'getMetrics',
  method: 'get',
  path: '/metrics',
  atRoot: true,
  summary: 'Metrics in the text form of Prometheus',
  tags: ['health'],
  access: 'anyone',
  responses: { 200: { description: 'The metrics', body: z.string(), contentType: 'text/plain' } },
});
