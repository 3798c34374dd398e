import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { afterAll, beforeAll, expect, it } from 'vitest';

interface Said {
  readonly first: readonly Record<string, unknown>[];
  readonly answer: string;
  readonly rested: readonly Record<string, unknown>[];
  readonly rests: readonly Record<string, unknown>[];
  readonly fatal: readonly string[];
}

let folder: string;
let mongo: EmbeddedMongo;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guildhall-stray-'));
  mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
});
afterAll(async () => {
  await mongo.close();
  await rm(folder, { recursive: true, force: true });
});

it('GIVEN a plugin that forgets an await, and throws in timers THEN it is blamed, rests, and the bot goes on', async () => {
  const { code, said } = await new Promise<{ code: number | null; said: Said }>((resolve, reject) => {
    const process_ = fileURLToPath(new URL('./stray-process.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--conditions=@guildhall/source', process_, path.join(folder, 'data'), mongo.uri],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const last = text.trim().split('\n').at(-1);
      if (last) resolve({ code, said: JSON.parse(last) as Said });
      else reject(new Error(`it ended with ${code} and said nothing`));
    });
  });
  expect(code).toBe(0);
  expect(said.fatal).toEqual([]);
  expect(said.answer).toBe('lost');
  expect(said.first).toEqual([
    {
      code: 'EXCEPTION_UNCAUGHT',
      piece: 'onRaw MESSAGE_CREATE',
      count: 1,
      message: expect.stringContaining('timer threw'),
      remedy: expect.stringContaining('try'),
    },
    {
      code: 'REJECTION_UNHANDLED',
      piece: 'command lose',
      count: 1,
      message: expect.stringContaining('forgotten await'),
      remedy: expect.stringContaining('`await`'),
    },
  ]);
  const counts = (found: Said['rested']) => found.map(({ code, count }) => [code, count]);
  expect(counts(said.rested)).toEqual([
    ['CIRCUIT_OPEN', 1],
    ['EXCEPTION_UNCAUGHT', 5],
  ]);
  // A timer that goes on throwing is not written down a thousand times a second.
  expect(said.rests).toEqual(said.rested);
}, 120_000);
