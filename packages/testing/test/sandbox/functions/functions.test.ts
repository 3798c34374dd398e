import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import functions from './src/index.ts';

/** One scene, twice: what a context's functions give, refuse and leave behind does not depend on the tier. */
describe.for(['inline', 'sandboxed'] as const)('%s', (tier) => {
  let stage: Awaited<ReturnType<typeof startGuild>>;
  beforeAll(async () => {
    stage = await startGuild({
      plugins: [functions],
      tier,
      internet: () => new Response('hello'),
      // Nothing tells of members' changes then.
      privilegedIntents: { members: false },
      publicUrl: 'https://bot.example.org',
      config: { functions: { token: 's3cret' } },
    });
  });
  afterAll(() => stage.close());

  test('GIVEN every function of a context WHEN it is called THEN it does the same, and leaves the same', async () => {
    const general = stage.first.channel('general').id;
    await stage.configure('functions', { size: 1, token: 's3cret' }, [
      { field: '/size', scope: 'channel', id: general, value: 7 },
    ]);
    const reply = await stage.ana.speaks('fr').in('general').run('/all');
    await stage.idle();
    expect(JSON.parse(reply.content)).toEqual({
      fetched: 'hello',
      undeclared: 'refused: FETCH_HOST_UNDECLARED',
      image: 'PNG',
      brokenImage: 'refused: IMAGE_INVALID',
      can: false,
      cannot: true,
      plan: 'free',
      has: false,
      sums: [{ _id: null, all: 9 }],
      undone: 'mine',
      counted: 2,
      here: 7,
      elsewhere: 1,
      token: 's3cret',
      draw: `https://bot.example.org/g/${stage.first.id}/functions/draws/a%20b%2F1`,
      top: `https://bot.example.org/g/${stage.first.id}/functions/top`,
      text: 'Parce que Ana a demandé',
      publicText: 'Because Ana asked',
    });

    const of = { guildId: stage.first.id };
    const database = stage.guildhall.database.db();
    const said = await database.collection('explanations').findOne({ ...of, kind: 'said' });
    expect(said).toMatchObject({ members: [stage.ana.id], piece: 'command all' });
    const audited = await database.collection('audit_log').find(of).toArray();
    const actions = audited.map(({ action }) => action as string);
    expect(actions).toEqual(
      expect.arrayContaining(['functions.called', 'network.asked', 'network.refused', 'config.updated']),
    );
    expect(JSON.stringify(audited)).not.toContain('s3cret');
  });

  test('GIVEN a page of the plugin WHEN a message links to it THEN members have a button with its address; one that was not built has none', async () => {
    const general = stage.ana.in('general');
    await general.run('/link');
    expect(general.messages().at(-1)?.json.components).toMatchObject([
      {
        type: 1,
        components: [
          {
            type: 2,
            style: 5,
            url: `https://bot.example.org/g/${stage.first.id}/functions/top`,
            label: 'Top',
            emoji: { name: '🏆' },
          },
        ],
      },
    ]);
    const lost = await general.run('/lost');
    expect(lost.content).toBe('TypeError: functions has no page "/forgotten". Pass it to build.');
  });

  test('GIVEN a schema that changes what it is given WHEN a request is empty then THEN it is refused, and is no fault of the plugin', async () => {
    const call = (name: string) =>
      fetch(`${stage.guildhall.url}/api/v1/guilds/${stage.first.id}/plugins/functions/named`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
    expect(await (await call(' Ana ')).json()).toEqual({ name: 'Ana' });
    const refused = await call('  ');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/name' }] });
    const found = await stage.guildhall.installations.get(stage.first.id, 'functions');
    expect(found?.problems).toEqual([]);
  });

  test('GIVEN a member whose roles change WHEN the plugin asks for them again THEN it sees them as they are', async () => {
    const address = `${stage.guildhall.url}/api/v1/guilds/${stage.first.id}/plugins/functions/roles/${stage.bob.id}`;
    const roles = async () => ((await (await fetch(address)).json()) as { roles: number }).roles;
    const before = await roles();
    await stage.bob.giveRole(stage.first.addRole('Regular'));
    expect(await roles()).toBe(before + 1);
  });
});
