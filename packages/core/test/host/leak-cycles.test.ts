import { fork } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { describePlugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPiece, type Form } from './every-piece.ts';
import type { LeakFindings, LeakOrders } from './leak-process.ts';

const forms: readonly Form[] = [1, 2, 3];

describe('a plugin with every kind of piece, in three versions', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let discord: DiscordSimulator;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-leaks-'));
    mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    discord = await createDiscord({ limits: 'off' });
  });
  afterAll(async () => {
    await discord.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A built plugin as `pack` would make it. @returns its folder */
  const packed = async (form: Form, version: string): Promise<string> => {
    const home = path.join(folder, version);
    const source = await readFile(fileURLToPath(new URL('./every-piece.ts', import.meta.url)), 'utf8');
    const manifest = describePlugin(everyPiece(form), { package: 'test-every', version });
    await mkdir(home);
    await writeFile(path.join(home, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(home, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
    await writeFile(
      path.join(home, 'index.js'),
      `${stripTypeScriptTypes(source)}\n// ${version}\nexport default everyPiece(${form});\n`,
    );
    return home;
  };

  it('GIVEN 300 cycles of install, update and uninstall THEN nothing is left and the heap does not grow', async () => {
    const guilds = Array.from({ length: 6 }, (_, n) =>
      discord.guild(`Leaks ${n}`, { channels: ['general'] }),
    );
    const versions = await Promise.all(forms.map((form) => packed(form, `${form}.0.0`)));
    const distinct = await Promise.all(Array.from({ length: 11 }, (_, n) => packed(3, `3.1.${n}`)));
    const orders: LeakOrders = {
      uri: mongo.uri,
      api: discord.api,
      token: discord.application().token,
      guildIds: guilds.map((guild) => guild.id),
      dataDir: path.join(folder, 'data'),
      versions,
      distinct,
      rounds: 50,
      warmUp: 10,
    };
    let pongs = 0;
    const findings = await run(orders, async (guildId) => {
      const guild = guilds.find(({ id }) => id === guildId) ?? expect.fail(guildId);
      // Discord, too, counts the commands that are created in a day.
      await discord.advance('1d');
      const [ana, bob] = [guild.member('ana'), guild.member('bob')];
      expect(await ana.autocomplete('/every go', 'word', 'a')).toEqual([{ name: 'a!', value: 'a' }]);
      const shown = await ana.run('/every go', { word: 'a' });
      expect(shown.content).toBe('Done 4 at 7');
      await ana.select(shown, 'Who', [bob]);
      await shown.click('Press');
      expect(shown.content).toBe('pressed 4');
      const opened = await ana.run('/every more ask');
      expect((await opened.submit({ text: 'it' })).content).toBe('filled it');
      expect((await ana.contextMenu('Look at', bob)).content).toBe('bob');
      const said = await bob.in('general').say('!written');
      expect((await ana.contextMenu('Quote', said)).content).toBe('!written');
      if (ana.commands('general').some(({ name }) => name === 'ping')) {
        expect((await ana.run('/ping')).content).toBe('pong');
        pongs++;
      }
      await ana.react(said, '⭐');
      await discord.idle();
    });
    expect(findings.log).toEqual([]);
    expect(pongs).toBeGreaterThan(0);
    expect(findings.after).toEqual(findings.before);
    expect(findings.after).toMatchObject({
      ...{ jobs: 0, rows: 0, days: 0, letters: 0, reasons: 0, problems: 0, scenes: 0, captured: 0 },
      ...{ configurations: 0, installations: 6, live: 6, mounted: 0 },
    });
    const settled = findings.heap.slice(orders.warmUp);
    const perCycle = medianSlope(settled) / guilds.length;
    process.stdout.write(
      `heap ${(perCycle / 1024).toFixed(2)} kB a cycle (${settled.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')} MB); each distinct inline version costs ${(findings.versionCost / 1024).toFixed(0)} kB\n`,
    );
    expect(perCycle).toBeLessThan(2_000);
    expect(discord.violations).toEqual([]);
  }, 360_000);
});

async function run(orders: LeakOrders, act: (guildId: string) => Promise<void>): Promise<LeakFindings> {
  const child = fork(fileURLToPath(new URL('./leak-process.ts', import.meta.url)), [JSON.stringify(orders)], {
    execArgv: ['--conditions=@guildhall/source', '--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    let findings: LeakFindings | undefined;
    child.on(
      'message',
      (message: { kind: 'act'; guildId: string } | { kind: 'findings'; findings: LeakFindings }) => {
        if (message.kind === 'findings') findings = message.findings;
        else
          act(message.guildId).then(
            () => child.send('acted'),
            (error: unknown) => {
              reject(error);
              child.kill();
            },
          );
      },
    );
    child.once('close', (code) => {
      if (findings) resolve(findings);
      else reject(new Error(`the process ended with ${code} and without findings`));
    });
  });
}

/** Theil and Sen's: the median of the slopes between all pairs, which a few odd samples do not move. */
function medianSlope(samples: readonly number[]): number {
  const slopes = samples.flatMap((later, j) =>
    samples.slice(0, j).map((earlier, i) => (later - earlier) / (j - i)),
  );
  return slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0;
}
