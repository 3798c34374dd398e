import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runSimulator } from '../src/cli/run-simulator.ts';
import { Closing } from './bots.ts';

const closing = new Closing();
afterAll(() => closing.close());

interface Described {
  origin: string;
  controlToken: string;
  application: { id: string; token: string };
  guilds: { id: string; name: string }[];
}

const never = new Promise<void>(() => undefined);

/** Types a command line; gives what it printed, and the way to stop it. */
async function type(...argv: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const stop = Promise.withResolvers<void>();
  const printed = Promise.withResolvers<void>();
  const code = runSimulator(argv, {
    out: (line) => {
      lines.push(line);
      printed.resolve();
    },
    error: (line) => errors.push(line),
    stop: stop.promise,
    stdinEnds: never,
  });
  const end = async (): Promise<number> => {
    stop.resolve();
    return code;
  };
  closing.add(end);
  await Promise.race([printed.promise, code]);
  return { code, lines, errors, end };
}

describe('npx @guildhall/discord-simulator', () => {
  it('tells a program all that it needs, and serves it until it is stopped', async () => {
    const typed = await type('--json', '--limits', 'off', '--guild', 'Library', '--seed', '5');
    const told = JSON.parse(typed.lines.join('')) as Described;
    expect(told.guilds).toMatchObject([{ name: 'Library' }]);
    const me = await fetch(`${told.origin}/api/v10/users/@me`, {
      headers: { authorization: `Bot ${told.application.token}` },
    });
    expect(me.status).toBe(200);
    const asked = await fetch(`${told.origin}/control/openapi.json`, {
      headers: { authorization: `Bearer ${told.controlToken}` },
    });
    expect(asked.status).toBe(200);
    expect(await typed.end()).toBe(0);
    await expect(fetch(told.origin)).rejects.toThrow();
  });

  it('tells a person where to go', async () => {
    const typed = await type('--token', 'my-secret');
    expect(typed.lines.join()).toMatch(/\/chat\?token=my-secret[\s\S]*Bot token[\s\S]*Playground/);
    expect(await typed.end()).toBe(0);
  });

  it('keeps a world in a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    closing.add(() => rm(folder, { recursive: true, force: true }));
    const first = await type('--json', '--world', folder);
    const made = JSON.parse(first.lines.join('')) as Described;
    await first.end();
    const second = await type('--json', '--world', folder, '--guild', 'Another');
    expect(JSON.parse(second.lines.join(''))).toMatchObject({
      guilds: made.guilds,
      application: made.application,
    });
    await second.end();
  });

  it('says what is wrong with a command, and why it cannot start', async () => {
    expect((await type('--help')).lines.join()).toContain('--until-stdin-ends');
    for (const [argv, said] of [
      [['--limits', 'none'], /discord, fast, off, not "none"/],
      [['--port', 'eight'], /--port takes a whole number/],
      [['--prot', '1'], /--prot/],
    ] as const) {
      const typed = await type(...argv);
      expect(await typed.code).toBe(2);
      expect(typed.errors.join()).toMatch(said);
    }
    const first = await type('--json');
    const { origin } = JSON.parse(first.lines.join('')) as Described;
    const second = await type('--port', new URL(origin).port);
    expect(await second.code).toBe(1);
    expect(second.errors.join()).toContain('is taken');
    await first.end();
  });
});
