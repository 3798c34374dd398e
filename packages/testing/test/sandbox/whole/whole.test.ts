import type { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import whole from './src/index.ts';

/** The same scenes in both tiers: what a plugin sees and does is the same. */
describe.for(['inline', 'sandboxed'] as const)('%s', (tier) => {
  let stage: Awaited<ReturnType<typeof startGuild>>;
  beforeAll(async () => {
    stage = await startGuild({ plugins: [whole], tier, roles: ['Helper'] });
  });
  afterAll(() => stage.close());
  const general = () => stage.ana.in('general');
  const lastOf = async (content: string) => {
    await general().say(content);
    await stage.idle();
    return general().messages().at(-1);
  };

  /** As Discord's API tells of them. */
  const attachmentsOf = async (message: { readonly id: string } | undefined) => {
    const path = `/channels/${stage.first.channel('general').id}/messages/${message?.id}` as const;
    return ((await stage.guildhall.client.rest.get(path)) as { attachments: unknown[] }).attachments;
  };

  test('GIVEN a message WHEN discord.js replies with a large file THEN it arrives whole', async () => {
    const reply = await lastOf('reply please');
    expect(reply?.content).toBe(`in ${stage.first.name}`);
    expect(await attachmentsOf(reply)).toMatchObject([{ filename: 'big.bin', size: 700_000 }]);
  });

  test('GIVEN no capability for roles WHEN discord.js gives one THEN the broker refuses', async () => {
    const reply = await lastOf('promote');
    expect(reply?.content).toMatch(/may not call PUT/);
  });

  test('GIVEN an interaction WHEN discord.js answers and follows up THEN both arrive', async () => {
    const reply = await general().run('/structured');
    expect(reply.content).toBe(`${stage.first.name} ana`);
    await stage.idle();
    expect(general().messages().at(-1)?.content).toBe('and more');
  });

  test('GIVEN an answer with a file WHEN it is large THEN it arrives whole, in the member’s language', async () => {
    const reply = await general().run('/file');
    expect(reply.content).toBe('Hello ana');
    expect(await attachmentsOf(general().messages().at(-1))).toMatchObject([
      { filename: 'x.bin', size: 600_000 },
    ]);
  });

  test('GIVEN data WHEN it is used in every way THEN it is as the plugin expects', async () => {
    const reply = await general().run('/store');
    expect(JSON.parse(reply.content)).toEqual({
      iterated: 240,
      some: [248, 247],
      failed: 'my own',
      kept: 1,
      twice: 'DuplicateKeyError',
      aggregated: [{ _id: null, sum: 3 }],
      results: 1250,
      awaited: 1000,
    });
    await stage.advance('2h');
    const answer = await fetch(
      `${stage.guildhall.url}/api/v1/guilds/${stage.first.id}/plugins/whole/rows/100000`,
    );
    expect(await answer.json()).toEqual({ n: 100_000, at: '1970-01-02T00:00:00.000Z' });
  });

  test('GIVEN a rule that only code can say WHEN a document breaks it THEN nothing of it is stored', async () => {
    const { content } = await general().run('/rules');
    const lines = content.split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^DataError DOCUMENT_INVALID: .*is forbidden/);
  });

  test('GIVEN messages that are counted WHEN Discord delivers them again THEN they count once', async () => {
    const { ws } = stage.guildhall.client as unknown as { ws: { _ws: EventEmitter } };
    const bob = stage.bob.in('general');
    const packets: { shardId: number; data: { t: string; s: number; d: { author?: { id: string } } } }[] = [];
    const keep = (packet: (typeof packets)[number]) => {
      const { t, d } = packet.data;
      if (t === 'MESSAGE_CREATE' && d.author?.id === stage.bob.id) packets.push(packet);
    };
    ws._ws.on('dispatch', keep);
    for (const content of ['one', 'two', 'three']) await bob.say(content);
    await stage.idle();
    ws._ws.off('dispatch', keep);
    expect(packets).toHaveLength(3);
    expect((await bob.run('/counted')).content).toBe('3 3');
    for (const packet of packets) ws._ws.emit('dispatch', structuredClone(packet));
    await stage.idle();
    expect((await bob.run('/counted')).content).toBe('3 3');
  });

  test('GIVEN a handler of a discord.js event WHEN it fails THEN its Problem names it as it was declared', async () => {
    await stage.bob.in('general').say('fail');
    await stage.idle();
    const problems = (await stage.installation('whole'))?.problems ?? [];
    expect(problems.find(({ message }) => message.includes('as asked'))?.piece).toBe('on counting');
  });

  test('GIVEN a button and a form WHEN they are used THEN their values arrive', async () => {
    const shown = await general().run('/show');
    const pressed = await shown.click('Press');
    expect(pressed.content).toBe('true 4');
    const form = await general().run('/form');
    const said = await form.submit({ text: 'hello' });
    expect(said.content).toBe('said hello');
  });

  test('GIVEN a rule across fields WHEN a configuration breaks it THEN it is refused at the field', async () => {
    await expect(stage.configure('whole', { odd: 2 })).rejects.toThrow(/odd: must be odd/);
    await stage.configure('whole', { odd: 3, word: 'now' });
    expect((await lastOf('reply now'))?.content).toBe(`in ${stage.first.name}`);
  });
});
