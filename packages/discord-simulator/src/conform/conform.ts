import { setTimeout as sleep } from 'node:timers/promises';
import { differences, type Shape, shapeOf } from './shape.ts';
import { type Made, steps } from './steps.ts';

/** Where to ask: Discord itself or a simulator, as a bot in a guild that may be thrown away. */
export interface Place {
  /** `https://discord.com/api` or `discord.api`. */
  api: string;
  token: string;
  guildId: string;
}

/** What one step was answered, redacted: what golden files hold. */
export interface Recorded {
  name: string;
  status: number;
  shape: Shape;
}

/** The most calls that are made, waiting for a rate limit included. */
export const mostCalls = 100;

/** Plays all steps against a place, slowly enough for it, and takes away what it made. */
export async function record(place: Place): Promise<{ recorded: Recorded[]; calls: number }> {
  let calls = 0;
  const call = async (method: string, path: string, body?: unknown) => {
    for (;;) {
      calls += 1;
      if (calls > mostCalls) throw new Error(`more than ${mostCalls} calls: the place limits too much`);
      const answer = await fetch(`${place.api}/v10${path}`, {
        method,
        headers: {
          authorization: `Bot ${place.token}`,
          'user-agent': 'DiscordBot (https://example.org/simulator-conformity, 1)',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json: unknown = text === '' ? null : JSON.parse(text);
      if (answer.status !== 429) return { status: answer.status, json };
      await sleep(Number((json as { retry_after?: number } | null)?.retry_after ?? 1) * 1000);
    }
  };
  const made: Made = { guild: place.guildId };
  const recorded: Recorded[] = [];
  try {
    for (const { name, method, path, body, as } of steps) {
      const { status, json } = await call(method, path(made), body?.(made));
      recorded.push({ name, status, shape: shapeOf(json) });
      const { id, code } = (json ?? {}) as { id?: string; code?: string };
      if (method === 'GET' && path(made) === '/users/@me' && id) made.bot = id;
      if (as && status < 300) made[as] = String(as === 'invite' ? code : id);
    }
  } catch (error) {
    // Whatever went wrong: the channel, with all that is in it, does not stay behind.
    if (made.channel && recorded.at(-1)?.name !== 'the channel deleted') {
      await call('DELETE', `/channels/${made.channel}`).catch(() => undefined);
    }
    throw error;
  }
  return { recorded, calls };
}

/** What the simulator does otherwise than was recorded of Discord, a line each. */
export function compare(discord: readonly Recorded[], simulator: readonly Recorded[]): string[] {
  return discord.flatMap((theirs) => {
    const ours = simulator.find((it) => it.name === theirs.name);
    if (!ours) return [`${theirs.name}: the simulator was not asked`];
    if (ours.status !== theirs.status) {
      return [`${theirs.name}: ${theirs.status} at Discord, ${ours.status} in the simulator`];
    }
    return differences(theirs.shape, ours.shape).map((line) => `${theirs.name}: ${line}`);
  });
}
