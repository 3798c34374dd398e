import { describePlugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const secret = 'the cake is a lie';
const heard: Record<string, unknown> = {};
let broken = false;

const declared = (id: string, hosts: readonly string[]) =>
  definePlugin({
    ...basics,
    id,
    needs: {
      'messages.read': 'reads messages',
      'messages.send': 'answers',
      ...(hosts.length > 0 ? { 'network.fetch': 'tells others' } : {}),
    },
    intents: { MessageContent: { reason: 'reads', degraded: 'counts' } },
    hosts,
  });

/** Everything through which what a member writes could reach a plugin. */
const listener = (id: string, hosts: readonly string[]) => {
  const contract = declared(id, hosts);
  return contract.build(
    contract.onRaw('MESSAGE_CREATE', (_ctx, message) => {
      if (message.author.bot) return;
      heard.raw = message;
      if (broken) throw new Error('broken');
    }),
    contract.onRaw('MESSAGE_UPDATE', (_ctx, message) => {
      heard.rawUpdate = message;
    }),
    contract.on('messageUpdate', (_ctx, _old, message) => {
      heard.update = message.content;
    }),
    contract.on('messageCreate', async (_ctx, message) => {
      if (message.author.bot) return;
      heard.structure = message.content;
      heard.cached = message.channel.messages.cache.get(message.id)?.content;
      heard.fetched = (await message.channel.messages.fetch(message.id)).content;
      const reply = await message.reply('noted');
      heard.own = reply.content;
    }),
    contract.messageCommand({
      name: id,
      description: 'Called',
      prefix: '!',
      run: (_ctx, { text }) => {
        heard.command = text;
      },
    }),
  );
};

describe('what members write, and who may read it', () => {
  let stack: Stack;
  let guilds = 0;
  beforeAll(async () => {
    stack = await startStack([listener('local', []), listener('leaving', ['api.example.com'])]);
  });
  beforeEach(() => {
    for (const key of Object.keys(heard)) delete heard[key];
    broken = false;
  });
  afterAll(() => stack.close());

  const scene = async (pluginId: string) => {
    const guild = stack.discord.guild(`Sight ${++guilds}`, { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, pluginId);
    const ana = guild.member('ana');
    const say = async (text: string) => {
      const message = await ana.in('general').say(text);
      await stack.idle();
      return message;
    };
    return { guild, ana, say };
  };

  it('GIVEN a plugin that can send nothing away THEN it reads what it declares, by every way', async () => {
    const { say } = await scene('local');
    await say(secret);
    expect(heard).toMatchObject({
      raw: { content: secret },
      structure: secret,
      fetched: secret,
      own: 'noted',
    });
    await say('!local now');
    expect(heard.command).toBe('now');
  });

  it('GIVEN one that could THEN no way leads to what members write, except when they write to the bot', async () => {
    const { ana, say } = await scene('leaving');
    const message = await say(secret);
    await ana.edit(message, `${secret}, really`);
    await stack.idle();
    expect(heard).toMatchObject({
      raw: { content: '' },
      rawUpdate: { content: '' },
      structure: '',
      update: '',
      fetched: '',
      own: 'noted',
    });
    expect(JSON.stringify(heard)).not.toContain(secret);
    await say('!leaving now');
    expect(heard.command).toBeUndefined();
    const call = `<@${stack.bot.client.user?.id}> leaving now`;
    await say(call);
    expect(heard).toMatchObject({ command: 'now', raw: { content: call }, structure: call });
  });

  it('GIVEN an admin allows it, and later does not any more THEN each holds from the next event on, and is in the audit log', async () => {
    const { guild, say } = await scene('leaving');
    const share = (shares: boolean) =>
      stack.host.installations.setSharesContent(guild.id, 'leaving', shares, admin);
    expect((await share(true)).consent.sharesContent).toBe(true);
    await say(secret);
    expect(heard).toMatchObject({ raw: { content: secret }, structure: secret, fetched: secret });
    expect((await share(false)).consent.sharesContent).toBe(false);
    await say(`${secret} again`);
    expect(heard).toMatchObject({ raw: { content: '' }, structure: '', fetched: '' });
    const recorded = stack.observed.audit.filter(({ action }) => action === 'installation.sharing');
    expect(recorded).toMatchObject([
      { guildId: guild.id, before: false, after: true },
      { guildId: guild.id, before: true, after: false },
    ]);
    await stack.restart();
    await say(`${secret} once more`);
    expect(heard).toMatchObject({ raw: { content: '' } });
  });

  it('GIVEN it was allowed when an event failed, and is not any more THEN neither the letter nor its replay gives more away', async () => {
    const { guild, say } = await scene('leaving');
    broken = true;
    await say(secret);
    const [letter] = await stack.host.deadLetters(guild.id, 'leaving');
    expect(JSON.stringify(letter)).not.toContain(secret);

    await stack.host.installations.setSharesContent(guild.id, 'leaving', true, admin);
    await say(`${secret}, aloud`);
    const letters = await stack.host.deadLetters(guild.id, 'leaving');
    const kept = letters.find((one) => JSON.stringify(one).includes('aloud'));
    expect(kept).toBeDefined();
    await stack.host.installations.setSharesContent(guild.id, 'leaving', false, admin);
    broken = false;
    expect(await stack.host.replayDeadLetter(guild.id, 'leaving', kept?.id ?? '', admin)).toBe(true);
    await stack.idle();
    expect(heard.raw).toMatchObject({ content: '' });
  });

  it('GIVEN nothing that it could send away THEN there is nothing to allow', async () => {
    const { guild } = await scene('local');
    await expect(
      stack.host.installations.setSharesContent(guild.id, 'local', true, admin),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  });

  it('GIVEN a reader WHEN a newer version could send away what it reads THEN the old one goes on until somebody agrees, and then it reads nothing until that is allowed, too', async () => {
    const { guild, say } = await scene('local');
    const newer = listener('local', ['api.example.com']);
    const manifest = describePlugin(newer, { package: 'test-local', version: '1.1.0' });
    stack.store.addInMemory(newer, manifest);
    // Nobody has agreed: by itself it does not come, and what runs reads as before.
    await stack.restart();
    await say(secret);
    expect(heard).toMatchObject({ raw: { content: secret } });
    expect(await stack.host.installations.get(guild.id, 'local')).toMatchObject({
      version: { version: '1.0.0' },
    });

    const manifestHash = stack.store.catalogue.newest('local')?.manifestHash ?? '';
    await stack.host.installations.update({
      guildId: guild.id,
      pluginId: 'local',
      manifestHash,
      actor: admin,
    });
    await say(`${secret}, they say`);
    expect(heard).toMatchObject({ raw: { content: '' }, structure: '', fetched: '' });
    await stack.host.installations.setSharesContent(guild.id, 'local', true, admin);
    await say(`${secret}, allowed`);
    expect(heard).toMatchObject({ raw: { content: `${secret}, allowed` } });
  });
});
