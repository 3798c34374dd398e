import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

describe('what operators do with plugins', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  const upload = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const response = await host.ask('/operator/plugins', {
      method: 'POST',
      cookie: await host.cookieOf(ids.ana),
      body,
      headers: { 'content-type': 'application/gzip', ...headers },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('lists what is held, with what it asks for and how many servers need it', async () => {
    const response = await host.ask('/operator/plugins', { cookie: await host.cookieOf(ids.ana) });
    expect(await response.json()).toMatchObject({
      items: [
        {
          id: 'leveling',
          version: '1.2.0',
          tier: 'inline',
          asks: { capabilities: [{ id: 'messages.send', reason: 'to announce' }], hosts: [] },
          guilds: 2,
          removable: false,
          added: null,
        },
      ],
    });
  });

  it('takes a tarball, and says who added it', async () => {
    const { status, body } = await upload('good');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 'leveling',
      added: { from: 'tarball', by: { userId: ids.ana, name: 'Somebody' } },
    });
  });

  it.each([
    ['MANIFEST_MISSING', 422],
    ['MANIFEST_INVALID', 422],
    ['ENTRY_MISSING', 422],
    ['LINK_REFUSED', 422],
    ['TOO_LARGE', 422],
    ['TARBALL_INVALID', 422],
    ['PATH_REFUSED', 422],
    ['NATIVE_REFUSED', 422],
    ['SCRIPTS_REFUSED', 422],
    ['ID_TAKEN', 409],
  ])('refuses %s with a code and texts of its own, in both languages', async (code, status) => {
    const english = await upload(code, { 'accept-language': 'en' });
    const french = await upload(code, { 'accept-language': 'fr' });
    expect(english.status).toBe(status);
    expect(english.body.detail).toBe('package/../evil.js leads out of the package.');
    expect(french.body.code).toBe(english.body.code);
    for (const part of ['title', 'detail', 'remedy']) expect(french.body[part]).not.toBe(english.body[part]);
  });

  it('takes nothing but a gzipped file of at most 2 MB', async () => {
    expect((await upload('good', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await upload(new Uint8Array(2 * 1024 * 1024 + 1))).status).toBe(413);
  });

  it('fetches from a registry, and says when that does not answer', async () => {
    const fetchOf = async (name: string) =>
      host.ask('/operator/plugins/fetch', {
        method: 'POST',
        cookie: await host.cookieOf(ids.ana),
        json: { registryUrl: 'https://npm.example.org', name },
      });
    expect(await (await fetchOf('leveling')).json()).toMatchObject({
      added: { from: 'registry', registry: 'https://npm.example.org', by: null },
    });
    expect((await fetchOf('gone')).status).toBe(502);
  });

  it('trusts one version, and no longer', async () => {
    const change = async (method: string, hash = 'a'.repeat(64)) => {
      const response = await host.ask(`/operator/plugins/leveling/${hash}/trust`, {
        method,
        cookie: await host.cookieOf(ids.ana),
      });
      return { status: response.status, body: await response.json() };
    };
    expect(await change('PUT')).toMatchObject({ status: 200, body: { trusted: true, tier: 'inline' } });
    expect(await change('DELETE')).toMatchObject({
      status: 200,
      body: { trusted: false, tier: 'sandboxed' },
    });
    expect(await change('PUT', 'b'.repeat(64))).toMatchObject({
      status: 404,
      body: { code: 'version_not_found' },
    });
  });

  it('keeps a version that somebody needs', async () => {
    const response = await host.ask(`/operator/plugins/leveling/${'a'.repeat(64)}`, {
      method: 'DELETE',
      cookie: await host.cookieOf(ids.ana),
    });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'version_in_use' });
  });
});
