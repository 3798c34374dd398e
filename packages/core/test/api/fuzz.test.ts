import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/api/contract/problems-of.ts';
import type { RouteContract } from '../../src/api/contract/route-contract.ts';
import { contracts, openApiDocument } from '../../src/api/index.ts';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(contracts, '0.1.0')));
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'document');

const hostile = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '%00',
    '%',
    '$ne',
    '{"$gt":""}',
    '0',
    '-1',
    '1e309',
    '\u202e',
    'null',
    '99999999999999999999999',
    "' OR 1=1 --",
  ),
);
const pathValue = (name: string) =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constant(
        { guildId: ids.cafe, pluginId: 'leveling', problemId: 'p1', userId: ids.dan, command: 'rank' }[
          name
        ] ?? 'x',
      ),
    },
    { weight: 1, arbitrary: hostile },
  );
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.record(
    {
      values: fc.oneof(
        fc.dictionary(hostile, fc.jsonValue({ maxDepth: 1 })),
        fc.constant({ cooldown: 5 }),
        fc.constant({ cooldown: -1 }),
      ),
      enabled: fc.oneof(fc.boolean(), fc.constant({ $ne: null })),
      pluginId: fc.oneof(fc.constant('leveling'), hostile),
      manifestHash: fc.oneof(fc.constant('b'.repeat(64)), hostile),
      revision: fc.oneof(fc.integer({ min: -2, max: 3 }), hostile),
      language: fc.oneof(fc.constantFrom('en', 'fr'), hostile),
      timezone: fc.oneof(fc.constant('Europe/Paris'), hostile),
      managerRoles: fc.array(fc.oneof(fc.constant(ids.managers), hostile), { maxLength: 3 }),
      logChannel: fc.oneof(fc.constantFrom(ids.general, ids.hidden, ids.lounge), hostile, fc.constant(null)),
    },
    { requiredKeys: [] },
  ),
);

const callOf = (contract: RouteContract) =>
  fc.record({
    params: fc.record(
      Object.fromEntries(Object.keys(contract.params?.shape ?? {}).map((name) => [name, pathValue(name)])),
    ),
    query: fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(contract.query?.shape ?? { q: 1 })), hostile),
      hostile,
      { maxKeys: 3 },
    ),
    body: contract.body
      ? fc.oneof(
          { weight: 4, arbitrary: json.map((value) => JSON.stringify(value)) },
          { weight: 1, arbitrary: hostile },
        )
      : fc.constant(undefined),
    contentType: fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/json') },
      fc.constantFrom('text/plain', 'application/json; charset=latin1'),
    ),
    ifMatch: fc.oneof(fc.constantFrom('"1"', '"2"', '*', 'W/"1"', 'x', undefined)),
    signedIn: fc.boolean(),
  });

describe('whatever anybody sends', () => {
  let host: TestHost;
  let cookie: string;
  beforeAll(async () => {
    host = await startTestHost();
    cookie = await host.cookieOf(ids.ana);
  });
  afterAll(() => host.close());

  // Signing out would end the session that the other calls need; it takes no input.
  const fuzzed = contracts.filter(({ operationId }) => operationId !== 'signOut');

  for (const contract of fuzzed) {
    it(`${contract.operationId} answers only what its contract says`, async () => {
      await fc.assert(
        fc.asyncProperty(
          callOf(contract),
          async ({ params, query, body, contentType, ifMatch, signedIn }) => {
            const path = contract.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
              encodeURIComponent(String(params[name])),
            );
            const search = new URLSearchParams(query);
            const controller = new AbortController();
            const response = await host.ask(`${contract.atRoot ? '/' : ''}${path}?${search}`, {
              method: contract.method.toUpperCase(),
              ...(signedIn ? { cookie } : {}),
              headers: {
                ...(body === undefined ? {} : { 'content-type': contentType }),
                ...(ifMatch ? { 'if-match': ifMatch } : {}),
              },
              ...(body === undefined ? {} : { body }),
              signal: controller.signal,
            });
            const { status } = response;
            const type = response.headers.get('content-type') ?? '';
            const text = type.startsWith('text/event-stream') ? '' : await response.text();
            controller.abort();
            // An empty value makes another path, which may be no operation or another one.
            if (Object.values(params).some((value) => value === '' || value === '.' || value === '..'))
              return;
            expect(status, text).toBeLessThan(500);
            if (type.startsWith('application/problem+json')) {
              const { code } = JSON.parse(text);
              expect(problemsOf(contract)).toContain(code);
            }
            const described = document.paths[contract.path][contract.method].responses[status];
            expect(described, `${status} is not described: ${text}`).toBeDefined();
            const content = described.content?.[type.split(';')[0] ?? ''];
            if (text !== '' && type.includes('json')) {
              expect(content, `${status} ${type}`).toBeDefined();
              const pointer = `document#/paths/${contract.path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${contract.method}/responses/${status}/content/${type.split(';')[0]?.replaceAll('/', '~1')}/schema`;
              const check = ajv.getSchema(pointer) ?? ajv.compile({ $ref: pointer });
              expect(check(JSON.parse(text)), ajv.errorsText(check.errors)).toBe(true);
            }
          },
        ),
        { numRuns: 40 },
      );
    });
  }
});
