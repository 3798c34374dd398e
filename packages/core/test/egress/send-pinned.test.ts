import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendPinned } from '../../src/egress/internet.ts';
import { certificate } from './certificate.ts';

describe('sending to a pinned address', () => {
  let server: Server;
  const seen: { url: string | undefined; headers: NodeJS.Dict<string | string[]> }[] = [];
  beforeAll(async () => {
    server = createServer(certificate, (request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      switch (request.url) {
        case '/bomb':
          response.setHeader('content-encoding', 'gzip');
          return response.end(gzipSync(Buffer.alloc(8 * 1024 * 1024)));
        case '/slow':
          return response.write('…');
        case '/packed':
          response.setHeader('content-encoding', 'gzip');
          response.setHeader('set-cookie', 'a=b');
          return response.end(gzipSync('packed'));
        default:
          response.statusCode = 302;
          response.setHeader('location', 'https://elsewhere.example.com/');
          return response.end('gone');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (path: string, signal: AbortSignal = AbortSignal.timeout(5_000), ca = certificate.cert) =>
    sendPinned(
      {
        url: new URL(`https://api.example.com:${(server.address() as AddressInfo).port}${path}`),
        addresses: ['127.0.0.1'],
        method: 'GET',
        headers: { 'x-key': '1' },
        body: undefined,
        signal,
      },
      ca === '' ? {} : { ca },
    );

  it('GIVEN an address WHEN it is asked THEN the connection goes there under the name of the host, with no redirect followed', async () => {
    const answer = await send('/away');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('https://elsewhere.example.com/');
    expect(Buffer.from(answer.body).toString()).toBe('gone');
    expect(seen.at(-1)?.headers).toMatchObject({ 'x-key': '1', 'user-agent': 'Guildhall' });
    expect(Object.keys(seen.at(-1)?.headers ?? {}).sort()).toEqual([
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
      'x-key',
    ]);
  });

  it('GIVEN a packed answer THEN it is unpacked, and its cookies are left out', async () => {
    const answer = await send('/packed');
    expect(Buffer.from(answer.body).toString()).toBe('packed');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it('GIVEN a small answer that unpacks to a large one THEN it is cut off', async () => {
    await expect(send('/bomb')).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' });
  });

  it('GIVEN an answer that never ends WHEN the plugin is switched off THEN it is cut off', async () => {
    const off = new AbortController();
    const answer = send('/slow', off.signal);
    setTimeout(() => off.abort(new Error('off')), 50);
    await expect(answer).rejects.toThrow();
  });

  it('GIVEN a certificate that nobody vouches for THEN nothing is sent', async () => {
    const before = seen.length;
    await expect(send('/away', undefined, '')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(seen).toHaveLength(before);
  });
});
