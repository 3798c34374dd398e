import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, startApiHost } from '../../src/api/index.ts';
import { newSessionSecret } from '../../src/api/sign-in/session-tokens.ts';
import { createLogger, createMetrics, Readiness, watchEventLoop } from '../../src/observability/index.ts';
import { createMemoryServices, type ids } from './memory-services.ts';

export type Person = Extract<keyof typeof ids, 'ana' | 'bob' | 'chloe' | 'dan' | 'eve'>;

export interface TestHostOptions {
  readonly publicUrl?: URL;
  readonly globalLimit?: { requests: number; perSeconds: number };
  /** Leave the host answering 503. */
  readonly closed?: boolean;
  readonly dashboard?: Readonly<Record<string, string>>;
}

/** The real host over real HTTP, on services in memory and a clock that the test moves. */
export async function startTestHost(options: TestHostOptions = {}) {
  let time = Date.UTC(2026, 0, 5, 12);
  const now = () => time;
  const services = createMemoryServices(now);
  const keys = createKeys('a key of a test: 5e4d3c2b1a0918273645');
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-api-'));
  for (const [name, text] of Object.entries(options.dashboard ?? {})) writeFileSync(join(folder, name), text);
  const readiness = new Readiness();
  const eventLoop = watchEventLoop();
  const host = await startApiHost({
    host: '127.0.0.1',
    port: 0,
    publicUrl: options.publicUrl,
    now,
    logger: createLogger({ level: process.env.TEST_LOG === 'on' ? 'debug' : 'silent' }),
    metrics: createMetrics(),
    readiness,
    eventLoop,
    keys,
    about: {
      version: '0.1.0',
      mode: 'demo',
      safeMode: false,
      authorizeUrl: () => 'http://discord.test/oauth2/authorize',
      chatUrl: () => 'http://discord.test/chat',
    },
    imageOrigins: () => ['http://cdn.test'],
    dashboardFolder: folder,
    checkResponses: 'throw',
    globalLimit: options.globalLimit ?? { requests: 100_000, perSeconds: 60 },
  });
  if (!options.closed) {
    host.open(services);
    readiness.started();
  }

  return {
    host,
    services,
    keys,
    readiness,
    url: host.url,
    advance(ms: number) {
      time += ms;
    },
    /** A session of this person, as a cookie. */
    async cookieOf(userId: string, token = 'a-token'): Promise<string> {
      const secret = newSessionSecret();
      const id = createHash('sha256').update(secret).digest('hex');
      await services.sessions.create({
        id,
        userId,
        name: 'Somebody',
        avatarUrl: null,
        locale: 'fr',
        sealedToken: keys.seal('discord-token', token, id),
        createdAt: new Date(now()),
        expiresAt: new Date(now() + 86_400_000),
      });
      return `guildhall=${secret}`;
    },
    /** @param path - below `/api/v1`, or from the root when it begins with `//`. */
    ask(path: string, init: RequestInit & { cookie?: string; json?: unknown } = {}): Promise<Response> {
      const { cookie, json, headers, ...rest } = init;
      return fetch(path.startsWith('//') ? host.url + path.slice(1) : `${host.url}/api/v1${path}`, {
        redirect: 'manual',
        ...rest,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(headers as Record<string, string> | undefined),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
    },
    async close() {
      await host.close(200);
      eventLoop.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type TestHost = Awaited<ReturnType<typeof startTestHost>>;
