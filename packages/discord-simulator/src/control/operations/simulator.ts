import type { DiscordSimulator } from '../../simulator.ts';
import { createSku } from '../../world/actions/index.ts';
import type { World } from '../../world/world.ts';
import { BadRequest } from '../refusal.ts';
import { viewClock, viewFaults } from '../snapshot.ts';
import { viewTraffic } from '../traffic-view.ts';
import { type Actors, duration } from './actors.ts';
import type { Handlers } from './index.ts';
import { byName, channelSpec, given, roleSpec } from './specs.ts';

type Names =
  | 'application'
  | 'guild'
  | 'install'
  | 'emoji'
  | 'populate'
  | 'sell'
  | 'clock'
  | 'faults'
  | 'failNext'
  | 'sabotage'
  | 'traffic'
  | 'idle'
  | 'save';

/** What a test does to the simulator itself: it makes worlds, moves the clock, breaks things, looks inside. */
export function simulatorOperations(
  world: World,
  simulator: DiscordSimulator,
  actors: Actors,
): Handlers<Names> {
  const { tables } = world;
  const done = {};

  /** How far to move, in milliseconds. */
  function distance(request: {
    advance?: string | number | undefined;
    to?: string | undefined;
  }): number | null {
    if (request.advance !== undefined) return duration(request.advance);
    if (request.to === undefined) return null;
    const ahead = Date.parse(request.to) - world.now();
    if (ahead < 0) {
      throw new BadRequest(
        400,
        'invalid',
        `a clock only goes forward: it is ${new Date(world.now()).toISOString()} already`,
      );
    }
    return ahead;
  }

  return {
    application(request) {
      const { name, privilegedIntents, redirectUris } = request;
      const { id, token, clientSecret, publicKey, botUser, ...rest } = simulator.application(
        given({
          name,
          redirectUris,
          privilegedIntents: privilegedIntents && given(privilegedIntents),
        }),
      );
      return { id, name: rest.name, token, clientSecret, publicKey, botUserId: botUser.id };
    },

    guild(request) {
      const { name, owner, roles, channels, applicationId, install } = request;
      const guild = byName(() =>
        simulator.guild(name, {
          ...given({ owner, install }),
          ...(roles === undefined ? {} : { roles: roles.map(roleSpec) }),
          ...(channels === undefined ? {} : { channels: channels.map(channelSpec) }),
          ...(applicationId === undefined ? {} : { application: actors.application(applicationId) }),
        }),
      );
      const ids = (all: readonly { id: string; name: string }[]) =>
        Object.fromEntries(all.map((it) => [it.name, it.id]));
      return {
        guildId: guild.id,
        ownerId: guild.owner.id,
        channels: ids(guild.channels),
        roles: ids(guild.roles),
      };
    },

    install(request) {
      const guild = actors.guild(request.guildId);
      const application = actors.application(request.applicationId);
      if (request.remove === true) guild.uninstall(application);
      else guild.install(application, ...(request.permissions === undefined ? [] : [request.permissions]));
      return done;
    },

    emoji(request) {
      const { name, animated } = request;
      return { emojiId: actors.guild(request.guildId).addEmoji(name, given({ animated })).id };
    },

    populate(request) {
      const { guildId, count, seed } = request;
      actors.guild(guildId).populate(count, given({ seed }));
      return { memberCount: tables.member.count('guild', guildId) };
    },

    sell({ applicationId, name, kind, for: whom }) {
      const sku = createSku(world, actors.application(applicationId), {
        name,
        kind,
        ...given({ for: whom }),
      });
      return { skuId: sku.id };
    },

    async clock(request) {
      const by = distance(request);
      const happened: Record<string, number> = {};
      if (by !== null) {
        const stop = world.subscribe(({ type }) => {
          happened[type] = (happened[type] ?? 0) + 1;
        });
        try {
          await simulator.advance(by);
        } finally {
          stop();
        }
      }
      return { ...viewClock(world), happened };
    },

    faults(request) {
      if (request.reset === true) simulator.faults.reset();
      const { latencyMs, withholdAcks, reorder, storm } = request;
      if (latencyMs !== undefined) simulator.faults.latency(latencyMs);
      if (withholdAcks !== undefined) simulator.faults.withholdAcknowledgements(withholdAcks);
      if (reorder) simulator.faults.reorder({ seed: reorder.seed, ...given({ upTo: reorder.upToMs }) });
      if (storm) simulator.faults.storm({ seed: storm.seed, ...given({ every: storm.every }) });
      return viewFaults(simulator);
    },

    failNext(request) {
      simulator.faults.next(request.route, request.status, request.times);
      return viewFaults(simulator);
    },

    sabotage({ act }) {
      const { faults } = simulator;
      if (act === 'drop') faults.dropGateway();
      else if (act === 'reconnect') faults.reconnect();
      else if (act === 'silence') faults.silence();
      else faults.invalidSession(act === 'invalidateResumable');
      return viewFaults(simulator);
    },

    traffic: ({ after }) => ({
      entries: simulator.traffic
        .entries()
        .filter((it) => after === undefined || it.id > after)
        .map(viewTraffic),
    }),

    async idle() {
      await simulator.idle();
      return { violations: world.violations.map(({ kind, where, message }) => ({ kind, where, message })) };
    },

    save({ file }) {
      simulator.save(file);
      return done;
    },
  };
}
