import { field } from '@guildhall/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fieldErrors } from '../../src/api/problems/installation-problems.ts';
import type { ConfigOverride, InstallationError } from '../../src/installations/index.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const schema = z.object({
  threshold: field.overridable(z.int().min(1).max(100).default(3)),
  xp: z
    .object({
      rate: field.overridable(z.int().default(1), { by: ['role'] }),
      curve: z.string().default('flat'),
    })
    .prefault({}),
  log: field.overridable(field.channel().optional()),
  fixed: z.int().default(7),
});

const plugin = definePlugin({
  ...basics,
  id: 'places',
  needs: { 'messages.read': 'counts', 'messages.send': 'answers' },
  intents: { MessageContent: { reason: 'reads', degraded: 'reads less' } },
  config: {
    version: 1,
    schema,
    check: ({ threshold }) =>
      threshold === 13 ? [{ path: ['threshold'], message: { en: 'Unlucky.', fr: 'Malheur.' } }] : [],
  },
});

const heard: string[] = [];
const tell = plugin.command({
  name: 'tell',
  description: 'What holds here',
  run: (ctx) => ctx.reply(`${ctx.config.threshold} ${ctx.config.xp.rate}`),
});
const onRaw = plugin.onRaw('MESSAGE_CREATE', (ctx) => void heard.push(`raw ${ctx.config.threshold}`));
const on = plugin.on('messageCreate', (ctx) => void heard.push(`on ${ctx.config.threshold}`));
const written = plugin.messageCommand({
  name: 'here',
  description: 'What holds here',
  prefix: '!',
  run: async (ctx) => {
    const { channelId } = ctx;
    const elsewhere = ctx.configFor({ channelId, roleIds: [] });
    await ctx.reply(`${ctx.config.threshold}/${elsewhere.threshold}/${ctx.configFor({}).threshold}`);
  },
});

describe('overrides', () => {
  let stack: Stack;
  let revision = 0;
  const guild = () => stack.discord.guild('Places');
  const channel = (name: string) => guild().channelRecord(name).id;
  const role = (name: string) => guild().roleRecord(name).id;
  beforeAll(async () => {
    stack = await startStack([plugin.build(tell, onRaw, on, written)]);
    const made = stack.discord.guild('Places', {
      roles: ['Gold', 'Silver'],
      channels: [
        { name: 'Arena', type: 'category' },
        { name: 'fights', parent: 'Arena' },
        { name: 'rules', parent: 'Arena' },
        'general',
      ],
    });
    await stack.idle();
    ({ revision } = await stack.install(made, 'places'));
  });
  afterEach(async () => {
    await stack.idle();
    heard.splice(0);
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  const configure = async (overrides: readonly ConfigOverride[] | undefined, values: object = {}) => {
    const { installations } = stack.host;
    const changed = await installations.configure(
      guild().id,
      'places',
      values,
      revision,
      admin,
      'en',
      overrides,
    );
    ({ revision } = changed);
    return changed;
  };
  const threshold = (scope: ConfigOverride['scope'], id: string, value: unknown): ConfigOverride => ({
    field: '/threshold',
    scope,
    id,
    value,
  });
  const told = async (name: string, at: string) => {
    const { message } = await guild().member(name).in(at).run('/tell');
    return message?.content;
  };

  it('the nearest holds: category, then channel, then role; of several roles the first in the admins’ order', async () => {
    guild().member('ana', { roles: ['Gold', 'Silver'] });
    guild().member('bob', { roles: ['Silver'] });
    await configure([
      threshold('category', channel('Arena'), 10),
      threshold('channel', channel('fights'), 20),
      threshold('role', role('Silver'), 30),
      threshold('role', role('Gold'), 40),
      { field: '/xp/rate', scope: 'role', id: role('Gold'), value: 5 },
    ]);
    expect(await told('chloe', 'general')).toBe('3 1');
    expect(await told('chloe', 'rules')).toBe('10 1');
    expect(await told('chloe', 'fights')).toBe('20 1');
    expect(await told('bob', 'fights')).toBe('30 1');
    expect(await told('ana', 'general')).toBe('30 5');
    await configure([threshold('role', role('Gold'), 40), threshold('role', role('Silver'), 30)]);
    expect(await told('ana', 'general')).toBe('40 1');
  });

  it('events and message commands have what holds where they happen; configFor asks for any place', async () => {
    await configure([threshold('channel', channel('fights'), 20), threshold('role', role('Silver'), 30)]);
    await guild().member('chloe').in('fights').say('hello');
    await stack.idle();
    expect(heard.splice(0).sort()).toEqual(['on 20', 'raw 20']);
    await guild().member('bob').in('fights').say('!here');
    await stack.idle();
    // The bot's answer is a message, too, by somebody without roles.
    expect(heard.splice(0).sort()).toEqual(['on 20', 'on 30', 'raw 20', 'raw 30']);
    expect(guild().member('bob').in('fights').messages().at(-1)?.content).toBe('30/20/3');
  });

  it('they are kept over saves that don’t mention them, in the history, over undo and a restart', async () => {
    const overrides = [threshold('channel', channel('fights'), 20)];
    const { config } = await configure(overrides);
    await configure(undefined, { fixed: 8 });
    expect(await told('chloe', 'fights')).toBe('20 1');
    await configure([]);
    expect(await told('chloe', 'fights')).toBe('3 1');
    const { installations } = stack.host;
    const history = await installations.history(guild().id, 'places', 3);
    expect(history.map((one) => one.overrides)).toEqual([[], overrides, overrides]);
    const restored = await installations.restore(guild().id, 'places', config.number, revision, admin);
    ({ revision } = restored);
    await stack.restart();
    expect(await told('chloe', 'fights')).toBe('20 1');
    expect(stack.observed.audit.at(-1)?.after).toEqual({ values: {}, overrides });
  });

  it.each<[string, () => Partial<ConfigOverride>, string, string]>([
    ['a field that may not differ', () => ({ field: '/fixed' }), 'override_field', ''],
    ['no field at all', () => ({ field: '/nothing' }), 'override_field', ''],
    ['a scope that the field does not have', () => ({ field: '/xp/rate' }), 'override_scope', ''],
    ['a channel that is not there', () => ({ id: '999999999999999999' }), 'unknown_channel', ''],
    ['a category as a channel', () => ({ id: channel('Arena') }), 'unknown_channel', ''],
    ['a role that is not there', () => ({ scope: 'role' }), 'unknown_role', ''],
    ['@everyone', () => ({ scope: 'role', id: guild().id }), 'override_everyone', ''],
    ['a value out of bounds', () => ({ value: 101 }), 'maximum', ''],
    ['a value of another type', () => ({ value: 'many' }), 'type', ''],
    [
      'a channel as value that is not there',
      () => ({ field: '/log', value: '999999999999999999' }),
      'unknown_channel',
      '',
    ],
    ['what the plugin’s own check refuses', () => ({ value: 13 }), 'check', ''],
  ])('%s is refused', async (_what, change, code, pointer) => {
    const good = threshold('channel', channel('general'), 5);
    const bad = { ...threshold('channel', channel('fights'), 5), ...change() };
    const failure = await configure([good, bad]).catch((error: InstallationError) => error);
    expect((failure as InstallationError).problems).toEqual([
      { override: 1, code, pointer, message: expect.stringMatching(/./) },
    ]);
  });

  it('over HTTP a problem points to the override’s value in the request’s body', () => {
    const problem = { pointer: '/0', override: 1, code: 'maximum', message: 'Too much.' };
    expect(fieldErrors([problem, { pointer: '/a', code: 'type', message: 'No.' }])).toEqual([
      { in: 'body', pointer: '/overrides/1/value/0', code: 'maximum', message: 'Too much.' },
      { in: 'body', pointer: '/values/a', code: 'type', message: 'No.' },
    ]);
  });

  it('twice for the same place is refused', async () => {
    const one = threshold('channel', channel('general'), 5);
    const problems = await stack.host.installations.validateConfig(guild().id, 'places', {}, 'fr', [
      one,
      one,
    ]);
    expect(problems).toMatchObject([{ override: 1, code: 'override_twice' }]);
  });

  it('a move to another config version brings them along, as what differs from the rest', async () => {
    const next = definePlugin({
      ...basics,
      id: 'places',
      needs: plugin.declaration.needs,
      intents: { MessageContent: { reason: 'reads', degraded: 'reads less' } },
      config: {
        version: 2,
        schema: z.object({
          stars: field.overridable(z.int().default(30), { by: ['channel'] }),
          other: z.string().default('x'),
        }),
        migrate: {
          2: (old) => {
            const { threshold: count = 3 } = z.object({ threshold: z.int().optional() }).parse(old);
            return { stars: count * 10 };
          },
        },
      },
    }).build();
    await configure([threshold('channel', channel('fights'), 20), threshold('role', role('Gold'), 40)]);
    const { store, host } = stack;
    const { describePlugin } = await import('@guildhall/sdk/host');
    store.addInMemory(next, describePlugin(next, { package: 'test-places', version: '2.0.0' }));
    const updated = await host.installations.update({
      guildId: guild().id,
      pluginId: 'places',
      version: '2.0.0',
      actor: admin,
    });
    expect(updated).toMatchObject({
      version: { version: '2.0.0' },
      config: {
        configVersion: 2,
        values: { stars: 30 },
        // Of the role, version 2 knows nothing.
        overrides: [{ field: '/stars', scope: 'channel', id: channel('fights'), value: 200 }],
      },
    });
    const back = await host.installations.rollback({ guildId: guild().id, pluginId: 'places', actor: admin });
    expect(back.config.overrides).toHaveLength(2);
  });
});
