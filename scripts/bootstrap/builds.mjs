import fs from 'node:fs';
import path from 'node:path';
import { workspacePackages } from './dependencies.mjs';
import { fingerprint, unlessDone } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { runStep, say } from './processes.mjs';

const at = (...parts) => path.join(root, ...parts);
const vite = at('node_modules', 'vite', 'bin', 'vite.js');

/**
 * What is built before anything runs. Servers run from TypeScript source; only browsers and the plugin store
 * need built files.
 */
function builds() {
  const plugins = workspacePackages().filter(
    (folder) => /^(packages\/plugins|examples)\//.test(folder) && isPlugin(folder),
  );
  return [
    {
      name: 'the dashboard',
      inputs: ['packages/dashboard', 'packages/api-client', 'pnpm-lock.yaml'],
      stamp: 'packages/dashboard/dist/.built',
      cwd: 'packages/dashboard',
      args: [vite, 'build', '--logLevel', 'warn'],
    },
    {
      name: 'the chat view',
      inputs: [
        'packages/discord-simulator/chat',
        'packages/discord-simulator/src/control/protocol.ts',
        'pnpm-lock.yaml',
      ],
      stamp: 'packages/discord-simulator/dist-chat/.built',
      cwd: 'packages/discord-simulator/chat',
      args: [vite, 'build', '--logLevel', 'warn'],
    },
    {
      name: 'the sandbox',
      inputs: ['packages/sandbox-runtime', 'packages/sdk', 'pnpm-lock.yaml'],
      stamp: 'packages/sandbox-runtime/dist/.built',
      cwd: 'packages/sandbox-runtime',
      args: ['--conditions=@guildhall/source', at('packages/sandbox-runtime/src/bundle/prepare.ts')],
    },
    ...plugins.map((folder) => ({
      name: `the plugin in ${folder}`,
      inputs: [folder, ...usedPlugins(folder), 'packages/sdk', 'pnpm-lock.yaml'],
      stamp: `${folder}/dist/plugin.built`,
      cwd: folder,
      args: [
        '--conditions=@guildhall/source',
        '--disable-warning=ExperimentalWarning',
        at('packages/sdk/src/cli/main.ts'),
        'build',
      ],
    })),
  ];
}

/** Folders of the plugins whose services a plugin uses: they become part of its bundle. */
function usedPlugins(folder) {
  const { dependencies = {} } = packageOf(folder);
  return Object.keys(dependencies).flatMap((name) => {
    const used = /^@guildhall\/plugin-(.+)$/.exec(name);
    return used ? [`packages/plugins/${used[1]}`] : [];
  });
}

function packageOf(folder) {
  return JSON.parse(fs.readFileSync(at(folder, 'package.json'), 'utf8'));
}

/** A plugin's package imports the SDK and calls no other part of Guildhall at run time. */
function isPlugin(folder) {
  const { dependencies = {}, name } = packageOf(folder);
  return '@guildhall/sdk' in dependencies && /(plugin-|-plugin$)/.test(name);
}

/** Builds what changed since the last time. */
export async function buildAll({ node }) {
  for (const build of builds()) {
    const print = fingerprint(
      build.inputs.map((input) => at(input)),
      node,
    );
    await unlessDone(at(build.stamp), print, async () => {
      say(`• Building ${build.name} …`);
      await runStep(`Building ${build.name}`, node, build.args, {
        cwd: at(build.cwd),
        remedy: 'Read the lines above; they name the file and the mistake.',
      });
    });
  }
}
