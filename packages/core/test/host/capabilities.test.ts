import type { VirtualGuild } from '@guildhall/discord-simulator';
import { capabilities } from '@guildhall/sdk/host';
import { ChannelType, DefaultRestOptions, type RouteLike } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPlugin, BrokerRefusal, type CallOwner, currentOwner } from '../../src/discord/index.ts';
import { Handles } from '../../src/sandbox/handles.ts';
import { RestDoor } from '../../src/sandbox/rest-door.ts';
import { type Stack, startStack } from './scene.ts';

/** What the `{}` of routes stand for in one guild. */
interface Place {
  readonly guild: VirtualGuild;
  readonly ids: Readonly<Record<string, string>>;
  readonly token: string;
}

interface Case {
  readonly capability: string;
  readonly route: string;
  readonly fields: readonly string[];
}

const cases: readonly Case[] = Object.values(capabilities).flatMap(({ id, routes }) =>
  routes.map((text): Case => {
    const [method = '', path = '', fields] = text.split(' ');
    return { capability: id, route: `${method} ${path}`, fields: fields?.split(',') ?? [] };
  }),
);

/** Which Discord judges alone: they depend on whose thing it is, or on what the client does not know. */
const leftToDiscord =
  /invites$|invites\/|scheduled-events|stage-instances|voice-states|thread|typing|crosspost|polls|(emojis|stickers)\/|\/webhooks\/|(PATCH|DELETE) \/channels\/\{\}\/messages\/\{\}$|reactions\/\{\}\/@me$|^GET /;

type Send = (owner: CallOwner, method: string, path: string, body: unknown) => Promise<unknown>;

describe('the table of capabilities', () => {
  let stack: Stack;
  let here: Place;
  let elsewhere: Place;
  let powerless: Place;
  const senders: Record<'inline' | 'sandboxed', Send> = {} as never;

  const furnish = async (name: string): Promise<Place> => {
    const guild = stack.discord.guild(name, {
      channels: ['general', { name: 'stage', type: 'stage' }],
      roles: ['Low'],
    });
    const ana = guild.member(`ana ${name}`);
    await stack.idle();
    const channel = guild.channel('general').id;
    const { rest } = stack.bot.client;
    const post = async <T>(path: string, body: unknown) =>
      (await rest.post(path as RouteLike, { body })) as T;
    const own = await post<{ id: string }>(`/channels/${channel}/messages`, { content: 'mine' });
    const thread = await post<{ id: string }>(`/channels/${channel}/threads`, {
      name: 'thread',
      type: ChannelType.PublicThread,
    });
    const webhook = await post<{ id: string; token: string }>(`/channels/${channel}/webhooks`, {
      name: 'hook',
    });
    const invite = await post<{ code: string }>(`/channels/${channel}/invites`, {});
    await stack.idle();
    return {
      guild,
      token: webhook.token,
      ids: {
        guilds: guild.id,
        channels: channel,
        thread: thread.id,
        messages: own.id,
        pins: own.id,
        members: ana.id,
        'thread-members': ana.id,
        'voice-states': ana.id,
        bans: ana.id,
        roles: guild.role('Low').id,
        permissions: guild.role('Low').id,
        webhooks: webhook.id,
        invites: invite.code,
        'stage-instances': guild.channel('stage').id,
        answers: '1',
        polls: own.id,
        users: ana.id,
      },
    };
  };

  /** `/guilds/{}/members/{}` with the ids of a place. */
  const pathIn = ({ ids, token }: Place, path: string, capability: string): string => {
    const segments = path.split('/');
    return segments
      .map((segment, index) => {
        if (segment !== '{}') return segment;
        const of = segments[index - 1] ?? '';
        if (of === '{}')
          return segments[index - 3] === 'reactions' || path.includes('reactions') ? ids.members : token;
        if (of === 'reactions') return encodeURIComponent('⭐');
        if (of === 'channels' && capability === 'threads.manage' && segments.length === 3) return ids.thread;
        return ids[of] ?? '100000000000000009';
      })
      .join('/');
  };

  let owners = 0;
  const owner = (guildId: string, granted: readonly string[], more: Partial<CallOwner> = {}): CallOwner => ({
    // Each has a budget of its own.
    pluginId: `tested-${++owners}`,
    guildId,
    capabilities: new Set(granted),
    mode: 'live',
    signal: new AbortController().signal,
    ...more,
  });

  /** Why the broker refused; `passed` when the call was made, `answered` when the broker answered it itself. */
  const outcome = async (send: Send, by: CallOwner, place: Place, one: Case): Promise<string> => {
    const [method = '', path = ''] = one.route.split(' ');
    const body =
      path === '/users/@me/channels'
        ? { recipient_id: place.ids.members }
        : path === '/stage-instances'
          ? { channel_id: place.ids['stage-instances'], topic: 'x' }
          : Object.fromEntries((one.fields.length > 0 ? one.fields : ['name']).map((field) => [field, null]));
    through.length = 0;
    try {
      await send(by, method, pathIn(place, path, one.capability), method === 'GET' ? undefined : body);
    } catch (error) {
      for (let at: unknown = error; at instanceof Error; at = at.cause) {
        if (at instanceof BrokerRefusal)
          return through.length === 0 ? at.reason : 'refused after it was made';
      }
      throw error;
    }
    return through.length === 1 ? 'passed' : 'answered';
  };

  /** Calls in a plugin's name that got through the broker. Discord's answer is nothing to this test, and its world stays as it is. */
  const through: string[] = [];
  const { makeRequest } = DefaultRestOptions;

  beforeAll(async () => {
    const replaced: typeof makeRequest = async (url, init) => {
      if (!currentOwner()?.pluginId.startsWith('tested')) return makeRequest(url, init);
      through.push(`${init.method} ${new URL(url).pathname}`);
      return Response.json({ id: '1', author: { id: '1' } }) as never;
    };
    Object.assign(DefaultRestOptions, { makeRequest: replaced });
    stack = await startStack([]);
    [here, elsewhere, powerless] = [
      await furnish('Here'),
      await furnish('Elsewhere'),
      await furnish('Powerless'),
    ];
    const me = powerless.guild.application().bot_user_id;
    const { client, broker, applicationId } = stack.bot;
    // Everything that the bot may do there comes from roles.
    const guild = client.guilds.cache.get(powerless.guild.id);
    for (const role of guild?.roles.cache.values() ?? []) {
      const table = stack.discord.world.tables.role;
      const kept = table.get(role.id);
      if (!kept) throw new Error(`the simulator has no role ${role.id}`);
      const changed = { ...kept, permissions: '0' } as typeof kept;
      table.put(changed);
      stack.discord.world.emit({
        type: 'roleUpdate',
        guildId: powerless.guild.id,
        role: changed,
        before: kept,
      } as never);
    }
    await stack.idle();
    expect(guild?.members.me?.permissions.bitfield, me).toBe(0n);
    senders.inline = (by, method, path, body) =>
      asPlugin(by, () =>
        client.rest.queueRequest({
          method: method as never,
          fullRoute: path as RouteLike,
          ...(body === undefined ? {} : { body }),
        }),
      );
    const handles = new Handles();
    const door = new RestDoor({ client, applicationId, handles, onRefusal: () => undefined });
    senders.sandboxed = (by, method, path, body) => {
      const given = [here, elsewhere, powerless].reduce(
        (text, { token }) => text.replace(token, () => handles.give(token, by, false)),
        path,
      );
      return door.call(by, {
        method,
        path: given,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      } as never);
    };
    expect(broker.onCapture).toBeDefined();
  });
  afterAll(async () => {
    await stack.close();
    Object.assign(DefaultRestOptions, { makeRequest });
  });

  for (const tier of ['inline', 'sandboxed'] as const) {
    it.each(cases)(`${tier}: $capability opens $route`, async (one) => {
      const send = senders[tier];
      const [method = '', path = ''] = one.route.split(' ');
      const needs = [one.capability];
      const isDirect = one.capability === 'direct.send';
      const direct = isDirect && path !== '/users/@me/channels';
      // Channels of members are tested by scenes of their own; by this route in a guild it must not open anything.
      const own = await outcome(send, owner(here.guild.id, needs), here, one);
      expect(own).toBe(direct ? 'CAPABILITY_MISSING' : 'passed');
      if (direct) return;
      expect(await outcome(send, owner(here.guild.id, []), here, one)).toBe('CAPABILITY_MISSING');
      expect(await outcome(send, owner(here.guild.id, needs), elsewhere, one)).toBe('FOREIGN_GUILD');
      const off = owner(here.guild.id, needs, { signal: AbortSignal.abort() });
      expect(await outcome(send, off, here, one)).toBe('DISABLED');

      if (!isDirect) {
        const lacking = await outcome(send, owner(powerless.guild.id, needs), powerless, one);
        const isJudged = leftToDiscord.test(one.route) || one.capability === 'threads.manage';
        // What the bot may not see is unknown to the broker, too.
        const judged = ['passed', 'PERMISSION_MISSING', 'TARGET_UNKNOWN', 'CAPABILITY_MISSING'];
        expect(isJudged ? judged : ['PERMISSION_MISSING']).toContain(lacking);
      }

      const captured: unknown[] = [];
      const { broker } = stack.bot;
      const before = broker.onCapture;
      broker.onCapture = (write) => captured.push(write);
      const tried = await outcome(send, owner(here.guild.id, needs, { mode: 'shadow' }), here, one);
      broker.onCapture = before;
      expect([tried, captured.length]).toEqual(method === 'GET' ? ['passed', 0] : ['answered', 1]);
    });
  }

  it('GIVEN a field of another capability THEN the route alone does not open it', async () => {
    const { guild, ids } = here;
    const change = (granted: readonly string[], body: object) =>
      senders.inline(owner(guild.id, granted), 'PATCH', `/guilds/${guild.id}/members/${ids.members}`, body);
    await expect(change(['members.voice'], { nick: 'x' })).rejects.toMatchObject({
      reason: 'CAPABILITY_MISSING',
    });
    await expect(change(['members.moderate'], { roles: [] })).rejects.toMatchObject({
      reason: 'CAPABILITY_MISSING',
    });
    await expect(change(['members.voice', 'members.roles'], { roles: [] })).resolves.toBeDefined();
    await expect(
      senders.inline(owner(guild.id, ['threads.manage']), 'PATCH', `/channels/${ids.channels}`, {
        name: 'x',
      }),
    ).rejects.toMatchObject({ reason: 'CAPABILITY_MISSING' });
  });
});
