import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { createDiscord } from '@guildhall/testing';
import { expect, test } from 'vitest';

/** The effects of an end, of which the sixth is the announcement: died of after the draw, after the announcement that nobody noted, and in its last word. */
const deaths = [
  [3, 'after'],
  [6, 'after'],
  [8, 'after'],
] as const;

test.skipIf(process.env.GUILDHALL_TEST_TIER === 'sandboxed')(
  'GIVEN processes killed in the middle of an end WHEN the next one starts THEN each end is announced once',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-giveaways-'));
    const mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    const discord = await createDiscord({ limits: 'off' });
    const children = new Set<ChildProcess>();
    const guild = discord.guild('Draw', { channels: ['general'] });
    const start = async (at: number, when: string) => {
      const script = fileURLToPath(new URL('./dying-process.ts', import.meta.url));
      const { token } = discord.application();
      const given = [mongo.uri, discord.api, token, path.join(folder, 'data'), guild.id, String(at), when];
      const child = spawn(process.execPath, ['--conditions=@guildhall/source', script, ...given], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.add(child);
      let said = '';
      child.stdout.setEncoding('utf8');
      for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
        said += String(chunk);
        if (said.includes('ready')) break;
      }
      child.stdout.resume();
      expect(said.replace('ready', '').trim()).toBe('');
      return child;
    };
    try {
      for (const [at, when] of deaths) {
        const child = await start(at, when);
        const gone = once(child, 'exit');
        await guild.owner.in('general').run('/act');
        expect((await gone)[1], 'how it ended').toBe('SIGKILL');
      }
      const last = await start(0, 'after');
      const gone = once(last, 'exit');
      last.kill('SIGTERM');
      await gone;
      const texts = guild.owner
        .in('general')
        .messages(100)
        .map(({ content }) => content);
      for (const [at, when] of deaths) {
        const told = texts.filter((text) => text.includes(`won **Cake ${at} ${when}**`));
        expect(told, `killed ${when} effect ${at}`).toHaveLength(1);
      }
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await discord.close();
      await mongo.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
