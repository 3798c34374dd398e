/** Sandboxes without a bot, for tests of what processes leave behind. As a program: loads one plugin, tells its process's id, and waits. */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildPlugin } from '@guildhall/sdk/build';
import { Client } from 'discord.js';
import { type IsolationLevel, type SandboxedCode, Sandboxes } from '../../src/sandbox/index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export async function openSandboxes(level?: IsolationLevel): Promise<{
  readonly sandboxes: Sandboxes;
  readonly code: SandboxedCode;
  readonly folder: string;
}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-sandboxes-'));
  const source = path.join(import.meta.dirname, '../../../../examples/hello-plugin');
  const { manifest, outDir } = await buildPlugin(source, { outDir: path.join(folder, 'hello') });
  const sandboxes = new Sandboxes({
    clock: { now: () => Date.now() },
    logger: silent,
    minimum: 'process',
    ...(level && { level }),
  });
  sandboxes.attach({ client: new Client({ intents: [] }), applicationId: '100000000000000001' });
  return { sandboxes, code: { folder: outDir, entry: 'index.js', hash: 'first', manifest }, folder };
}

if (process.argv[1] === import.meta.filename) {
  const { sandboxes, code } = await openSandboxes();
  await sandboxes.load(code);
  process.stdout.write(JSON.stringify(sandboxes.running().map(({ pid }) => pid)));
  setInterval(() => undefined, 1_000);
}
