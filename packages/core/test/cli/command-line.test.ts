import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { MongoClient } from 'mongodb';
import { afterEach, describe, expect, it } from 'vitest';
import { variableNames } from '../../src/settings/index.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const token = `${Buffer.from('123456789012345678').toString('base64url')}.GabcDE.${'x'.repeat(38)}`;

const folders: string[] = [];
const running: ChildProcess[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'guildhall-cli-'));
  folders.push(made);
  return made;
};

/** Starts the real program with nothing of this environment but the path. */
function guildhall(args: string[], environment: Record<string, string> = {}, cwd = folder()) {
  const child = spawn(
    process.execPath,
    ['--conditions=@guildhall/source', '--disable-warning=ExperimentalWarning', main, ...args],
    { cwd, env: { PATH: process.env.PATH ?? '', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.push(child);
  let text = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk;
      for (const listener of heard) listener();
    });
  }
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    exit,
    get text() {
      return text;
    },
    /** Resolves when the output has this; fails when the program ends without it. */
    says(pattern: RegExp): Promise<void> {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text)) return;
          heard.delete(look);
          resolve();
        };
        heard.add(look);
        look();
        void exit.then((code) => reject(new Error(`ended with ${code} before saying ${pattern}:\n${text}`)));
      });
    },
  };
}

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

async function busyPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

// Each scene starts whole processes, which takes its time on a busy machine.
describe('the command line', { timeout: 240_000 }, () => {
  it('lists its options and every variable', async () => {
    const help = guildhall(['start', '--help']);
    expect(await help.exit).toBe(0);
    for (const name of [...variableNames, '--port', '--data-dir', 'doctor'])
      expect(help.text).toContain(name);
  });

  it('knows its version', async () => {
    const version = guildhall(['--version']);
    expect(await version.exit).toBe(0);
    expect(version.text).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    ['an unknown command', ['fly'], {}, /no command "fly"[\s\S]*--help/],
    ['an unknown option', ['--prot', '1'], {}, /--prot[\s\S]*--help/],
    ['wrong settings, all of them', [], { PORT: 'x', LOG_LEVEL: 'loud' }, /PORT="x"[\s\S]*LOG_LEVEL="loud"/],
    ['a token without a secret', [], { DISCORD_TOKEN: token }, /DISCORD_CLIENT_SECRET[\s\S]*sign in/],
    ['production without a key', [], { NODE_ENV: 'production' }, /GUILDHALL_SECRET_KEY[\s\S]*openssl rand/],
    [
      'a database that is not there',
      ['--port', '0'],
      { MONGODB_URI: 'mongodb://127.0.0.1:1/x' },
      /No database answers[\s\S]*Start it/,
    ],
  ] as const)('says what to do about %s', async (_, args, environment, pattern) => {
    const failed = guildhall([...args], environment);
    expect(await failed.exit).toBe(1);
    expect(failed.text).toMatch(pattern);
    expect(failed.text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it('says what to do about a port in use', async () => {
    const { port, server } = await busyPort();
    const failed = guildhall(['--port', String(port)]);
    expect(await failed.exit).toBe(1);
    expect(failed.text).toMatch(/another program uses that port[\s\S]*PORT=/);
    server.close();
  });

  it('says what to do about a folder that cannot be written, with the stack only when asked', async () => {
    const home = folder();
    writeFileSync(join(home, 'file'), '');
    const failed = guildhall(['--port', '0', '--data-dir', 'file/data'], { LOG_LEVEL: 'debug' }, home);
    expect(await failed.exit).toBe(1);
    expect(failed.text).toMatch(/cannot be written[\s\S]*DATA_DIR/);
    expect(failed.text).toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it('starts, keeps a second one out of its folder, and stops when asked', async () => {
    const home = folder();
    const first = guildhall(['--port', '0', '--data-dir', 'data'], {}, home);
    await first.says(/API docs\s+http/);
    const [, dashboard = ''] = /Dashboard\s+(\S+)/.exec(first.text) ?? [];
    expect(first.text).toMatch(
      /demo: Discord is simulated[\s\S]*Chat view\s+http:\/\/127\.0\.0\.1:\d+\/chat\?token=/,
    );
    expect((await fetch(`${dashboard}/readyz`)).status).toBe(200);

    const second = guildhall(['--port', '0', '--data-dir', 'data'], {}, home);
    expect(await second.exit).toBe(1);
    expect(second.text).toMatch(/Another Guildhall is running on the data folder[\s\S]*DATA_DIR/);

    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
  });

  it('ends itself, cleanly and with a failure, after an error of its own that nobody caught', async () => {
    const throws = "process.on('SIGUSR2', () => { throw new Error('of the core') })";
    const first = guildhall(['--port', '0', '--data-dir', 'data'], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(throws)}`,
    });
    await first.says(/API docs\s+http/);
    first.child.kill('SIGUSR2');
    expect(await first.exit).toBe(1);
    expect(first.text).toMatch(/an error that nobody caught[\s\S]*nobody thought of[\s\S]*of the core/);
    expect(first.text).toMatch(/Stopping \(an error that nobody caught\)/);
    expect(first.text).not.toMatch(/Not everything closed/);
  });

  it('checks a set-up without starting it', async () => {
    const { port, server } = await busyPort();
    const doctor = guildhall(['doctor', '--port', String(port)]);
    expect(await doctor.exit).toBe(1);
    expect(doctor.text).toMatch(/✔ Node\.js/);
    expect(doctor.text).toMatch(/✔ Data folder/);
    expect(doctor.text).toMatch(/✖ Port: 127\.0\.0\.1:\d+ is in use/);
    expect(doctor.text).toMatch(/✔ Database/);
    expect(doctor.text).toMatch(/! Discord: simulated/);
    server.close();
  });

  it('adds a plugin beside a Guildhall that runs, which offers it without a restart, lists it, and removes it', async () => {
    const home = folder();
    const bundle = await parcelFolder(home);
    const first = guildhall(['--port', '0', '--data-dir', 'data'], {}, home);
    await first.says(/API docs\s+http/);
    const [, dashboard = ''] = /Dashboard\s+(\S+)/.exec(first.text) ?? [];
    const plugins = async (...args: string[]) => {
      const child = guildhall(['plugins', ...args, '--data-dir', 'data'], {}, home);
      return { code: await child.exit, text: child.text };
    };

    const added = await plugins('add', bundle);
    expect(added).toMatchObject({
      code: 0,
      text: expect.stringMatching(/Added parcel 1\.0\.0 \(@acme\/parcel\)/),
    });
    await expect
      .poll(async () => (await fetch(`${dashboard}/api/v1/plugins/parcel`)).status, { timeout: 30_000 })
      .toBe(200);
    expect((await plugins('list')).text).toMatch(/parcel\s+1\.0\.0\s+sandboxed\s+folder/);
    const tier = async () =>
      ((await (await fetch(`${dashboard}/api/v1/plugins/parcel`)).json()) as { tier: string }).tier;
    expect(await tier()).toBe('sandboxed');
    expect((await plugins('trust', 'parcel@1.0.0')).text).toMatch(/runs inside the bot[\s\S]*token/);
    await expect.poll(tier, { timeout: 30_000 }).toBe('inline');
    expect((await plugins('list')).text).toMatch(/parcel\s+1\.0\.0\s+inline\s+folder/);
    expect((await plugins('distrust', 'parcel@1.0.0')).text).toMatch(/locked up/);
    await expect.poll(tier, { timeout: 30_000 }).toBe('sandboxed');

    // The embedded database is the running one's: it carries the order out, and says so.
    const killed = await plugins('kill', 'parcel', '--reason', 'It sends members to a false shop.');
    expect(killed.text).toMatch(/parcel is switched off in every server[\s\S]*plugins revive parcel/);
    expect(killed.text).not.toMatch(/No Guildhall runs/);
    expect((await plugins('revive', 'parcel')).text).toMatch(/may run again/);
    const early = await plugins('remove', 'parcel@1.0.0');
    expect(early).toMatchObject({ code: 1, text: expect.stringMatching(/is running on[\s\S]*dashboard/) });

    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    expect((await plugins('remove', 'parcel@1.0.0')).text).toMatch(/Removed parcel 1\.0\.0/);
    expect((await plugins('list')).text).not.toMatch(/parcel/);
  });

  it('exports and erases what is stored of a member, of a Guildhall that does not run', async () => {
    const home = folder();
    const first = guildhall(['--port', '0', '--data-dir', 'data'], {}, home);
    await first.says(/API docs\s+http/);
    const member = ['123456789012345678', '123456789012345679'];
    const busy = guildhall(['members', 'export', ...member, '--data-dir', 'data'], {}, home);
    expect(await busy.exit).toBe(1);
    expect(busy.text).toMatch(/Another Guildhall is running on the data folder/);
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);

    const mongo = await startEmbeddedMongo({ dataDir: join(home, 'data', 'database') });
    const client = await MongoClient.connect(mongo.uri);
    const of = { applicationId: '1', guildId: member[0] };
    await client
      .db()
      .collection('installations')
      .insertOne({ ...of, pluginId: 'gone', hash: 'x' });
    await client
      .db()
      .collection('explanations')
      .insertOne({ ...of, members: [member[1]], piece: 'command rank' });
    await client.close();
    await mongo.close();
    const members = async (what: string) => {
      const child = guildhall(['members', what, ...member, '--data-dir', 'data'], {}, home);
      expect(await child.exit).toBe(0);
      return JSON.parse(child.text) as unknown;
    };
    expect(await members('export')).toMatchObject({ explanations: [{ piece: 'command rank' }] });
    expect(await members('erase')).toEqual({ deleted: 1, masked: 0, jobsKept: 0, auditKept: 0 });
    expect(await members('export')).toMatchObject({
      explanations: [],
      audit: [{ action: 'member.erased', target: member[1] }],
    });

    const wrong = guildhall(['members', 'erase', 'cafe', 'ana']);
    expect(await wrong.exit).toBe(1);
    expect(wrong.text).toMatch(/"cafe" is not an id of Discord/);
  });

  it.each([
    ['a folder without a plugin', ['add', '.'], /manifest\.json/],
    ['a file that is not there', ['add', './nothing.tgz'], /There is nothing at .*nothing\.tgz/],
    [
      'a registry that does not answer',
      ['add', 'parcel', '--registry', 'http://127.0.0.1:1'],
      /does not answer/,
    ],
    ['a plugin that is not held', ['remove', 'parcel@1'], /no plugin "parcel" here/],
    ['a trust in what is not held', ['trust', 'parcel@1.0.0'], /no plugin "parcel" here/],
    ['a kill without a reason', ['kill', 'parcel'], /takes a reason/],
    ['an address where none belongs', ['list', '--registry', 'http://x'], /belongs to `plugins add`/],
  ])('says what to do about %s', async (_, args, pattern) => {
    const failed = guildhall(['plugins', ...args]);
    expect(await failed.exit).toBe(1);
    expect(failed.text).toMatch(pattern);
    expect(failed.text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

/** A built plugin, as `guildhall-sdk build` leaves it. */
async function parcelFolder(home: string): Promise<string> {
  const parcel = definePlugin({
    id: 'parcel',
    name: 'Parcel',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({}) },
  }).build();
  const made = join(home, 'parcel');
  mkdirSync(made);
  const manifest = describePlugin(parcel, { package: '@acme/parcel', version: '1.0.0' });
  writeFileSync(join(made, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(made, 'index.js'), 'export default {};');
  writeFileSync(join(made, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
  return made;
}
