import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { createDiscord } from '@guildhall/testing';
import { expect, test } from 'vitest';

/** Died of in the middle of fifty bans, each of seven effects; and when Discord had lifted a ban, which nobody noted. */
const deaths = [
  ['bulk', 150],
  ['timed-step', 3],
] as const;

test.skipIf(process.env.GUILDHALL_TEST_TIER === 'sandboxed')(
  'GIVEN processes killed half-way through fifty bans, and at the end of one, WHEN the next one starts THEN each was done once',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-moderation-'));
    const mongo = await startEmbeddedMongo({ dataDir: path.join(folder, 'database') });
    const discord = await createDiscord({ limits: 'off' });
    const children = new Set<ChildProcess>();
    const guild = discord.guild('Raided', { channels: ['general'] });
    const raiders = Array.from({ length: 51 }, (_, index) => guild.member(`raider-${index}`).id);
    const start = async (dies: string, at: number) => {
      const script = fileURLToPath(new URL('./dying-process.ts', import.meta.url));
      const { token } = discord.application();
      const stands = [mongo.uri, discord.api, token, path.join(folder, 'data'), guild.id];
      const given = [...stands, dies, String(at), raiders.join(',')];
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
      for (const [dies, at] of deaths) {
        const child = await start(dies, at);
        const gone = once(child, 'exit');
        await guild.owner.in('general').run('/act');
        expect((await gone)[1], `how it ended in ${dies}`).toBe('SIGKILL');
      }
      const last = await start('none', 0);
      const { content } = await guild.owner.in('general').run('/act');
      expect(JSON.parse(content)).toEqual({
        ...{ state: 'done', results: 50, told: 50 },
        ...{ bans: 51, unbans: 1, open: 0, ends: 0 },
      });
      const gone = once(last, 'exit');
      last.kill('SIGTERM');
      await gone;
      const entries = discord.world.tables.auditLogEntry.by('guild', guild.id);
      const done = (action: number) => entries.filter((entry) => entry.action_type === action).length;
      // Discord's numbers of a ban and of its end.
      expect([done(22), done(23)]).toEqual([51, 1]);
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await discord.close();
      await mongo.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
