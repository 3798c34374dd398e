import { afterEach, expect, test } from 'vitest';
import { type RunningDev, runDev } from './run-dev.ts';

const plugin = (answer: string, more = '') => `
import { definePlugin, z } from '@guildhall/sdk';
const oracle = definePlugin({
  id: 'oracle', name: 'Oracle', description: 'Answers.', category: 'fun',
  needs: { 'messages.read': 'to hear the question' },
  config: { version: 1, schema: z.object({ mood: z.string().default('calm') }) },
});
const ask = oracle.command({
  name: 'ask', description: 'Ask it',
  run(ctx) {
    ctx.log.info('asked', { by: ctx.member.name });
    return ctx.reply(${JSON.stringify(answer)} + ', ' + ctx.config.mood);
  },
});
${more}
export default oracle.build(ask${more.includes('const heard') ? ', heard' : ''});
`;
const files = {
  'package.json': JSON.stringify({
    name: 'guildhall-plugin-oracle',
    version: '0.1.0',
    type: 'module',
    peerDependencies: { '@guildhall/sdk': '^0.1.0' },
  }),
  'src/index.ts': plugin('first'),
};

let dev: RunningDev;
afterEach(() => dev.remove());

interface Guild {
  readonly id: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly { readonly userId: string; readonly name: string }[];
}

/** Bob types /ask in #general. */
async function ask(): Promise<string> {
  const everybody = (await dev.ask('snapshot', {})) as { users: { id: string; username: string }[] };
  const bob = everybody.users.find((user) => user.username === 'bob')?.id;
  const { guilds } = (await dev.ask('snapshot', { as: bob })) as { guilds: Guild[] };
  const channelId = guilds[0]?.channels.find((channel) => channel.name === 'general')?.id;
  const outcome = await dev.ask('run', { as: bob, channelId, command: 'ask' });
  const { messages } = (await dev.ask('messages', { as: bob, channelId })) as {
    messages: { id: string; content: string }[];
  };
  return messages.find((message) => message.id === outcome.messageId)?.content ?? JSON.stringify(outcome);
}

/** How often the bot signed on to the gateway. */
async function identifies(): Promise<number> {
  const { entries } = (await dev.ask('traffic', {})) as { entries: { title: string }[] };
  return entries.filter((entry) => entry.title === 'IDENTIFY').length;
}

test('GIVEN dev runs WHEN a file is saved THEN the next command answers differently, on the same connection', async () => {
  dev = await runDev(files);
  await dev.printed(/Ctrl\+C stops/, 0);
  expect(dev.output()).toMatch(/Dashboard +http/);
  expect(dev.output()).toContain('Try /ask in the chat view.');
  expect(await ask()).toBe('first, calm');
  await dev.printed(/\[oracle\] info: asked by=bob/, 0);
  expect(await identifies()).toBe(1);

  const reloaded = dev.printed(
    /oracle reloaded in \d+ ms, without reconnecting \([+−]\d+\.\d MB of memory since the start\)/,
  );
  await dev.save({ 'src/index.ts': plugin('second') });
  await reloaded;
  expect(await ask()).toBe('second, calm');

  // A mistake is shown with its file and remedy; the last good version answers.
  const complained = dev.printed(/The last good version goes on/);
  const before = dev.output().length;
  await dev.save({
    'src/index.ts': plugin('third').replace("z.string().default('calm')", 'z.string().default(7)'),
  });
  await complained;
  expect(dev.output().slice(before)).toMatch(
    /src\/index\.ts:6:\d+ config\.mood: .*\[CONFIG_DEFAULT\][\s\S]*try: /,
  );
  expect(await ask()).toBe('second, calm');

  // What is not even TypeScript, too.
  const again = dev.printed(/The last good version goes on/);
  await dev.save({ 'src/index.ts': 'const = 1;' });
  await again;
  expect(await ask()).toBe('second, calm');

  // Corrected.
  const third = dev.printed(/oracle reloaded/);
  await dev.save({ 'src/index.ts': plugin('third') });
  await third;
  expect(await ask()).toBe('third, calm');
  expect(await identifies(), 'no reload made the bot sign on again').toBe(1);

  expect(await dev.stop()).toBe(0);
}, 180_000);

test('GIVEN a plugin that hears something new WHEN it is saved THEN the bot reconnects, and it says why', async () => {
  dev = await runDev(files);
  await dev.printed(/Ctrl\+C stops/, 0);
  const reloaded = dev.printed(
    /oracle reloaded in \d+ ms, reconnected, because it hears new kinds of events/,
  );
  await dev.save({
    'src/index.ts': plugin('listening', "const heard = oracle.onRaw('MESSAGE_CREATE', () => undefined);"),
  });
  await reloaded;
  expect(await ask()).toBe('listening, calm');
}, 180_000);

test('GIVEN a plugin with a mistake WHEN dev starts THEN it waits for the correction', async () => {
  dev = await runDev({ ...files, 'src/index.ts': plugin('first').replace("id: 'oracle'", "id: 'O'") });
  await dev.printed(
    /src\/index\.ts:4:\d+ id: "O" is not a plugin id[\s\S]*Save a correction, and it starts/,
    0,
  );
  const started = dev.printed(/Ctrl\+C stops/);
  await dev.save({ 'src/index.ts': plugin('corrected') });
  await started;
  expect(await ask()).toBe('corrected, calm');
}, 180_000);

test.for(['inside the bot', 'locked up'])(
  'GIVEN a plugin %s that fails WHEN dev tells of it THEN its place is one in the author’s file',
  { timeout: 180_000 },
  async (where) => {
    const failing = plugin('never').replace(
      "ctx.log.info('asked', { by: ctx.member.name });",
      '\n    answer(ctx.member.name.length);\n',
    );
    const answers = `export function answer(length: number): string {
      if (length > 0) throw new TypeError('it has no answer');
      return 'yes';
    }`;
    dev = await runDev(
      {
        ...files,
        'src/index.ts': `import { answer } from './answer.ts';${failing}`,
        'src/answer.ts': answers,
      },
      where === 'locked up' ? ['--sandboxed'] : [],
    );
    await dev.printed(/Ctrl\+C stops/, 0);
    expect(await ask()).toMatch(/went wrong|\([0-9a-f]{8}\)/);
    // The Problem of the dashboard, and the whole stack of the log.
    await dev.printed(/! command ask: it has no answer \(reference [0-9a-f]{8}, src\/answer\.ts:2:\d+\)/, 0);
    await dev.printed(
      /TypeError: it has no answer\s+at .*src\/answer\.ts:2:\d+[\s\S]*src\/index\.ts:\d+:\d+/,
      0,
    );
    expect(dev.output()).not.toMatch(/index\.js:\d/);
  },
);

test('GIVEN another plugin beside it, and settings of an earlier run WHEN dev starts THEN both are there; --fresh forgets', async () => {
  const using = `
    import { definePlugin, defineService, z } from '@guildhall/sdk';
    const greetings = defineService('greetings', { word: { input: z.object({}), output: z.string() } });
    const oracle = definePlugin({
      id: 'oracle', name: 'Oracle', description: 'Answers.', category: 'fun', needs: {}, uses: () => ({ greetings }),
      config: { version: 1, schema: z.object({}) },
      data: { asked: { version: 1, schema: z.object({ id: z.string(), times: z.int() }), key: ['id'] } },
    });
    export default oracle.build(oracle.command({
      name: 'ask', description: 'Ask it',
      async run(ctx) {
        const asked = await ctx.data.asked.findOneAndUpdate({ id: 'all' }, { $inc: { times: 1 } }, { upsert: true });
        await ctx.reply(\`\${await ctx.use.greetings.word({})} \${asked?.times}\`);
      },
    }));
  `.replaceAll('\\', '');
  const beside = {
    'beside/package.json': JSON.stringify({ name: 'plugin-greetings', version: '1.0.0', type: 'module' }),
    'beside/src/index.ts': `
      import { definePlugin, defineService, z } from '@guildhall/sdk';
      const service = defineService('greetings', { word: { input: z.object({}), output: z.string() } });
      const greetings = definePlugin({
        id: 'greetings', name: 'Greetings', description: 'Knows words.', category: 'fun', needs: {}, offers: service,
        config: { version: 1, schema: z.object({}) },
      });
      export default greetings.build(greetings.offer('word', () => 'Salut'));
    `,
  };
  dev = await runDev({ ...files, ...beside, 'src/index.ts': using }, ['--with', 'beside']);
  await dev.printed(/Ctrl\+C stops/, 0);
  expect(await ask()).toBe('Salut 1');
  expect(await ask()).toBe('Salut 2');
  expect(await dev.stop()).toBe(0);

  dev.start(['--with', 'beside']);
  await dev.printed(/Ctrl\+C stops/, 0);
  expect(await ask(), 'its data are kept').toBe('Salut 3');
  expect(await dev.stop()).toBe(0);

  dev.start(['--with', 'beside', '--fresh']);
  await dev.printed(/Ctrl\+C stops/, 0);
  expect(await ask()).toBe('Salut 1');
}, 240_000);
