import { type Context, type FetchRequest, jsonOf, textOf } from '@guildhall/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hop, HopAnswer } from '../../src/egress/index.ts';
import { type DnsStub, startDnsStub } from '../egress/dns-stub.ts';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const publicAddress = '93.184.215.14';
let held: Context;
const courier = definePlugin({
  ...basics,
  id: 'courier',
  needs: { 'network.fetch': 'asks a service' },
  hosts: ['api.example.com', 'files.example.com', 'xn--caf-dma.example.com'],
});
const keep = courier.setup((ctx) => {
  held = ctx as unknown as Context;
});

describe('ctx.fetch', () => {
  let stack: Stack;
  let dns: DnsStub;
  let guilds = 0;
  const hops: Hop[] = [];
  let answerTo: (hop: Hop) => HopAnswer | Promise<HopAnswer>;
  const answer = (body: string, status = 200, headers: Record<string, string> = {}): HopAnswer => ({
    status,
    headers,
    body: new TextEncoder().encode(body),
  });

  beforeAll(async () => {
    dns = await startDnsStub();
    stack = await startStack([courier.build(keep)], {
      internet: {
        resolve: (host) => dns.resolve(host),
        async send(hop) {
          hops.push(hop);
          return answerTo(hop);
        },
      },
    });
  });
  afterAll(async () => {
    await stack.close();
    await dns.close();
  });
  /** Each scene has a guild of its own, and with it budgets of its own. */
  beforeEach(async () => {
    hops.length = 0;
    answerTo = () => answer('hello');
    for (const host of ['api', 'files', 'evil', 'xn--caf-dma'])
      dns.names.set(`${host}.example.com`, [[publicAddress]]);
    guilds += 1;
    const guild = stack.discord.guild(`Couriers ${guilds}`);
    await stack.idle();
    await stack.install(guild, 'courier');
  });
  const refusal = (url: string, request?: FetchRequest) =>
    held.fetch(url, request).then(
      (response) => `answered by ${response.url}`,
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('GIVEN a declared host WHEN it is asked THEN the checked address is, with only what the plugin sent', async () => {
    answerTo = () => answer('{"level":3}', 201, { 'content-type': 'application/json' });
    const response = await held.fetch('https://api.example.com/levels?of=1#top', {
      headers: { Authorization: 'Bearer 1', 'X-Trace': 'a' },
      body: 'x=1',
    });
    expect(response).toMatchObject({ status: 201, url: 'https://api.example.com/levels?of=1' });
    expect(jsonOf(response)).toEqual({ level: 3 });
    expect(structuredClone(response)).toEqual(response);
    expect(hops).toHaveLength(1);
    expect(hops[0]).toMatchObject({
      method: 'POST',
      addresses: [publicAddress],
      headers: { authorization: 'Bearer 1', 'x-trace': 'a' },
    });
    await stack.idle();
    expect(stack.observed.audit).toContainEqual(
      expect.objectContaining({
        action: 'network.asked',
        target: 'api.example.com',
        actor: { kind: 'plugin', pluginId: 'courier' },
      }),
    );
    expect(stack.observed.fetched).toContainEqual({
      plugin: 'courier',
      host: 'api.example.com',
      outcome: '201',
    });
  });

  const wrongAddresses = [
    // Addresses in every notation.
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://①②⑦.⓪.⓪.①/',
    `https://${publicAddress}/`,
    // Other hosts, and what looks like a declared one.
    'https://localhost/',
    'https://localhost.localdomain/',
    'https://metadata.google.internal/',
    'https://evil.example.com/',
    'https://example.com/',
    'https://api.example.com.evil.com/',
    'https://evil-api.example.com/',
    'https://a.api.example.com/',
    'https://api.example.com./',
    'https://api.example.com../',
    'https://.api.example.com/',
    'https://аpi.example.com/',
    'https://api.exаmple.com/',
    'https://café.example.com.evil.com/',
    'https://api%2eexample%2ecom.evil.com/',
    'https://api.example.com%00.evil.com/',
    'https://api.example.com%23.evil.com/',
    'https://api.example.com%2f.evil.com/',
    // Userinfo, ports, other schemes.
    'https://api.example.com@evil.com/',
    'https://api.example.com:443@evil.com/',
    'https://user@api.example.com/',
    'https://user:secret@api.example.com/',
    'https://@api.example.com/',
    'https://:@api.example.com/',
    'https://api.example.com:8443/',
    'https://api.example.com:22/',
    'https://api.example.com:0/',
    'https://api.example.com:99999/',
    'http://api.example.com/',
    'HTTP://api.example.com/',
    'ws://api.example.com/',
    'ftp://api.example.com/',
    'file:///etc/passwd',
    'file://api.example.com/etc/passwd',
    'data:text/plain,hello',
    'blob:https://api.example.com/1',
    'javascript:alert(1)',
    'gopher://api.example.com:443/_GET',
    'unix:/var/run/docker.sock',
    // Addresses that parsers read differently.
    '',
    ' ',
    'api.example.com',
    '//api.example.com/',
    '/etc/passwd',
    'https:api.example.com',
    'https:/api.example.com/',
    'https:///api.example.com/',
    'https://\\evil.com/',
    'https:\\\\api.example.com/',
    'https://api.example.com\\@evil.com/',
    'https://evil.com\\.api.example.com/',
    'https://api.example.com\n.evil.com/',
    'https://api.exa\tmple.com/',
    ' https://api.example.com/',
    'https://api.example.com/ HTTP/1.1\r\nHost: evil.com',
    'https://api.example.com/\u0000',
    'https://api\u200b.example.com/',
    'https://api.example.com/\u202e',
    `https://api.example.com/${'a'.repeat(5_000)}`,
  ];
  it(`GIVEN ${wrongAddresses.length} addresses that are not the declared hosts' THEN none is asked or even looked up`, async () => {
    const looked = new Map(dns.asked);
    for (const address of wrongAddresses) {
      expect(await refusal(address), JSON.stringify(address)).toMatch(/^FETCH_(URL|HOST_UNDECLARED)$/);
    }
    expect(hops).toEqual([]);
    expect(dns.asked).toEqual(looked);
    await stack.idle();
    expect(stack.observed.audit.map(({ action }) => action)).toContain('network.refused');
  });

  it('GIVEN a declared host in its own letters THEN it is the one in its xn-- form', async () => {
    expect(textOf(await held.fetch('https://CAFÉ.example.com/'))).toBe('hello');
    expect(textOf(await held.fetch('https://API.EXAMPLE.COM:443/'))).toBe('hello');
  });

  it('GIVEN names that lead inside, or partly inside, THEN nothing is sent', async () => {
    const inside = [
      ['127.0.0.1'],
      ['10.1.2.3'],
      ['192.168.1.1'],
      ['169.254.169.254'],
      ['0.0.0.0'],
      ['100.64.0.1'],
      ['::1'],
      ['::ffff:10.0.0.1'],
      ['64:ff9b::a00:1'],
      ['fd12::1'],
      ['fe80::1'],
      ['2002:7f00:1::'],
      [publicAddress, '127.0.0.1'],
      [publicAddress, '::1'],
      [],
    ];
    for (const addresses of inside) {
      dns.names.set('api.example.com', [addresses]);
      expect(await refusal('https://api.example.com/'), String(addresses)).toBe('FETCH_ADDRESS');
    }
    expect(hops).toEqual([]);
  });

  it('GIVEN a name that changes its mind after the check THEN the connection goes to the checked address', async () => {
    dns.names.set('api.example.com', [[publicAddress], ['127.0.0.1']]);
    const before = dns.asked.get('api.example.com') ?? 0;
    expect(textOf(await held.fetch('https://api.example.com/'))).toBe('hello');
    expect(hops.map(({ addresses }) => addresses)).toEqual([[publicAddress]]);
    expect(dns.asked.get('api.example.com')).toBe(before + 1);
    expect(await refusal('https://api.example.com/')).toBe('FETCH_ADDRESS');
  });

  it('GIVEN a redirect to the same name, which leads inside by then, THEN it is not followed', async () => {
    dns.names.set('api.example.com', [[publicAddress], ['127.0.0.1']]);
    answerTo = () => answer('', 302, { location: '/again' });
    expect(await refusal('https://api.example.com/')).toBe('FETCH_ADDRESS');
    expect(hops).toHaveLength(1);
  });

  it('GIVEN redirects to where the plugin may not ask THEN none is followed', async () => {
    const places = [
      'https://evil.example.com/',
      'http://api.example.com/',
      'https://127.0.0.1/',
      '//evil.com/',
      '\\\\evil.com/',
      'https://api.example.com:8443/',
      'https://api.example.com@evil.com/',
      'file:///etc/passwd',
      'data:text/plain,x',
      'https://api.example.com/\r\nx: y',
    ];
    for (const location of places) {
      answerTo = () => answer('', 302, { location });
      hops.length = 0;
      expect(await refusal('https://api.example.com/'), location).toBe('FETCH_REDIRECT');
      expect(hops).toHaveLength(1);
    }
    answerTo = () => answer('', 302, { location: '/round' });
    hops.length = 0;
    expect(await refusal('https://api.example.com/')).toBe('FETCH_REDIRECT');
    expect(hops).toHaveLength(4);
  });

  it('GIVEN a redirect to another declared host THEN secrets stay behind, and what was sent is not sent again', async () => {
    answerTo = ({ url }) =>
      url.hostname === 'api.example.com'
        ? answer('', 303, { location: 'https://files.example.com/1' })
        : answer('file');
    const response = await held.fetch('https://api.example.com/', {
      method: 'POST',
      body: 'form',
      headers: { authorization: 'secret', 'x-api-key': 'secret', accept: 'text/plain' },
    });
    expect(response.url).toBe('https://files.example.com/1');
    expect(hops[1]).toMatchObject({ method: 'GET', headers: { accept: 'text/plain' } });
    expect(hops[1]?.body).toBeUndefined();
    expect(Object.keys(hops[1]?.headers ?? {})).toEqual(['accept']);
    answerTo = () => answer('', 307, { location: 'https://files.example.com/1' });
    expect(await refusal('https://api.example.com/', { body: 'form' })).toBe('FETCH_REDIRECT');
  });

  it('GIVEN headers and methods that mislead THEN nothing is sent', async () => {
    const headers: Record<string, string>[] = [
      { host: 'evil.com' },
      { Host: 'evil.com' },
      { cookie: 'a=b' },
      { connection: 'upgrade' },
      { 'transfer-encoding': 'chunked' },
      { 'content-length': '0' },
      { expect: '100-continue' },
      { 'proxy-authorization': 'x' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'X-Forwarded-Host': 'evil.com' },
      { 'x-http-method-override': 'DELETE' },
      { 'x-rewrite-url': '/admin' },
      { 'metadata-flavor': 'Google' },
      { 'x-aws-ec2-metadata-token': 'x' },
      { accept: 'text/plain\r\nHost: evil.com' },
      { accept: 'text/plain\nx: y' },
      { 'x-a\r\nhost': 'evil.com' },
      { 'x-a: b\r\nx-c': 'd' },
      { accept: '\u0000' },
      { accept: 'snow ☃' },
    ];
    for (const one of headers) {
      expect(await refusal('https://api.example.com/', { headers: one }), JSON.stringify(one)).toBe(
        'FETCH_HEADER',
      );
    }
    for (const method of ['CONNECT', 'TRACE', 'OPTIONS', 'get', 'GET /admin HTTP/1.1\r\n'] as never[]) {
      expect(await refusal('https://api.example.com/', { method }), method).toBe('FETCH_URL');
    }
    expect(await refusal('https://api.example.com/', { method: 'GET', body: 'x' })).toBe('FETCH_URL');
    expect(await refusal('https://api.example.com/', { body: 'x'.repeat(300_000) })).toBe('FETCH_TOO_LARGE');
    expect(hops).toEqual([]);
  });

  it('GIVEN a plugin that asks without end THEN it is stopped, and admins see why', async () => {
    const guildId = held.guild.id;
    const outcomes: string[] = [];
    for (let count = 0; count < 62; count++) outcomes.push(await refusal('https://api.example.com/'));
    expect(outcomes.filter((outcome) => outcome === 'FETCH_BUDGET')).toHaveLength(2);
    await stack.idle();
    const installation = await stack.host.installations.get(guildId, 'courier');
    expect(installation?.problems).toEqual([
      expect.objectContaining({ code: 'FETCH_BUDGET_SPENT', count: 1 }),
    ]);
  });

  it('GIVEN requests that are not answered yet THEN four are under way, and none outlives the plugin', async () => {
    const gate = Promise.withResolvers<HopAnswer>();
    answerTo = () => gate.promise;
    const guildId = held.guild.id;
    const context = held;
    const asked = Array.from({ length: 4 }, () => refusal('https://api.example.com/'));
    await expect.poll(() => hops.length).toBe(4);
    expect(await refusal('https://api.example.com/')).toBe('FETCH_BUDGET');
    await stack.host.installations.setEnabled(guildId, 'courier', false, admin);
    expect(await Promise.all(asked)).toEqual(['FETCH_OFF', 'FETCH_OFF', 'FETCH_OFF', 'FETCH_OFF']);
    expect(hops.every(({ signal }) => signal.aborted)).toBe(true);
    await expect(context.fetch('https://api.example.com/')).rejects.toMatchObject({ code: 'FETCH_OFF' });
    gate.resolve(answer('late'));
  });

  it('GIVEN a connection that fails THEN the plugin learns that, and nothing of our network', async () => {
    answerTo = () => {
      throw Object.assign(new Error('connect ECONNREFUSED 93.184.215.14:443 from 10.0.0.5'), {
        code: 'ECONNREFUSED',
      });
    };
    const error = await held.fetch('https://api.example.com/').catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: 'FETCH_FAILED' });
    expect(String(error)).not.toContain('10.0.0.5');
    dns.names.set('api.example.com', [['127.0.0.1']]);
  });
});
