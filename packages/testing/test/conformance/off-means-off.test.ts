import { definePlugin, field, z } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { checkOffMeansOff, OffMeansOffError } from '../../src/index.ts';

const lively = definePlugin({
  id: 'lively',
  name: 'Lively',
  description: 'Reacts to everything.',
  category: 'fun',
  needs: { 'messages.read': 'listens', 'messages.send': 'answers', 'voice.read': 'listens' },
  config: { version: 1, schema: z.object({}) },
  data: {
    seen: { version: 1, schema: z.object({ what: z.string(), times: z.int() }), key: ['what'], indexes: [] },
  },
});
/** What handlers of every kind have in common here. */
type Ctx = Parameters<Parameters<typeof lively.setup>[0]>[0];
const note = (ctx: Ctx, what: string) =>
  ctx.data.seen.updateOne({ what }, { $inc: { times: 1 } }, { upsert: true });
const press = lively.button('press', { by: field.member() }, async (ctx) => {
  await note(ctx, 'press');
  await ctx.reply('pressed');
});
const pick = lively.select('pick', { of: 'string', run: (ctx, [first]) => ctx.reply(`picked ${first}`) });
const form = lively.modal('form', {
  title: 'Form',
  fields: { text: { label: 'Text', required: false } },
  run: (ctx) => ctx.reply('sent'),
});
const pieces = [
  press,
  pick,
  form,
  lively.command({
    name: 'show',
    description: 'Shows a button.',
    options: { count: z.int().min(3).max(9).meta({ description: 'How many.' }) },
    run: (ctx) =>
      ctx.reply({ content: 'press', components: [press.with({ by: ctx.member.id }, { label: 'Press' })] }),
  }),
  lively.command({ name: 'open', description: 'Opens a form.', run: (ctx) => ctx.showModal(form.with({})) }),
  lively.userMenu({ name: 'Greet', run: (ctx, member) => ctx.reply(`hello ${member.name}`) }),
  lively.onRaw('MESSAGE_CREATE', (ctx) => note(ctx, 'message')),
  lively.onRaw('VOICE_STATE_UPDATE', (ctx) => note(ctx, 'voice')),
  lively.job('hourly', { every: '1 hour' }, (ctx) => note(ctx, 'hour')),
  lively.route(
    'POST /notes/{id}',
    {
      access: 'member',
      params: z.object({ id: z.coerce.number().int() }),
      body: z.object({ text: z.string().min(2) }),
    },
    async (ctx) => void (await note(ctx, 'route')),
  ),
];

test('GIVEN a plugin with many kinds of pieces WHEN it is switched off THEN nothing of it moves, and the report says what was tried', async () => {
  const { reached, notReached } = await checkOffMeansOff(lively.build(...pieces));
  expect(reached).toEqual(
    expect.arrayContaining([
      'a message, its edit and its end',
      'somebody talks',
      '/show',
      '/open',
      'the menu entry "Greet"',
      'the button "press"',
      'the menu "pick"',
      'the route POST /notes/{id}',
      '25h go by',
    ]),
  );
  expect(notReached).toEqual([
    'typing',
    'a member comes, is renamed, gets a role and leaves',
    'a ban and its end',
  ]);
});

test('GIVEN work that goes on beside the handlers WHEN the plugin is switched off THEN the check names what it wrote', async () => {
  const cheated = checkOffMeansOff(lively.build(...pieces), {
    also: ({ stage }) => [
      {
        name: 'work beside the handlers',
        async act() {
          const collection = stage.guildhall.database.db().collection('plugin_lively_seen');
          await collection.updateOne({ '_id.g': stage.first.id }, { $inc: { times: 1 } });
          return undefined;
        },
      },
    ],
  });
  await expect(cheated).rejects.toThrow(OffMeansOffError);
  await expect(cheated).rejects.toThrow(/it wrote the document seen .*message|press|voice|hour|route/);
});

test('GIVEN a handler that starts a timer and forgets it WHEN the plugin is switched off THEN the check names its line', async () => {
  const timers: NodeJS.Timeout[] = [];
  const ticking = lively.command({
    name: 'tick',
    description: 'Starts a timer.',
    async run(ctx) {
      timers.push(setInterval(() => {}, 60_000));
      await ctx.reply('ticking');
    },
  });
  const check = checkOffMeansOff(lively.build(ticking));
  await expect(check).rejects.toThrow(OffMeansOffError);
  await expect(check).rejects.toThrow(/it left a timer: .*off-means-off\.test\.ts/);
  for (const timer of timers) clearInterval(timer);
});
