import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { actor, pluginId, snowflake, timestamp } from './shapes.ts';

const paidPlan = z.enum(['premium', 'enterprise']).meta({ id: 'PaidPlan' });

const planGrant = z
  .object({
    id: z.string(),
    guildId: snowflake,
    pluginId: pluginId.nullable().meta({ description: '`null`: for the guild as a whole' }),
    plan: paidPlan,
    source: z.enum(['grant']),
    reason: z.string(),
    grantedBy: actor,
    from: timestamp,
    until: timestamp.nullable().meta({ description: '`null`: without end' }),
    revokedAt: timestamp.nullable(),
  })
  .meta({ id: 'PlanGrant', description: 'A plan that a guild has for a time' });

export type PlanGrantView = z.output<typeof planGrant>;

export const getGuildPlans = contract({
  operationId: 'getGuildPlans',
  method: 'get',
  path: '/guilds/{guildId}/plans',
  summary: 'What the guild has for each of its plugins, and the features that this opens',
  tags: ['plans'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake }),
  responses: {
    200: {
      description: 'The plans',
      body: z.object({
        items: z.array(
          z.object({
            pluginId,
            plan: z.enum(['free', 'premium', 'enterprise']),
            until: timestamp.nullable(),
            features: z.array(z.object({ name: z.string(), included: z.boolean() })),
          }),
        ),
      }),
    },
  },
});

export const listPlanGrants = contract({
  operationId: 'listPlanGrants',
  method: 'get',
  path: '/operator/guilds/{guildId}/plan-grants',
  summary: 'The plans that operators have granted to a guild, newest first, with those that have ended',
  tags: ['operator'],
  access: 'operator',
  params: z.object({ guildId: snowflake }),
  responses: { 200: { description: 'The grants', body: z.object({ items: z.array(planGrant) }) } },
});

export const grantPlan = contract({
  operationId: 'grantPlan',
  method: 'post',
  path: '/operator/guilds/{guildId}/plan-grants',
  summary: 'Grant a plan to a guild, as a whole or for one plugin',
  tags: ['operator'],
  access: 'operator',
  params: z.object({ guildId: snowflake }),
  idempotent: true,
  body: z
    .strictObject({
      plan: paidPlan,
      pluginId: pluginId.optional().meta({ description: 'Absent: for every plugin' }),
      until: z.iso.datetime({ offset: true }).optional().meta({ description: 'Absent: without end' }),
      reason: z.string().min(1).max(200),
    })
    .meta({ id: 'GrantPlanRequest' }),
  responses: { 201: { description: 'In effect', body: planGrant } },
  errors: ['guild_not_found', 'plugin_not_found'],
});

export const revokePlan = contract({
  operationId: 'revokePlan',
  method: 'delete',
  path: '/operator/guilds/{guildId}/plan-grants/{grantId}',
  summary: 'Take a granted plan back',
  tags: ['operator'],
  access: 'operator',
  params: z.object({ guildId: snowflake, grantId: z.uuid() }),
  responses: { 204: { description: 'Taken back' } },
  errors: ['plan_grant_not_found'],
});
