import { EventEmitter } from 'node:events';
import type { ApiServices } from '../../src/api/services.ts';
import type { KilledPlugin } from '../../src/kill-switch/index.ts';

const general = '500000000000000001';
const dan = '300000000000000004';
const gone = '599999999999999999';

type Trust = Pick<
  ApiServices,
  'shadowReport' | 'onCapture' | 'onEmit' | 'problemScene' | 'isolation' | 'killSwitch' | 'privilegedIntents'
> & {
  /** Something is added to a plugin's report. */
  capture(guildId: string, pluginId: string): void;
  /** A plugin emits an event. */
  emit(guildId: string, pluginId: string): void;
};

/** A report of every kind of entry, a scene, a machine that contains and does not secure, and a kill switch. */
export function memoryTrust(now: () => number): Trust {
  const at = new Date(now());
  const killed = new Map<string, KilledPlugin>();
  const changes = new EventEmitter();
  const listen = (kind: string, listener: (guildId: string, pluginId: string) => void) => {
    changes.on(kind, listener);
    return () => void changes.off(kind, listener);
  };
  return {
    capture: (guildId, pluginId) => void changes.emit('capture', guildId, pluginId),
    emit: (guildId, pluginId) => void changes.emit('emit', guildId, pluginId),
    shadowReport: async () => ({
      total: 3,
      actions: [
        { action: 'message.send', count: 2, refused: 0 },
        { action: 'role.give', count: 1, refused: 1 },
      ],
      channels: [
        { channelId: general, count: 1 },
        { channelId: gone, count: 1 },
      ],
      refusals: [{ action: 'role.give', reason: 'HIERARCHY', why: 'Its role is too low.', count: 1 }],
      latest: [
        { id: 'w3', at, action: 'role.give', userId: dan, roleId: gone, refused: 'HIERARCHY' },
        {
          id: 'w2',
          at,
          action: 'message.send',
          channelId: general,
          text: `hi <@${dan}>, see <#${general}> or <#${gone}>`,
          piece: 'on messageCreate',
        },
        { id: 'w1', at, action: 'message.send', channelId: gone, reason: 'because' },
      ],
      notKept: 0,
    }),
    onCapture: (listener) => listen('capture', listener),
    onEmit: (listener) => listen('emit', (guildId, pluginId) => listener({ guildId, pluginId })),
    problemScene: async () => ({
      at,
      expiresAt: new Date(now() + 7 * 86_400_000),
      scene: {
        format: 1,
        pluginId: 'leveling',
        version: '1.2.0',
        problem: { code: 'HANDLER_FAILED', message: "can't read 'x'", piece: 'command rank' },
        roles: [],
        channels: [{ name: 'channel-1', type: 'text' }],
        members: [{ name: 'Member 1', roles: [] }],
        config: {},
        steps: [
          { after: 0, do: 'say', member: 'Member 1', channel: 'channel-1', text: 'xxxx', message: 'm1' },
        ],
        leftOut: { INVITE_CREATE: 2 },
      },
    }),
    isolation: async () => ({ achieved: 'process', minimum: 'process', which: 'strangers' }),
    privilegedIntents: () => ['GuildMembers'],
    killSwitch: {
      list: () => [...killed.values()],
      async kill(pluginId, reason, by) {
        const one = { pluginId, reason, by, at: new Date(now()) };
        killed.set(pluginId, one);
        return one;
      },
      revive: async (pluginId) => killed.delete(pluginId),
    },
  };
}
