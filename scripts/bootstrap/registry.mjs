import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { workspacePackages } from './dependencies.mjs';
import { root } from './paths.mjs';
import { readOutput, runStep, SetupError, say } from './processes.mjs';

const npm = 'https://registry.npmjs.org';
const defaultPort = 4873;

/**
 * Serves this checkout's packages as an npm registry on loopback, until it is stopped: what an author installs can so be tried
 * before it is published. What is not ours, npm is sent to the public registry for.
 */
export async function serveRegistry({ node, pnpm }, [given]) {
  const port = given === undefined ? defaultPort : Number(given);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guildhall-registry-'));
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  await compile(node);
  const packages = new Map();
  for (const place of workspacePackages().filter((it) => /^packages\/[^/]+$/.test(it))) {
    const description = JSON.parse(fs.readFileSync(path.join(root, place, 'package.json'), 'utf8'));
    if (description.private) continue;
    packages.set(description.name, await pack(pnpm, path.join(root, place), folder));
    say(`• Packed ${description.name} ${description.version}`);
  }
  await listen(packages, port);
  say(
    [
      '',
      `A registry with ${packages.size} packages of this folder: http://127.0.0.1:${port}`,
      'Where you write your plugin, tell npm of it once:',
      '',
      `  export npm_config_registry=http://127.0.0.1:${port}`,
      '',
    ].join('\n'),
  );
  return new Promise(() => {});
}

/** Packages are published as JavaScript; in development they run from TypeScript. */
async function compile(node) {
  say('• Compiling the packages …');
  await runStep('Compiling the packages', node, [path.join(root, 'node_modules/typescript7/bin/tsc'), '-b'], {
    cwd: root,
    remedy: 'Read the lines above; they name the file and the mistake.',
  });
  // The bot serves the dashboard, and in a project of its own there is no other folder to take it from.
  const built = path.join(root, 'packages/core/dist-dashboard');
  fs.rmSync(built, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'packages/dashboard/dist'), built, { recursive: true });
}

async function pack([command, ...first], place, folder) {
  const before = new Set(fs.readdirSync(folder));
  const printed = await readOutput(command, [...first, 'pack', '--pack-destination', folder], { cwd: place });
  const file = fs.readdirSync(folder).find((name) => name.endsWith('.tgz') && !before.has(name));
  if (printed === undefined || file === undefined) {
    throw new SetupError(`${place} could not be packed.`, 'Run `pnpm pack` there to see why.');
  }
  const bytes = fs.readFileSync(path.join(folder, file));
  const text = await readOutput('tar', ['-xzOf', path.join(folder, file), 'package/package.json']);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  return { file, bytes, integrity, description: JSON.parse(text ?? '{}') };
}

function listen(packages, port) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', npm).pathname.slice(1));
    const archive = [...packages.values()].find(({ file }) => name === `-/${file}`);
    const found = packages.get(name);
    if (archive) response.end(archive.bytes);
    else if (found) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(name, found, `http://127.0.0.1:${port}`)));
    } else response.writeHead(307, { location: npm + request.url }).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SetupError(`Port ${port} is in use.`, 'Name another: `npm run registry -- 4874`.')
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

function packument(name, { file, integrity, description }, origin) {
  const { version } = description;
  const dist = { tarball: `${origin}/-/${file}`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...description, dist } } };
}
