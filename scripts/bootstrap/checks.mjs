import path from 'node:path';
import { root } from './paths.mjs';
import { runInForeground, say } from './processes.mjs';

const bin = (name) => path.join(root, 'node_modules', name);

const lint = ['--max-old-space-size=4096', bin('eslint/bin/eslint.js')];

/** Everything that is checked without running the program. Each line: what it finds. */
const checks = {
  types: [bin('typescript7/bin/tsc'), '-b'],
  'types of tests': [bin('typescript7/bin/tsc'), '-p', 'tsconfig.test.json'],
  'types of the dashboard': [
    path.join(root, 'packages/dashboard/node_modules/vue-tsc/bin/vue-tsc.js'),
    '--noEmit',
    '-p',
    'packages/dashboard',
  ],
  'types of the chat view': [
    path.join(root, 'packages/discord-simulator/node_modules/vue-tsc/bin/vue-tsc.js'),
    '--noEmit',
    '-p',
    'packages/discord-simulator/chat',
  ],
  'format and lint': [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  // In two runs: with the types of sources and of tests at once it outgrows a small machine.
  'type-aware lint of sources': [
    ...lint,
    '.',
    '--ignore-pattern',
    '**/test/**',
    '--ignore-pattern',
    'bench/**',
  ],
  'type-aware lint of tests': [
    ...lint,
    'packages/**/test/**/*.ts',
    'examples/*/test/**/*.ts',
    'bench/**/*.ts',
  ],
  'dead code': [bin('knip/bin/knip.js')],
  'direction of dependencies': [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'packages',
    'examples',
    'bench',
  ],
  // Writes docs/reference; an export without documentation, or a link that leads nowhere, fails it.
  reference: [bin('typedoc/bin/typedoc'), '--options', 'packages/sdk/typedoc.json'],
};

/** Runs all checks (or those whose name contains an argument) and goes on after a failure, to show every one. */
export async function runChecks({ node }, only) {
  const failed = [];
  for (const [name, args] of Object.entries(checks)) {
    if (only.length > 0 && !only.some((part) => name.includes(part))) continue;
    say(`• Checking ${name} …`);
    const started = Date.now();
    const code = await runInForeground(node, args, { cwd: root });
    say(
      `  ${code === 0 ? 'ok' : `failed with code ${code}`} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`\n✖ Failed: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}
