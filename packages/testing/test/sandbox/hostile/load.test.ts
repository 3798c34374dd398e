import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import hostile from './src/index.ts';

/** 500 events a second: so many every so many milliseconds, and so many in all. */
const [batch, everyMs, offered] = [10, 20, 1_000];
/**
 * An event is late when it has not come after so many further turns: ten seconds, where a calm machine takes none of them. What
 * this shows is that nobody's events wait for the plugin that misbehaves; how many milliseconds they take is a benchmark's to say.
 */
const turnsAllowed = 500;

const basics = {
  description: 'A plugin of a test.',
  category: 'fun',
  needs: { 'messages.read': 'counts' },
  config: { version: 1, schema: z.object({}) },
} as const;

/** Two neighbours in the host's own process, who must not notice anything. */
const delivered = { early: 0, late: 0 };
const neighbours = (['early', 'late'] as const).map((id) => {
  const contract = definePlugin({ ...basics, id, name: id });
  return contract.build(
    contract.onRaw('MESSAGE_CREATE', (_ctx, message) => {
      if (message.author.bot !== true) delivered[id] += 1;
    }),
  );
});

/** Misbehaves in the host's own process, as soon as it is told how. */
let manner: 'fine' | 'throws' | 'rejects' | 'dawdles' | 'never' | 'works' = 'fine';
const inline = definePlugin({ ...basics, id: 'inline', name: 'Inline' });
const misbehaving = inline.build(
  inline.onRaw('MESSAGE_CREATE', () => misbehave()),
  inline.on('messageCreate', () => misbehave()),
);

function misbehave(): Promise<void> | undefined {
  switch (manner) {
    case 'fine':
      return undefined;
    case 'throws':
      throw new Error('thrown');
    case 'rejects':
      return Promise.reject(new Error('rejected'));
    case 'dawdles':
      return new Promise((resolve) => setTimeout(resolve, 500));
    case 'never':
      return new Promise((resolve) => waiting.push(resolve));
    case 'works':
      for (const until = performance.now() + 0.2; performance.now() < until; );
      return undefined;
  }
}
const waiting: (() => void)[] = [];

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({
    plugins: [neighbours[0] as never, hostile, misbehaving, neighbours[1] as never],
    tier: 'sandboxed',
  });
});
afterAll(() => stage.close());

/**
 * Offers events at the fixed rate. What is delivered is counted soon after the last was offered, and not when all is done. A slow
 * machine offers more slowly, takes longer turns, and is asked no more.
 */
async function offer(): Promise<number> {
  delivered.early = delivered.late = 0;
  const general = stage.ana.in('general');
  for (let sent = 0; sent < offered; sent += batch) {
    const next = new Promise((resolve) => setTimeout(resolve, everyMs));
    await Promise.all(Array.from({ length: batch }, (_, index) => general.say(`event ${sent + index}`)));
    await next;
  }
  const share = () => Math.min(delivered.early, delivered.late) / offered;
  for (let turn = 0; turn < turnsAllowed && share() < 0.95; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return share();
}

async function allThere(): Promise<void> {
  await stage.discord.idle();
  await stage.idle();
}

test('GIVEN nobody misbehaves THEN every event is delivered in time', { timeout: 180_000 }, async () => {
  expect(await offer()).toBeGreaterThanOrEqual(0.95);
  await allThere();
  expect(delivered).toEqual({ early: offered, late: offered });
});

test.for(['throw', 'reject', 'exit', 'hang', 'heap', 'buffers'] as const)(
  'GIVEN a sandboxed plugin that ends by "%s" under 500 events a second THEN its neighbours get at least 95 % of them in time',
  { timeout: 180_000 },
  async (how) => {
    const dying = stage.bob.in('general').run('/die', { how });
    expect(await offer()).toBeGreaterThanOrEqual(0.95);
    await dying;
    await allThere();
    expect(delivered).toEqual({ early: offered, late: offered });
    // It rests after so many events that ended with its process, and comes back.
    await stage.advance('11m');
    expect((await stage.bob.in('general').run('/fine')).content).toBe('fine');
  },
);

test.for(['throws', 'rejects', 'dawdles', 'never', 'works'] as const)(
  'GIVEN an inline plugin that "%s" at every event THEN its neighbours get at least 95 % of them in time',
  { timeout: 180_000 },
  async (how) => {
    manner = how;
    const share = await offer();
    manner = 'fine';
    for (const resolve of waiting.splice(0)) resolve();
    await allThere();
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(delivered).toEqual({ early: offered, late: offered });
    await stage.advance('11m');
  },
);
