import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { pluginId, snowflake, timestamp } from './shapes.ts';

const problemScene = z
  .object({
    at: timestamp,
    keptUntil: timestamp,
    pluginVersion: z.string(),
    problem: z.object({ code: z.string(), message: z.string(), piece: z.string().nullable() }),
    steps: z.int().meta({ description: 'How much happened in it' }),
    leftOut: z.int().meta({ description: 'Events that happened and can not be played' }),
    scene: z
      .record(z.string(), z.unknown())
      .meta({ description: 'For `replayProblem` of `@guildhall/testing`; the content of `sceneFile`' }),
    sceneFile: z.string(),
    testFile: z.string(),
    testText: z.string().meta({ description: 'A test in TypeScript that plays the scene beside it' }),
  })
  .meta({
    id: 'ProblemScene',
    description:
      'What led to the last rest of a plugin, without ids, names and words of anybody: roles, channels and members are numbered, ' +
      'of texts only the shape is left, and secrets of the configuration are never in it',
  });

export type ProblemSceneView = z.output<typeof problemScene>;

export const getProblemScene = contract({
  operationId: 'getProblemScene',
  method: 'get',
  path: '/guilds/{guildId}/installations/{pluginId}/problem-scene',
  summary: "What led to a plugin's last rest, masked, as a test for its author; kept for a week",
  tags: ['installations'],
  access: 'audit:read',
  params: z.object({ guildId: snowflake, pluginId }),
  responses: { 200: { description: 'The scene', body: problemScene } },
  errors: ['not_installed', 'scene_not_found'],
});
