import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { contracts, openApiDocument } from '../../src/api/index.ts';
import { allRoutes } from '../../src/api/routes/index.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(contracts, packageJson.version)));

describe('the OpenAPI document', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  it('is the committed one: run `pnpm openapi` in packages/core when it is not', () => {
    const committed = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
    expect(document).toEqual(committed);
  });

  it('is what the host serves', async () => {
    const response = await host.ask('//openapi.json');
    expect(response.headers.get('content-type')).toContain('application/json');
    const served = (await response.json()) as typeof document;
    expect(served.info).toEqual({ ...document.info, version: '0.1.0' });
    expect(served.paths).toMatchObject(document.paths);
    const added = Object.keys(served.paths).filter((path) => !(path in document.paths));
    expect(added).toEqual(
      ['public', 'member', 'manager', 'admin'].map(
        (access) => `/guilds/{guildId}/plugins/leveling/${access}/{id}`,
      ),
    );
    const operation = served.paths[added[0] ?? ''].get;
    expect(operation).toMatchObject({
      operationId: 'leveling_get_public_id',
      tags: ['plugin:leveling'],
      'x-access': 'plugin:public',
    });
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(served, 'served');
    const check = ajv.compile({ $ref: 'served#/components/schemas/leveling_get_public_id.answer' });
    expect(check({ id: 1 })).toBe(false);
    expect(check({ id: 'x' })).toBe(true);
  });

  it('has every route, and every operation has a route', () => {
    // The handlers are only listed here, never called.
    const routes = allRoutes({ services: () => host.services, hostDocument: document } as never);
    expect(routes.map((route) => route.contract.operationId).toSorted()).toEqual(
      contracts.map((contract) => contract.operationId).toSorted(),
    );
    for (const { contract } of routes) {
      expect(document.paths[contract.path][contract.method].operationId).toBe(contract.operationId);
    }
  });

  it('names each operation once', () => {
    const names = contracts.map((contract) => contract.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('holds only schemas that a validator takes', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'document');
    for (const name of Object.keys(document.components.schemas)) {
      expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` }), name).not.toThrow();
    }
  });

  it('says of each operation who may call it', () => {
    for (const contract of contracts) {
      const operation = document.paths[contract.path][contract.method];
      expect(operation['x-access']).toBe(contract.access);
      expect(operation.security).toEqual(contract.access === 'anyone' ? [] : [{ session: [] }]);
    }
  });
});
