import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const example = fileURLToPath(new URL('../../../examples/simulator-python/', import.meta.url));
const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** The example asks for Python 3.11; who has none has nothing to run it with. */
const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;

it.skipIf(!hasPython)('the scenes of the Python example pass', async () => {
  const { stderr } = await promisify(execFile)('python3', ['-W', 'error', '-m', 'unittest'], {
    cwd: example,
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      SIMULATOR_COMMAND: `${process.execPath} --conditions=@guildhall/source ${program}`,
    },
  });
  expect(stderr).toMatch(/Ran 5 tests[\s\S]*OK/);
});
