import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Router } from '../src/rest/router.ts';
import { allRoutes } from '../src/rest/routes/index.ts';
import { operations } from '../src/schema/operations.ts';
import { Closing, startDiscord } from './bots.ts';

/** The routes that bots use, one a line. */
const wanted = readFileSync(new URL('./routes.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

/** Routes of the list that are left out on purpose, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {};

describe('the routes that bots use', () => {
  const closing = new Closing();
  let origin = '';
  beforeAll(async () => {
    origin = (await startDiscord(closing)).api;
  });
  afterAll(() => closing.close());

  const routes = allRoutes({
    url: () => '',
    recommendedShards: () => 1,
    maxConcurrency: 1,
    remaining: () => ({ remaining: 1, resetAfter: 0 }),
  });
  const router = new Router();
  for (const route of routes) router.add(route);

  it.each(wanted)('%s is simulated, or left out with a reason', async (line) => {
    const [method = '', path = ''] = line.split(' ');
    if (leftOut[line]) return;
    const address = path.replaceAll(/\{\w+\}/g, '1');
    if (path.startsWith('/oauth2/') && path !== '/oauth2/applications/@me') {
      // OAuth2 is a room of its own beside the routes: it answers, if only that something is missing.
      const answer = await fetch(`${origin}/v10${address}`, { method, redirect: 'manual' });
      expect([200, 302, 400, 401]).toContain(answer.status);
      return;
    }
    expect(router.find(method, address), line).not.toBeNull();
  });

  it('leave nothing out that is simulated after all', () => {
    expect(wanted.length).toBeGreaterThanOrEqual(119);
    for (const line of Object.keys(leftOut)) expect(wanted).toContain(line);
  });

  it('are each checked against the official description', () => {
    const unchecked = routes.map(({ method, path }) => `${method} ${path}`).filter((key) => !operations[key]);
    // `@original` is checked as the message that it stands for.
    expect(unchecked.filter((key) => !key.includes('@original'))).toEqual([]);
  });
});
