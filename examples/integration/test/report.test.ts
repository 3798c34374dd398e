import { execFile } from 'node:child_process';
import path from 'node:path';
import { definePlugin, PluginProblem, z } from '@guildhall/sdk';
import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const contract = (id: string, name: string) =>
  definePlugin({
    id,
    name,
    description: 'A plugin of a test.',
    category: 'tools',
    needs: {},
    config: { version: 1, schema: z.object({ mood: z.string().default('calm') }) },
  });
const quiet = contract('quiet', 'Quiet');
const broken = contract('broken', 'Broken');
const trouble = broken.command({
  name: 'trouble',
  description: 'Make some',
  run: () => {
    throw new PluginProblem('NO_ROLE', 'The role could not be given.', 'Move the bot’s role up.');
  },
});

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [quiet.build(), broken.build(trouble)] });
});
afterAll(() => stage.close());

/** The program as its README runs it. */
function run(session?: string): Promise<{ code: number; out: string; error: string }> {
  const { GUILDHALL_SESSION, ...environment } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@guildhall/source', path.join(import.meta.dirname, '../src/main.ts')],
      {
        env: {
          ...environment,
          GUILDHALL_URL: stage.guildhall.url,
          ...(session && { GUILDHALL_SESSION: session }),
        },
      },
      (error, out, errors) => resolve({ code: Number(error?.code ?? 0), out, error: errors }),
    );
  });
}

/** What a browser does to sign in, on the simulated Discord; the answer is the cookie's value. */
async function signIn(userId: string): Promise<string> {
  const cookies: string[] = [];
  const open = async (url: string, init: RequestInit = {}) => {
    const headers = { ...(init.headers as Record<string, string>), cookie: cookies.join('; ') };
    const response = await fetch(url, { ...init, redirect: 'manual', headers });
    cookies.push(...response.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''));
    return response.headers.get('location') ?? '';
  };
  const authorize = await open(`${stage.guildhall.url}/api/v1/auth/discord/login?returnTo=/`);
  const callback = await open(authorize, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(authorize).origin },
    body: new URLSearchParams({ user: userId, decision: 'authorize' }).toString(),
  });
  await open(callback);
  const session = cookies.findLast((cookie) => /^guildhall=./.test(cookie));
  if (!session) throw new Error(`signing in left no session, but ${cookies.join('; ')}`);
  return session.slice('guildhall='.length);
}

test('GIVEN an owner who is signed in WHEN the program runs THEN it tells plugins, problems with remedies, and changes', async () => {
  const { ana, first, configure, setEnabled } = stage;
  await ana.in('general').run('/trouble');
  await configure('broken', { mood: 'wild' });
  await setEnabled('quiet', false);

  const { code, out, error } = await run(await signIn(first.owner.id));
  expect(error).toBe('');
  expect(code).toBe(0);
  expect(out).toMatch(/^Guild 1 \(\d+ members\)$/m);
  expect(out).toContain('  – Quiet 0.0.0 (disabled)');
  expect(out).toMatch(
    / {2}! Broken 0\.0\.0\n {6}The role could not be given\..* \(1×\)\n {6}→ Move the bot’s role up\./,
  );
  expect(out).toMatch(/Last changes\n.*installation\.disabled quiet\n.*config\.updated broken/);
});

test('GIVEN a member who manages nothing WHEN the program runs THEN it says so', async () => {
  expect((await run(await signIn(stage.ana.id))).out).toBe('You manage no server that the bot is in.\n');
});

test.each([
  [undefined, 2, /Set GUILDHALL_SESSION/],
  ['nonsense', 1, /sign/i],
])('GIVEN the session %s WHEN the program runs THEN it says what to do', async (session, expected, says) => {
  const { code, error } = await run(session);
  expect(error).toMatch(says);
  expect(error).not.toMatch(/^\s+at /m);
  expect(code).toBe(expected);
});
