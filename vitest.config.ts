import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = '@guildhall/source';

/**
 * One root configuration with projects, so that `npm test` prints one total.
 * `node` holds everything that runs in Node, `dashboard` the Vue components in happy-dom,
 * `browser` what a real Chromium plays.
 */
export default defineConfig({
  resolve: { conditions: [source] },
  ssr: { resolve: { conditions: [source, 'module', 'node', 'development|production'] } },
  test: {
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // One second, the default, is short where a browser, a bot and a server share a busy core.
    expect: { poll: { timeout: 20_000 } },
    // Two cores: more workers only make each other late.
    maxWorkers: 2,
    pool: 'forks',
    setupFiles: ['./scripts/property-seed.ts'],
    // Tests start many processes from TypeScript source: with it each begins in half the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'packages/**/test/**/*.test.ts',
            'examples/*/test/**/*.test.ts',
            'scripts/**/test/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.browser.test.ts', 'packages/dashboard/**'],
        },
      },
      {
        // The same tests of the same plugins, each in a process of its own.
        extends: true,
        test: {
          name: 'sandboxed',
          env: { GUILDHALL_TEST_TIER: 'sandboxed' },
          include: ['packages/plugins/*/test/**/*.test.ts', 'examples/*-plugin/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.browser.test.ts'],
        },
      },
      './packages/dashboard/vitest.config.ts',
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['packages/**/test/**/*.browser.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
