import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type Client, Events, type Message, type REST, Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Closing, codeOf, restOf, startBot, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let guild: VirtualGuild;
let client: Client<true>;
let rest: REST;
beforeAll(async () => {
  discord = await startDiscord(closing);
  guild = discord.guild('Bad day', { channels: ['general'] });
  client = await startBot(closing, discord);
  rest = restOf(discord);
});
afterEach(() => discord.faults.reset());
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

const general = () => guild.channel('general').id;

describe('what is seeded', () => {
  /** Sends a message, and tells whether its answer or its event came first. */
  async function race(content: string): Promise<string> {
    const heard = new Promise<string>((resolve) => {
      const listen = (message: Message) => {
        if (message.content !== content) return;
        client.off(Events.MessageCreate, listen);
        resolve('event');
      };
      client.on(Events.MessageCreate, listen);
    });
    const answered = rest.post(Routes.channelMessages(general()), { body: { content } }).then(() => 'answer');
    const first = await Promise.race([heard, answered]);
    await Promise.all([heard, answered]);
    return first;
  }

  it('the answer to a call and its event come in either order, and events keep theirs', async () => {
    await discord.idle();
    discord.faults.reorder({ seed: 1, upTo: 60 });
    const first = new Set<string>();
    // Until both have been seen: how many races that takes depends on how long this machine takes for either way.
    for (let index = 0; first.size < 2 && index < 100; index++) first.add(await race(`race ${index}`));
    expect([...first].sort()).toEqual(['answer', 'event']);
    discord.faults.reorder({ seed: 2, upTo: 10 });
    const said = Array.from({ length: 40 }, (_, index) => `in a row ${index}`);
    const heard: string[] = [];
    const all = new Promise<void>((resolve) => {
      client.on(Events.MessageCreate, function listen(message: Message) {
        if (heard.push(message.content) < said.length) return;
        client.off(Events.MessageCreate, listen);
        resolve();
      });
    });
    for (const text of said) {
      await guild.owner.in('general').say(text);
      if (text.endsWith('7')) await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(heard).toEqual(said);
  });

  /** Which faults a storm made, in order: seen in what the simulator sent, and in what it answered. */
  async function storm(seed: number): Promise<string[]> {
    const other = await startDiscord(closing);
    const place = other.guild('Storm', { channels: ['general'] }).owner.in('general');
    const made: string[] = [];
    const kinds = ['drop', 'reconnect', 'invalidResumable', 'invalid', 'silence'] as const;
    const calls = {
      drop: 'dropGateway',
      reconnect: 'reconnect',
      silence: 'silence',
    } as const;
    for (const [kind, method] of Object.entries(calls)) {
      other.faults[method] = () => void made.push(kind);
    }
    other.faults.invalidSession = (resumable) => void made.push(resumable ? 'invalidResumable' : 'invalid');
    const calm = other.faults.storm({ seed, every: 5, kinds });
    for (let index = 0; index < 100; index++) await place.say(`message ${index}`);
    await new Promise((resolve) => setImmediate(resolve));
    const before = made.length;
    calm();
    for (let index = 0; index < 50; index++) await place.say(`calm ${index}`);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toHaveLength(before);
    return made;
  }

  it('a storm is the same for the same seed, another for another, and ends', async () => {
    const [once, again, other] = [await storm(5), await storm(5), await storm(6)];
    expect(once.length).toBeGreaterThan(10);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });

  it('GIVEN a storm of lost lines and failing calls WHEN it is over THEN the client has missed nothing', async () => {
    const heard: string[] = [];
    const listen = (message: Message) => void heard.push(message.content);
    client.on(Events.MessageCreate, listen);
    const calm = discord.faults.storm({ seed: 3, every: 12 });
    // Fewer than are kept for a resume: a session that misses more has to begin anew.
    const said = Array.from({ length: 60 }, (_, index) => `through it ${index}`);
    for (const [index, text] of said.entries()) {
      await guild.owner.in('general').say(text);
      if (index % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
    }
    calm();
    discord.faults.reset();
    const last = new Promise<void>((resolve) => {
      client.on(Events.MessageCreate, (message) => {
        if (message.content === 'the last one') resolve();
      });
    });
    await guild.owner.in('general').say('the last one');
    await last;
    client.off(Events.MessageCreate, listen);
    expect(heard).toEqual([...said, 'the last one']);
  });
});

describe('what is planned', () => {
  it('a storm’s 500 meets the next call of any route, once', async () => {
    discord.faults.storm({ seed: 1, every: 1, kinds: ['serverError'] });
    await guild.owner.in('general').say('one event');
    await new Promise((resolve) => setImmediate(resolve));
    for (const { route } of discord.faults.planned) expect(route).toBe('* (any)');
    const planned = discord.faults.planned.length;
    expect(planned).toBeGreaterThan(0);
    for (let index = 0; index < planned; index++) {
      expect(await codeOf(rest.get(Routes.channel(general())))).not.toBeNull();
    }
    discord.faults.reset();
    expect(await codeOf(rest.get(Routes.channel(general())))).toBeNull();
  });

  it('a heartbeat is not acknowledged, and events still come', async () => {
    discord.faults.withholdAcknowledgements();
    const socket = new WebSocket(`ws://127.0.0.1:${discord.port}/gateway?v=10&encoding=json`);
    closing.add(() => socket.terminate());
    const frames: { op: number; t: string | null }[] = [];
    const until = (look: () => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => void (look() && resolve());
        socket.on('message', check);
        check();
      });
    socket.on('message', (bytes: Buffer) => void frames.push(JSON.parse(bytes.toString())));
    await until(() => frames.some(({ op }) => op === 10));
    const properties = { os: 'x', browser: 'x', device: 'x' };
    socket.send(
      JSON.stringify({ op: 2, d: { token: discord.application().token, intents: 513, properties } }),
    );
    socket.send(JSON.stringify({ op: 1, d: null }));
    await until(() => frames.some(({ t }) => t === 'GUILD_CREATE'));
    await guild.owner.in('general').say('still here');
    await until(() => frames.some(({ t }) => t === 'MESSAGE_CREATE'));
    expect(frames.filter(({ op }) => op === 11)).toEqual([]);
    discord.faults.withholdAcknowledgements(false);
    socket.send(JSON.stringify({ op: 1, d: null }));
    await until(() => frames.some(({ op }) => op === 11));
  });
});
