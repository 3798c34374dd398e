import { capabilities } from '@guildhall/sdk/host';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import trespasser from './src/index.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const secret = 'written for this server alone';

/** A plugin with every capability, its own guild and two others: one in which it is installed too, one in which it is not. */
describe.for(['inline', 'sandboxed'] as const)('%s', (tier) => {
  let stage: Awaited<ReturnType<typeof startGuild>>;
  let foreign: Awaited<ReturnType<typeof landmarks>>[];
  let expired: readonly string[];
  let spare: string;
  beforeAll(async () => {
    const channels = ['general', 'spare', { name: 'news', type: 'announcement' as const }];
    stage = await startGuild({ plugins: [trespasser], tier, channels });
    const scenes = [await stage.guild({ channels }), await stage.guild({ channels, installed: [] })];
    foreign = await Promise.all(scenes.map(landmarks));
    spare = stage.first.channel('spare').id;
    const gone = await stage.ana.in('spare').say('soon gone');
    await gone.delete();
    const deleted = stage.first.addChannel({ name: 'soon-gone' });
    await stage.guildhall.client.rest.delete(`/channels/${deleted.id}`);
    expired = [gone.id, deleted.id];
  });
  afterAll(() => stage.close());

  /** What somebody else's guild has, by id. */
  async function landmarks({ guild, ana, bob }: Awaited<ReturnType<typeof stage.guild>>) {
    const message = await ana.in('general').say(secret);
    const { rest } = stage.guildhall.client;
    const channelId = guild.channel('general').id;
    const webhook = (await rest.post(`/channels/${channelId}/webhooks`, { body: { name: 'theirs' } })) as {
      readonly id: string;
      readonly token: string;
    };
    const role = guild.addRole('Theirs');
    await stage.idle();
    return {
      guildId: guild.id,
      channelId,
      message: message.id,
      webhook,
      role: role.id,
      members: [ana.id, bob.id, guild.owner.id],
      news: guild.channel('news').id,
    };
  }

  const idsOf = (of: (typeof foreign)[number]) => [
    of.guildId,
    of.channelId,
    of.message,
    of.webhook.id,
    of.role,
    of.news,
    ...of.members,
  ];
  /** Ids that stand for a place: what acts on them acts in another guild. */
  const placesOf = (of: (typeof foreign)[number]) => [of.guildId, of.channelId, of.webhook.id, of.news];

  async function call(calls: readonly Call[]): Promise<readonly string[]> {
    const reply = await stage.ana.in('general').run('/call', { calls: JSON.stringify(calls) });
    return JSON.parse(reply.content) as string[];
  }

  /**
   * Calls that reached Discord and are about another guild's place: by the path's first id, or by a body that Discord took. That
   * something of another guild is looked for in one's own, and not found, is none.
   */
  function trespasses(since: number): readonly string[] {
    const places = new Set(foreign.flatMap(placesOf));
    return stage.discord.traffic.entries().flatMap((entry) => {
      if (entry.kind !== 'rest' || entry.id <= since || entry.method === 'GET') return [];
      const [, root = '', id = ''] = entry.path.replace(/^(\/api)?\/v\d+/, '').split('/');
      const body = JSON.stringify(entry.request ?? null);
      // The interaction's own answers repeat what the test has asked for.
      const isAnswer = root === 'interactions' || id === stage.guildhall.client.application?.id;
      const isNamed = !isAnswer && entry.status < 400 && [...places].some((place) => body.includes(place));
      return places.has(id) || isNamed ? [`${entry.method} ${entry.path} ${body}`] : [];
    });
  }
  const now = () => stage.discord.traffic.entries().at(-1)?.id ?? 0;

  test('GIVEN any route that a capability opens WHEN its ids are foreign, forged or expired THEN nothing reaches another guild, and nothing of it is told', {
    timeout: 60_000,
  }, async () => {
    const routes = Object.values(capabilities).flatMap((capability) => capability.routes);
    const foreignId = fc.constantFrom(...foreign.flatMap(idsOf));
    const token = fc.constantFrom(...foreign.map(({ webhook }) => webhook.token), 'gh_forged', 'HANDLE');
    const forged = fc.bigInt({ min: 100_000_000_000_000_000n, max: 999_999_999_999_999_999n }).map(String);
    const own = fc.constantFrom(stage.first.id, spare);
    const id = fc.oneof(
      { weight: 6, arbitrary: foreignId },
      { weight: 1, arbitrary: forged },
      { weight: 1, arbitrary: fc.constantFrom(...expired) },
      { weight: 1, arbitrary: token },
      { weight: 3, arbitrary: own },
    );
    const body = fc.oneof(
      fc.constant({ content: 'x' }),
      fc.constant({ name: 'x' }),
      foreignId.map((channel_id) => ({ channel_id, topic: 'x', name: 'x' })),
      foreignId.map((webhook_channel_id) => ({ webhook_channel_id })),
      fc.constantFrom(...foreign).map(({ channelId, message, guildId }) => ({
        message_reference: { type: 1, channel_id: channelId, message_id: message, guild_id: guildId },
      })),
      foreignId.map((recipient_id) => ({ recipient_id })),
    );
    const anyCall = fc
      .tuple(
        fc.constantFrom(...routes),
        fc.array(id, { minLength: 4, maxLength: 4 }),
        fc.option(body, { nil: undefined }),
      )
      .map(([route, ids, given]): Call => {
        const [method = '', template = ''] = route.split(' ');
        let place = 0;
        const path = template.replaceAll('{}', () => encodeURIComponent(ids[place++] ?? ''));
        return { method, path, ...(given && method !== 'GET' ? { body: given } : {}) };
      })
      // The plugin may do as it likes with what is its own; here it has no guild left if it does.
      .filter(
        ({ path }) => foreign.flatMap(idsOf).some((one) => path.includes(one)) || /gh_|HANDLE/.test(path),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 8, maxLength: 12 }), async (calls) => {
        // Each minute has its budget of calls, and each ten minutes theirs of refusals.
        await stage.advance('10m');
        const before = now();
        const outcomes = await call(calls);
        expect(trespasses(before)).toEqual([]);
        expect(outcomes.filter((outcome) => outcome.includes(secret))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('GIVEN bodies that name another guild’s channel WHEN they are sent to one’s own THEN nothing is forwarded, followed or moved', async () => {
    const own = stage.first.channel('general').id;
    const news = stage.first.channel('news').id;
    const before = now();
    const calls = foreign.flatMap(({ channelId, message, guildId }): Call[] => {
      const to = { channel_id: channelId, message_id: message };
      return [
        {
          method: 'POST',
          path: `/channels/${own}/messages`,
          body: { message_reference: { type: 1, ...to } },
        },
        {
          method: 'POST',
          path: `/channels/${own}/messages`,
          body: { content: 'x', message_reference: { ...to, guild_id: guildId } },
        },
        { method: 'POST', path: `/channels/${news}/followers`, body: { webhook_channel_id: channelId } },
      ];
    });
    const outcomes = await call(calls);
    expect(outcomes).toHaveLength(6);
    for (const outcome of outcomes) expect(outcome).toMatch(/^refused: (FOREIGN_GUILD|ROUTE_UNKNOWN)/);
    expect(trespasses(before)).toEqual([]);
  });

  test('GIVEN an interaction’s handle WHEN it is used from another guild, or after its 15 minutes THEN it means nothing', async () => {
    const [other] = [await stage.guild({ channels: ['general'] })];
    const [id = '', handle = ''] = (await other.ana.in('general').run('/remember')).content.split(' ');
    expect(handle.startsWith('gh_')).toBe(tier === 'sandboxed');
    const answer = { type: 4, data: { content: 'x' } };
    const late: Call[] = [
      { method: 'POST', path: `/interactions/${id}/HANDLE/callback`, body: answer },
      {
        method: 'POST',
        path: `/webhooks/${stage.guildhall.client.application?.id}/HANDLE`,
        body: { content: 'x' },
      },
    ];
    for (const outcome of await call(late))
      expect(outcome).toMatch(/^refused: (FOREIGN_GUILD|TARGET_UNKNOWN)/);

    await stage.ana.in('general').run('/remember');
    await stage.advance('16m');
    for (const outcome of await call(late)) expect(outcome).toMatch(/^refused: (TARGET|ROUTE)_UNKNOWN/);
  });

  test('GIVEN all of it WHEN an admin reads the audit log THEN refusals are there, and not without end', async () => {
    const recorded = await stage.guildhall.database
      .db()
      .collection('audit_log')
      .find({ guildId: stage.first.id, action: 'discord.refused' })
      .toArray();
    const codes = recorded.map(({ after }) => (after as { code: string }).code);
    expect(codes).toContain('FOREIGN_GUILD');
    expect(codes).toContain('TARGET_UNKNOWN');
    // Twenty an hour; the scenes above took some hours of the stage's clock.
    expect(recorded.length).toBeLessThan(200);
    expect(recorded.every(({ actor }) => actor.kind === 'plugin' && actor.pluginId === 'trespasser')).toBe(
      true,
    );
  });
});
