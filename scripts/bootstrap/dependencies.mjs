import fs from 'node:fs';
import path from 'node:path';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { runStep, say } from './processes.mjs';

/** Every package.json of the workspace: a new dependency in any of them means another install. */
export function workspacePackages() {
  const folders = ['bench'];
  for (const parent of ['packages', 'packages/plugins', 'examples']) {
    for (const entry of fs.readdirSync(path.join(root, parent), { withFileTypes: true })) {
      if (entry.isDirectory()) folders.push(`${parent}/${entry.name}`);
    }
  }
  return folders.filter((folder) => fs.existsSync(path.join(root, folder, 'package.json')));
}

/** Installs the locked dependencies when something about them changed. */
export async function installDependencies({ node, pnpm }) {
  const inputs = [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    ...workspacePackages().map((folder) => `${folder}/package.json`),
  ];
  const print = fingerprint(
    inputs.map((file) => path.join(root, file)),
    process.platform + process.arch,
  );
  await unlessDone(path.join(root, 'node_modules', '.guildhall-install'), print, async () => {
    say('• Installing dependencies …');
    const [command, ...first] = pnpm;
    await runStep(
      'Installing dependencies',
      command,
      [...first, 'install', '--frozen-lockfile', ...(process.stderr.isTTY ? [] : ['--reporter=append-only'])],
      {
        cwd: root,
        // pnpm may run under a fetched Node; what it starts must find the same one first.
        env: { PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
        remedy:
          'Read the lines above. After editing a package.json, run `pnpm install` once to renew pnpm-lock.yaml.',
      },
    );
  });
}
