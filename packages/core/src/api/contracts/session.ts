import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { snowflake } from './shapes.ts';

const session = z
  .object({
    user: z.object({ id: snowflake, name: z.string(), avatarUrl: z.string().nullable() }),
    operator: z.boolean().meta({ description: 'Owns the Discord application of this Guildhall' }),
    locale: z.enum(['en', 'fr']).meta({ description: "Discord's choice of the user, else the browser's" }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });

export type SessionView = z.output<typeof session>;

const signInLimit = { requests: 5, perSeconds: 60 } as const;

export const startSignIn = contract({
  operationId: 'startSignIn',
  method: 'get',
  path: '/auth/discord/login',
  summary: 'Send the browser to Discord to sign in',
  tags: ['session'],
  access: 'anyone',
  rateLimit: signInLimit,
  query: z.object({
    returnTo: z
      .string()
      .max(2048)
      .regex(/^\/(?![/\\])[^\\\s]*$/)
      .optional()
      .meta({ description: 'A path of the dashboard to come back to, `/` when absent' }),
  }),
  responses: {
    302: {
      description: 'To Discord',
      headers: { Location: "Discord's authorisation page", 'Set-Cookie': 'The state of this sign-in' },
    },
  },
});

export const finishSignIn = contract({
  operationId: 'finishSignIn',
  method: 'get',
  path: '/auth/discord/callback',
  summary: 'Where Discord sends the browser back to',
  description: 'Failures come back as `/sign-in?problem=<code>`, because a browser is what reads them.',
  tags: ['session'],
  access: 'anyone',
  query: z.object({
    code: z.string().max(512).optional(),
    state: z.string().max(512).optional(),
    error: z.string().max(128).optional(),
    error_description: z.string().max(1024).optional(),
  }),
  responses: { 302: { description: 'To the dashboard', headers: { Location: 'A page of the dashboard' } } },
});

export const signOut = contract({
  operationId: 'signOut',
  method: 'post',
  path: '/auth/logout',
  summary: 'End this session',
  tags: ['session'],
  access: 'signed-in',
  responses: { 204: { description: 'Signed out', headers: { 'Set-Cookie': 'Takes the cookie away' } } },
});

export const getSession = contract({
  operationId: 'getSession',
  method: 'get',
  path: '/session',
  summary: 'Who is signed in',
  tags: ['session'],
  access: 'signed-in',
  responses: { 200: { description: 'The session', body: session } },
});
