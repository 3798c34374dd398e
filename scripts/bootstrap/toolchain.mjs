import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root, toolchainFolder } from './paths.mjs';
import { readOutput, runStep, SetupError, say } from './processes.mjs';

const wanted = { node: '26.10.0', pnpm: '12.21.0' };
const least = { node: 24, pnpm: 12 };

const major = (version) => Number.parseInt(String(version).replace(/^v/, ''), 10);

/** npm's own entry file when npm started us (no shell is needed then), else `npm` on PATH. */
function npmCommand() {
  const entry = process.env.npm_execpath;
  if (entry && /npm-cli\.[cm]?js$/.test(entry) && fs.existsSync(entry)) return [process.execPath, [entry]];
  return process.platform === 'win32' ? ['npm.cmd', []] : ['npm', []];
}

async function pnpmOnPath() {
  // Asked outside the workspace: inside it, pnpm might first fetch the version that package.json names.
  const version = await readOutput('pnpm', ['--version'], {
    cwd: os.tmpdir(),
    shell: process.platform === 'win32',
  });
  return version !== undefined && major(version) >= least.pnpm;
}

function fetched() {
  const modules = path.join(toolchainFolder, 'node_modules');
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  return {
    packageName: platform,
    node: path.join(modules, platform, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    pnpm: path.join(modules, 'pnpm', 'bin', 'pnpm.mjs'),
    stamp: path.join(toolchainFolder, 'ready.json'),
  };
}

function isFetched({ node, pnpm, stamp }, names) {
  try {
    const ready = JSON.parse(fs.readFileSync(stamp, 'utf8'));
    return (
      names.every((name) => ready[name] === wanted[name]) &&
      (!names.includes('node') || fs.existsSync(node)) &&
      (!names.includes('pnpm') || fs.existsSync(pnpm))
    );
  } catch {
    return false;
  }
}

/**
 * Node ≥ 24 and pnpm ≥ 12: the machine's own when they are new enough, otherwise fetched from the npm registry
 * into `.toolchain/`.
 * @returns {Promise<{ node: string, pnpm: string[] }>} how to start each
 */
export async function findToolchain() {
  const ownNode = major(process.versions.node) >= least.node;
  const ownPnpm = await pnpmOnPath();
  const place = fetched();
  const missing = [...(ownNode ? [] : ['node']), ...(ownPnpm ? [] : ['pnpm'])];
  if (missing.length > 0 && !isFetched(place, missing)) await fetchToolchain(place, missing);
  const node = ownNode ? process.execPath : place.node;
  return { node, pnpm: ownPnpm ? ['pnpm'] : [node, place.pnpm] };
}

async function fetchToolchain(place, missing) {
  const specs = {
    node: `${place.packageName}@${wanted.node}`,
    pnpm: `pnpm@${wanted.pnpm}`,
  };
  say(
    `• Fetching ${missing.map((name) => `${name} ${wanted[name]}`).join(' and ')} into .toolchain (once) …`,
  );
  const [npm, first] = npmCommand();
  // The platform package is used and not the wrapper `node`: the wrapper needs an install script.
  const args = [
    'install',
    '--prefix',
    toolchainFolder,
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
    '--force',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  await runStep('Fetching the tool chain', npm, [...first, ...args, ...missing.map((name) => specs[name])], {
    cwd: root,
    env: { npm_config_update_notifier: 'false' },
    remedy: `Check the connection to the npm registry and run the command again; or install Node ≥ ${least.node} and pnpm ≥ ${least.pnpm} yourself.`,
  });
  if (missing.includes('node') && (await readOutput(place.node, ['--version'])) !== `v${wanted.node}`) {
    throw new SetupError(
      `Node ${wanted.node} for ${process.platform}/${process.arch} does not run on this machine.`,
      `Install Node ≥ ${least.node} from nodejs.org and run the command again.`,
    );
  }
  fs.writeFileSync(
    place.stamp,
    JSON.stringify(Object.fromEntries(missing.map((name) => [name, wanted[name]]))),
  );
}
