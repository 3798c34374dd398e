import { GatewayOpcodes } from 'discord-api-types/v10';
import type { TrafficEntry as Recorded } from '../traffic.ts';
import type { TrafficEntry } from './protocol.ts';

const ops = new Map<number, string>(
  Object.entries(GatewayOpcodes).flatMap(([name, op]) =>
    typeof op === 'number' ? [[op, name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()]] : [],
  ),
);

/** Nothing that signs anybody in is shown: a token in an inspector ends up in a screenshot. */
function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [
      key,
      key === 'token' && typeof it === 'string' ? '…' : redacted(it),
    ]),
  );
}

export function viewTraffic(entry: Recorded): TrafficEntry {
  const base = { id: entry.id, at: entry.at };
  if (entry.kind === 'rest') {
    return {
      ...base,
      kind: 'rest',
      direction: 'in',
      title: `${entry.method} ${entry.path}`,
      status: entry.status,
      milliseconds: entry.ms,
      applicationId: entry.applicationId,
      shard: null,
      caller: entry.caller,
      reason: entry.reason,
      headers: entry.headers,
      request: redacted(entry.request) ?? null,
      response: redacted(entry.answer) ?? null,
    };
  }
  const data = redacted(entry.data) ?? null;
  return {
    ...base,
    kind: 'gateway',
    direction: entry.direction,
    title: entry.t ?? ops.get(entry.op) ?? `OP ${entry.op}`,
    status: null,
    milliseconds: null,
    applicationId: entry.applicationId,
    shard: entry.shard,
    caller: null,
    reason: null,
    headers: {},
    request: entry.direction === 'in' ? data : null,
    response: entry.direction === 'out' ? data : null,
  };
}
