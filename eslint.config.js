import path from 'node:path';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/**
 * Only what needs types: Biome does the rest, far faster.
 * The rules here are the ones that alone find a lost promise.
 */
const rules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': [
    'error',
    { checksVoidReturn: { arguments: false, attributes: false } },
  ],
  '@typescript-eslint/await-thenable': 'error',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/dist-chat/**',
      '**/*.generated.ts',
      '.toolchain/**',
      '/data/**',
      '**/*.mjs',
      '**/*.cjs',
      '**/*.js',
    ],
  },
  {
    files: ['packages/**/src/**/*.ts', 'examples/*/src/**/*.ts'],
    // A test may have a plugin's folder, with a `src` of its own.
    ignores: ['packages/dashboard/**', 'packages/discord-simulator/chat/**', 'packages/*/test/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules,
  },
  {
    files: [
      'packages/*/test/**/*.ts',
      'packages/plugins/*/test/**/*.ts',
      'examples/*/test/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
    ],
    ignores: ['packages/dashboard/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: path.join(import.meta.dirname, 'tsconfig.test.json') },
    },
    rules,
  },
  ...[
    ['packages/dashboard', 'packages/dashboard/tsconfig.json'],
    ['packages/discord-simulator/chat', 'packages/discord-simulator/chat/tsconfig.json'],
  ].map(([folder, project]) => ({
    files: [`${folder}/**/*.vue`, `${folder}/src/**/*.ts`],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        project: path.join(import.meta.dirname, project),
        extraFileExtensions: ['.vue'],
      },
    },
    rules,
  })),
);
