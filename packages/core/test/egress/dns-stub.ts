import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';

export interface DnsStub {
  /** What a name is answered with, one list after the other; the last stays. */
  readonly names: Map<string, string[][]>;
  /** How often each name was asked for. */
  readonly asked: Map<string, number>;
  resolve(host: string): Promise<string[]>;
  close(): Promise<void>;
}

/** A DNS server on loopback that may change its mind, and a resolver that asks it over the network. */
export async function startDnsStub(): Promise<DnsStub> {
  const names = new Map<string, string[][]>();
  const asked = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query);
    const lists = names.get(name) ?? [];
    // Resolving asks for A and AAAA; the list changes with the next A.
    const list = lists[0] ?? [];
    if (type === 28) asked.set(name, (asked.get(name) ?? 0) + 1);
    const records = list.filter((address) => address.includes(':') === (type === 28));
    socket.send(answer(query, end, type, records), from.port, from.address);
    if (type === 28 && lists.length > 1) lists.shift();
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([`127.0.0.1:${(socket.address() as AddressInfo).port}`]);
  const none = (error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENODATA') return [];
    throw error;
  };
  return {
    names,
    asked,
    // One after the other, so that a list is answered whole before it changes.
    async resolve(host) {
      const four = await resolver.resolve4(host).catch(none);
      return [...four, ...(await resolver.resolve6(host).catch(none))];
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, end: number, type: number, addresses: readonly string[]): Buffer {
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const data = address.includes(':') ? bytesOf6(address) : Buffer.from(address.split('.').map(Number));
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, ...records]);
}

function bytesOf6(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const words = (part: string) =>
    part === ''
      ? []
      : part.split(':').flatMap((word) => {
          if (!word.includes('.')) return [Number.parseInt(word, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = word.split('.').map(Number);
          return [a * 256 + b, c * 256 + d];
        });
  const first = words(left);
  const last = right === undefined ? [] : words(right);
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
  const bytes = Buffer.alloc(16);
  for (const [index, word] of all.entries()) bytes.writeUInt16BE(word, index * 2);
  return bytes;
}
