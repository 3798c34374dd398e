/**
 * The arrows of the architecture. `from` may not import `to`; the comment says why.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one file or want a third. (A form is a tree: there a field draws widgets, and an object widget draws fields.)',
      severity: 'error',
      from: { pathNot: '^packages/dashboard/src/forms/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'plugins-only-sdk',
      comment: "A plugin imports the SDK and other plugins' contracts, so that the same code runs sandboxed.",
      severity: 'error',
      from: { path: '^(packages/plugins/[^/]+|examples/[^/]+-plugin)/src' },
      to: {
        path: '^packages/(core|dashboard|api-client|discord-simulator|embedded-mongo|testing|create-plugin)/',
      },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'The SDK is what strangers install: it needs nothing of ours.',
      severity: 'error',
      from: { path: '^packages/sdk/src' },
      to: { path: '^packages/(?!sdk/)|^examples/' },
    },
    {
      name: 'sdk-without-discord.js',
      comment: 'Importing the SDK must not load discord.js; only its types are used.',
      severity: 'error',
      from: { path: '^packages/sdk/src' },
      to: { path: 'node_modules/discord\\.js', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-knows-no-plugin',
      comment: 'Every plugin comes through the store, first-party ones too.',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^packages/(plugins|dashboard|testing|create-plugin|api-client)/|^examples/' },
    },
    {
      name: 'dashboard-only-api',
      comment: 'Whatever the dashboard can do, an integrator can do.',
      severity: 'error',
      from: { path: '^packages/dashboard/src' },
      to: { path: '^packages/(?!dashboard/|api-client/)|^examples/' },
    },
    {
      name: 'engines-stand-alone',
      comment: 'The simulator, the embedded database and the client are useful without the rest.',
      severity: 'error',
      from: { path: '^packages/(discord-simulator|embedded-mongo|api-client|create-plugin)/src' },
      to: { path: '^packages/(core|sdk|dashboard|testing|plugins)/|^examples/' },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      // A benchmark may measure more of what a test checks.
      from: { pathNot: '/test/|^bench/' },
      to: { path: '/test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-chat|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@guildhall/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.vue', '.json'],
    },
  },
};
