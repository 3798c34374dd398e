import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describePlugin } from '@guildhall/sdk/host';
import { Command, Listener, Precondition } from '@sapphire/framework';
import type { ChatInputCommandInteraction, Message } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertFitsTier } from '../../src/plugins/assert-fits-tier.ts';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

class RivalPing extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, preconditions: ['OpenHours'] });
  }
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => builder.setName('ping').setDescription('Rival'));
  }
  override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    await interaction.reply(`rival ${interaction.commandName}`);
  }
}
/** Of the same name as the kiosk's, and of another mind. */
class RivalHours extends Precondition {
  override chatInputRun(): Precondition.Result {
    return this.ok();
  }
}
const heard: string[] = [];
class Listening extends Listener {
  constructor(context: Listener.LoaderContext, options: Listener.Options) {
    super(context, { ...options, event: 'messageCreate' });
  }
  override async run(message: Message): Promise<void> {
    heard.push(`${message.guildId}/${message.content}`);
    if (message.content === 'trip') throw new Error('it tripped');
    if (message.content === 'act') await message.react('👍');
  }
}
const rival = definePlugin({
  ...basics,
  id: 'rival',
  needs: { 'messages.read': 'listens' },
  intents: { MessageContent: { reason: 'listens', degraded: 'hears nothing' } },
});
const rivalPlugin = rival.build(
  rival.sapphire('commands/ping', RivalPing),
  rival.sapphire('preconditions/OpenHours', RivalHours),
  rival.sapphire('listeners/listening', Listening),
);

describe('ordinary Sapphire pieces', () => {
  let stack: Stack;
  let folder: string;
  let guilds = 0;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-kiosk-'));
    const cli = path.resolve(here, '../../../sdk/src/cli/main.ts');
    await run(process.execPath, ['--conditions=@guildhall/source', cli, 'build', '--out', folder], {
      cwd: path.join(here, 'sapphire-bot'),
    });
    stack = await startStack([rivalPlugin]);
    await stack.store.add(folder);
    // The bot asks for the intents of the plugins that it has when it starts.
    await stack.restart();
  }, 180_000);
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  });

  const scene = async (...plugins: string[]) => {
    const guild = stack.discord.guild(`Kiosk ${++guilds}`, { channels: ['general'] });
    await stack.idle();
    for (const plugin of plugins) await stack.install(guild, plugin);
    await stack.idle();
    const texts = () =>
      guild
        .member('ana')
        .in('general')
        .messages()
        .map(({ content }) => content);
    return { guild, texts, ana: guild.member('ana'), bob: guild.member('bob') };
  };
  const problems = async (guildId: string, pluginId: string) =>
    ((await stack.host.installations.get(guildId, pluginId))?.problems ?? []).map(({ code }) => code);

  it('GIVEN a bot written for Sapphire WHEN it is built as a plugin THEN its manifest tells of every piece, and its commands run', async () => {
    const version = stack.store.catalogue.newest('kiosk');
    expect(version?.manifest.pieces).toEqual(
      expect.arrayContaining([
        { kind: 'sapphire', name: 'listeners/greet', store: 'listeners', event: 'messageCreate' },
        { kind: 'sapphire', name: 'preconditions/OpenHours', store: 'preconditions' },
        expect.objectContaining({
          kind: 'command',
          name: 'close',
          description: { en: 'Close the kiosk', fr: 'Fermer le kiosque' },
          permissions: ['ManageGuild'],
          sapphire: 'commands/staff/close',
        }),
        expect.objectContaining({ kind: 'userMenu', name: 'Ban from kiosk' }),
        expect.objectContaining({ kind: 'messageCommand', name: 'ping', prefixField: 'prefix' }),
      ]),
    );
    const { ana, bob, texts } = await scene('kiosk');
    expect((await ana.run('/ping')).content).toBe('fun: pong');
    expect((await ana.run('/snack list')).content).toBe('apple, apricot, biscuit');
    const taken = await ana.run('/snack take', { which: 'apple', count: 2 });
    expect([taken.content, taken.ephemeral]).toEqual(['2 × apple', true]);
    expect(await ana.autocomplete('/snack take', 'which', 'ap')).toEqual([
      { name: 'apple', value: 'apple' },
      { name: 'apricot', value: 'apricot' },
    ]);
    const general = ana.in('general');
    await general.say('!pong');
    await general.say('!snack small pie');
    await general.say('hello kiosk');
    await bob.react(await general.say('look'), '👀');
    await bob.react(await general.say('look again'), '👀');
    await stack.idle();
    expect(texts()).toEqual(
      expect.arrayContaining(['pong, in writing', 'a small pie', 'hello ana', 'the first reaction']),
    );
    expect(texts().filter((text) => text === 'the first reaction')).toHaveLength(1);
  });

  it('GIVEN that plugin WHEN it is to run sandboxed THEN `validate` and the store refuse it, naming the pieces', async () => {
    const cli = path.resolve(here, '../../../sdk/src/cli/main.ts');
    const asked = await run(
      process.execPath,
      ['--conditions=@guildhall/source', cli, 'validate', '--sandboxed'],
      { cwd: path.join(here, 'sapphire-bot') },
    ).catch((error: unknown) => error as { code: number; stderr: string });
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('commands/fun/ping') });
    const manifest = stack.store.catalogue.newest('kiosk')?.manifest;
    if (!manifest) throw new Error('the kiosk was added');
    expect(() => assertFitsTier(manifest, 'sandboxed')).toThrow(/commands\/fun\/ping.*inline/s);
    expect(() => assertFitsTier(manifest, 'inline')).not.toThrow();
  });

  it('GIVEN preconditions WHEN they refuse THEN the plugin’s own listener says so, and nothing runs', async () => {
    const { guild } = await scene('kiosk');
    const owner = guild.owner;
    const asked = await owner.run('/close');
    expect(asked.content).toBe('Really?');
    await asked.click('Sure');
    expect(asked.content).toBe('Closed.');
    expect((await owner.contextMenu('Ban from kiosk', guild.member('bob'))).content).toBe(
      'bob gets no more snacks',
    );
    const ghost = guild.member('ghost');
    expect((await ghost.contextMenu('Ban from kiosk', owner)).content).toContain('closed for ghosts');
    // Three a minute.
    for (let turn = 0; turn < 3; turn++) await owner.run('/snack list');
    expect((await owner.run('/snack list')).content).toMatch(/^No: There is a cooldown/);
    expect(await problems(guild.id, 'kiosk')).toEqual([]);
  });

  it('GIVEN a command that throws THEN the member gets a reference and the admin a Problem; a mistake of the member’s is told to them', async () => {
    const { guild, ana } = await scene('kiosk');
    expect((await ana.run('/break', { politely: true })).content).toBe('That is not yours to break.');
    expect(await problems(guild.id, 'kiosk')).toEqual([]);
    const broken = await ana.run('/break');
    expect(broken.content).toMatch(/Reference/);
    await stack.idle();
    expect(await problems(guild.id, 'kiosk')).toEqual(['HANDLER_FAILED']);
  });

  it('GIVEN two plugins with a ping and a precondition of one name THEN each command runs its own', async () => {
    const { ana, guild } = await scene('kiosk', 'rival');
    expect((await ana.run('/ping')).content).toBe('fun: pong');
    expect((await ana.run('/rival ping')).content).toBe('rival ping');
    expect((await guild.member('ghost').run('/rival ping')).content).toBe('rival ping');
    await stack.host.installations.uninstall(guild.id, 'kiosk', admin);
    await stack.idle();
    expect((await ana.run('/ping')).content).toBe('rival ping');
  });

  it('GIVEN a listener THEN it hears only guilds where its plugin is enabled, acts in its plugin’s name, and its errors are Problems', async () => {
    const here = await scene('rival');
    const elsewhere = await scene();
    heard.length = 0;
    await here.ana.in('general').say('hi');
    await elsewhere.ana.in('general').say('hi');
    await here.ana.in('general').say('trip');
    await here.ana.in('general').say('act');
    await stack.idle();
    expect(heard).toEqual([`${here.guild.id}/hi`, `${here.guild.id}/trip`, `${here.guild.id}/act`]);
    // It may read messages and has not asked to react to them.
    expect(stack.observed.refused).toContainEqual(expect.objectContaining({ pluginId: 'rival' }));
    expect(await problems(here.guild.id, 'rival')).toContain('HANDLER_FAILED');
    await stack.host.installations.setEnabled(here.guild.id, 'rival', false, admin);
    await here.ana.in('general').say('still there?');
    await stack.idle();
    expect(heard).toHaveLength(3);
  });

  it('GIVEN guilds on two versions THEN the second runs without those pieces, is told so, and gets them when the first is gone', async () => {
    const first = await scene('rival');
    const later = stack.store.addInMemory(rivalPlugin, {
      ...describePlugin(rivalPlugin, { package: 'test-rival', version: '1.1.0' }),
    });
    const second = await scene('rival');
    expect(await problems(second.guild.id, 'rival')).toEqual(['SAPPHIRE_OTHER_VERSION']);
    expect((await second.ana.run('/ping')).content).toMatch(/switched off/);
    expect((await first.ana.run('/ping')).content).toBe('rival ping');
    for (const guildId of await onOldVersion(later.hash)) {
      await stack.host.installations.uninstall(guildId, 'rival', admin);
    }
    await stack.idle();
    expect((await second.ana.run('/ping')).content).toBe('rival ping');
  });

  const onOldVersion = async (newest: string) => {
    const found: string[] = [];
    for (const guildId of stack.bot.directory.guildIds()) {
      const installation = await stack.host.installations.get(guildId, 'rival');
      if (installation && installation.version.hash !== newest) found.push(guildId);
    }
    return found;
  };

  it('GIVEN a hundred installs and uninstalls THEN nothing is left in Sapphire, in the client or in the host', async () => {
    for (const guildId of stack.bot.directory.guildIds()) {
      for (const { pluginId } of await stack.host.installations.list(guildId)) {
        await stack.host.installations.uninstall(guildId, pluginId, admin);
      }
    }
    const { guild } = await scene();
    const { client } = stack.bot;
    const count = () => ({
      listeners: client.eventNames().reduce((sum, name) => sum + client.listenerCount(name as string), 0),
      pieces: [...client.stores.values()].map((store) => store.size),
      host: stack.host.leaks(),
    });
    const before = count();
    expect(before.host).toEqual({ entries: 0, listeners: 0, live: 0, mounted: 0, timers: 0 });
    for (let turn = 0; turn < 100; turn++) {
      await stack.install(guild, 'rival');
      if (turn === 0) {
        expect(client.stores.get('commands').map((_command, name) => name)).toContainEqual(
          expect.stringMatching(/^rival\/[0-9a-f]{64}\/ping$/),
        );
      }
      await stack.host.installations.uninstall(guild.id, 'rival', admin);
    }
    await stack.idle();
    expect(count()).toEqual(before);
  }, 180_000);
});
