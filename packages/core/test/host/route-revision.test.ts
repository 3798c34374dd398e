import { RouteError } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const rules = definePlugin({
  ...basics,
  id: 'rules',
  data: {
    rules: {
      version: 1,
      schema: z.object({ id: z.string(), name: z.string(), revision: z.int() }),
      key: ['id'],
      personal: [],
    },
  },
});
const read = rules.route(
  'GET /rules/{id}',
  {
    access: 'member',
    returns: z.object({ name: z.string(), revision: z.int() }),
    revision: 'revision',
  },
  async (ctx, { params }) => {
    const rule = await ctx.data.rules.findOne({ id: params.id });
    return rule ?? { name: '', revision: 0 };
  },
);
const write = rules.route(
  'PUT /rules/{id}',
  { access: 'manager', body: z.object({ name: z.string() }), ifMatch: 'required' },
  async (ctx, { params, body, revision = 0 }) => {
    if (body.name === 'taken') {
      throw new RouteError(
        409,
        'NAME_TAKEN',
        { en: 'There is one.', fr: 'Il y en a un.' },
        { fields: { name: 'Choose another.' } },
      );
    }
    const written = await ctx.data.rules.updateOne(
      { id: params.id, revision },
      { $set: { name: body.name, revision: revision + 1 } },
    );
    if (!written) throw new RouteError(412, 'RULE_CHANGED', 'Somebody has changed it meanwhile.');
  },
);
const create = rules.route(
  'POST /rules',
  { access: 'manager', body: z.object({ id: z.string(), name: z.string() }) },
  (ctx, { body }) => ctx.data.rules.insertOne({ ...body, revision: 1 }).then(() => undefined),
);

let stack: Stack;
let call: (method: string, path: string, more?: object) => ReturnType<Stack['host']['callRoute']>;

beforeAll(async () => {
  stack = await startStack([rules.build(read, write, create)]);
  const guild = stack.discord.guild('Revisions');
  await stack.idle();
  await stack.install(guild, 'rules');
  call = (method, path, more = {}) =>
    stack.host.callRoute({
      guildId: guild.id,
      pluginId: 'rules',
      method,
      path,
      actor: { userId: '5' },
      access: 'admin',
      ...more,
    });
});
afterAll(() => stack.close());

it('GIVEN two who read the same rule WHEN both change it THEN the second is told instead of overwriting it', async () => {
  await call('POST', '/rules', { body: { id: 'a', name: 'One' } });
  expect(await call('GET', '/rules/a')).toMatchObject({ ok: true, revision: 1 });
  const change = (name: string, revision?: number) =>
    call('PUT', '/rules/a', { body: { name }, ...(revision === undefined ? {} : { revision }) });
  expect(await change('Two')).toMatchObject({ status: 428, code: 'REVISION_REQUIRED' });
  expect(await change('Two', 1)).toMatchObject({ ok: true });
  expect(await change('Three', 1)).toMatchObject({ status: 412, pluginCode: 'RULE_CHANGED' });
  expect(await call('GET', '/rules/a')).toMatchObject({ body: { name: 'Two' }, revision: 2 });
});

it('GIVEN a refusal in two languages THEN its words for the whole and for a field arrive', async () => {
  expect(await call('PUT', '/rules/a', { body: { name: 'taken' }, revision: 2 })).toMatchObject({
    status: 409,
    code: 'REFUSED_BY_PLUGIN',
    message: 'There is one.',
    texts: { summary: { en: 'There is one.', fr: 'Il y en a un.' }, fields: { name: 'Choose another.' } },
  });
});
