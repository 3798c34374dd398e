// Sets up whatever a task needs and then runs it: `npm start`, `npm test`, `npm run setup`, `npm run check`, `npm run registry`.
// Built-ins only, and it must parse on Node 18: this file runs before anything is installed.
import { buildAll } from './bootstrap/builds.mjs';
import { runChecks } from './bootstrap/checks.mjs';
import { installDependencies } from './bootstrap/dependencies.mjs';
import { hostEnvironment, hostFlags } from './bootstrap/host-process.mjs';
import { withLock } from './bootstrap/lock.mjs';
import { root } from './bootstrap/paths.mjs';
import { runInForeground, SetupError } from './bootstrap/processes.mjs';
import { serveRegistry } from './bootstrap/registry.mjs';
import { findToolchain } from './bootstrap/toolchain.mjs';

const [task, ...rest] = process.argv.slice(2);

const tasks = {
  async start(tools) {
    return runInForeground(
      tools.node,
      [
        '--conditions=@guildhall/source',
        '--disable-warning=ExperimentalWarning',
        ...hostFlags,
        'packages/core/src/main.ts',
        ...rest,
      ],
      { cwd: root, env: hostEnvironment, stopWithParent: true },
    );
  },
  async test(tools) {
    return runInForeground(tools.node, ['node_modules/vitest/vitest.mjs', 'run', ...rest], { cwd: root });
  },
  async check(tools) {
    return runChecks(tools, rest);
  },
  async registry(tools) {
    return serveRegistry(tools, rest);
  },
  async setup() {
    return 0;
  },
};

async function main() {
  if (!(task in tasks)) {
    throw new SetupError(
      `There is no task "${task ?? ''}".`,
      `Use one of: ${Object.keys(tasks).join(', ')} (for example \`npm start\`).`,
    );
  }
  const needsBuilds = !(
    task === 'start' && rest.some((argument) => argument === '--help' || argument === '--version')
  );
  const tools = await withLock(async () => {
    const found = await findToolchain();
    await installDependencies(found);
    if (needsBuilds) await buildAll(found);
    return found;
  });
  process.exitCode = await tasks[task](tools);
}

main().catch((error) => {
  if (error instanceof SetupError) {
    process.stderr.write(`\n✖ ${error.message}\n  ${error.remedy}\n`);
  } else {
    process.stderr.write(`\n✖ The set-up failed.\n${error?.stack ? error.stack : error}\n`);
  }
  process.exitCode = 1;
});
