import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchRefusal } from '@guildhall/sdk';
import { limits } from './limits.ts';

/** One request to one host, whose addresses have been looked up and checked. */
export interface Hop {
  readonly url: URL;
  /** The only ones that are connected to. */
  readonly addresses: readonly string[];
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly signal: AbortSignal;
}

export interface HopAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is outside: names, and hosts that answer. Tests give their own. */
export interface Internet {
  /** All addresses of a name. */
  resolve(host: string): Promise<readonly string[]>;
  send(hop: Hop): Promise<HopAnswer>;
}

export const realInternet: Internet = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  send: (hop) => sendPinned(hop),
};

/**
 * Sends one request over a connection of its own to one of the given addresses: no name is looked up again, no proxy or
 * kept connection is used, the certificate must be the host's. Redirects are not followed.
 *
 * @param trust certificates to trust in place of the usual ones; for tests
 * @throws `FetchRefusal` `FETCH_TOO_LARGE`; the connection's own errors
 */
export async function sendPinned(hop: Hop, trust: Pick<RequestOptions, 'ca'> = {}): Promise<HopAnswer> {
  const { url, addresses, method, headers, body, signal } = hop;
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
  const pin: LookupFunction = (_host, options, answer) => {
    const [first] = pinned;
    if (!first) answer(new Error('no address was given'), '');
    else if (options.all) answer(null, pinned);
    else answer(null, first.address, first.family);
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request({
    host: url.hostname,
    servername: url.hostname,
    port: url.port || 443,
    path: `${url.pathname}${url.search}`,
    method,
    headers: {
      ...headers,
      'user-agent': 'Guildhall',
      'accept-encoding': 'gzip, deflate, br',
      ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }),
    },
    agent: false,
    lookup: pin,
    maxHeaderSize: limits.headerBytes,
    signal,
    ...trust,
  });
  sent.on('response', resolve).on('error', reject);
  sent.end(body);
  const response = await promise;
  try {
    return {
      status: response.statusCode ?? 0,
      headers: plainHeaders(response),
      body: method === 'HEAD' ? new Uint8Array() : await readBody(response, signal),
    };
  } finally {
    response.destroy();
  }
}

/** Of the connection, or already applied to the body, or a cookie, which nobody keeps here. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
  'set-cookie',
  'set-cookie2',
]);

function plainHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headersDistinct).flatMap(([name, values]) =>
      values && !dropped.has(name) ? [[name, values.join(', ')]] : [],
    ),
  );
}

/** Counted as it is unpacked: a small answer may unpack to a large one. */
async function readBody(response: IncomingMessage, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = unpacked(response);
  const stop = () => stream.destroy(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limits.responseBytes) {
        throw new FetchRefusal('FETCH_TOO_LARGE', `The answer is larger than ${limits.responseBytes} bytes.`);
      }
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

function unpacked(response: IncomingMessage): Readable {
  const coding = response.headers['content-encoding']?.toLowerCase() ?? 'identity';
  const unpack = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[coding];
  if (unpack) {
    const stream = unpack();
    response.on('error', (error) => stream.destroy(error));
    return response.pipe(stream);
  }
  if (coding === 'identity') return response;
  throw new FetchRefusal('FETCH_FAILED', `The answer is coded as "${coding}", which was not asked for.`);
}
