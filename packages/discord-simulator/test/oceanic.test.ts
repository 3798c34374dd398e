import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type AnyInteractionGateway, Client, InteractionTypes, type Message } from 'oceanic.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startDiscord } from './bots.ts';

/** A client library that shares no code with discord.js: what it understands is Discord, not discord.js's habits. */
describe('a real oceanic.js client', () => {
  const closing = new Closing();
  let discord: DiscordSimulator;
  let guild: VirtualGuild;
  let client: Client;

  beforeAll(async () => {
    discord = await startDiscord(closing);
    guild = discord.guild('Oceanic', { channels: ['general'] });
    client = new Client({
      auth: `Bot ${discord.application().token}`,
      rest: { baseURL: `${discord.api}/v10` },
      gateway: { intents: ['ALL'], compress: false, override: { gatewayURLIsResumeURL: false } },
    });
    client.on('error', () => {});
    closing.add(() => client.disconnect(false));
    const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()));
    await client.connect();
    await ready;
    await client.application.createGlobalCommand({ type: 1, name: 'ping', description: 'Pongs' });
    client.on('interactionCreate', (interaction: AnyInteractionGateway) => {
      if (interaction.type === InteractionTypes.APPLICATION_COMMAND) {
        void interaction.createMessage({
          content: 'pong',
          components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Again', customID: 'again' }] }],
        });
      } else if (interaction.type === InteractionTypes.MESSAGE_COMPONENT) {
        void interaction.editParent({ content: 'pong again', components: [] });
      }
    });
  });
  afterAll(async () => {
    await closing.close();
  });

  it('knows its guild, receives and answers', async () => {
    expect(client.guilds.get(guild.id)?.name).toBe('Oceanic');
    const heard = new Promise<Message>((resolve) => client.once('messageCreate', resolve));
    await guild.member('ana').in('general').say('hi');
    const message = await heard;
    expect(message.content).toBe('hi');
    await client.rest.channels.createMessage(message.channelID, {
      content: 'hello',
      messageReference: { messageID: message.id },
    });
    expect(guild.member('ana').in('general').messages().at(-1)?.content).toBe('hello');
  });

  it('answers a command and a button', async () => {
    const reply = await guild.member('ana').run('/ping');
    expect(reply.content).toBe('pong');
    expect((await reply.click('Again')).content).toBe('pong again');
  });

  it('resumes after its socket is cut, with nothing lost', async () => {
    const heard: string[] = [];
    client.on('messageCreate', (message) => void heard.push(message.content));
    const resumed = new Promise((resolve) => client.once('shardResume', resolve));
    discord.faults.dropGateway();
    const said = Array.from({ length: 10 }, (_, index) => `while away ${index}`);
    for (const text of said) await guild.member('ana').in('general').say(text);
    await resumed;
    await discord.idle();
    expect(heard).toEqual(said);
    expect(discord.violations).toEqual([]);
  });
});
