import { describe, expect, it } from 'vitest';
import { definePlugin, PluginDefinitionError, z } from '../src/index.ts';

function codesOf(
  hosts: readonly string[],
  needs: Record<string, string> = { 'network.fetch': 'asks' },
): string[] {
  const contract = definePlugin({
    id: 'courier',
    name: 'Courier',
    description: 'Asks services.',
    category: 'tools',
    needs,
    hosts,
    config: { version: 1, schema: z.object({}) },
  });
  try {
    contract.build();
    return [];
  } catch (error) {
    if (!(error instanceof PluginDefinitionError)) throw error;
    return error.mistakes.map(({ code }) => code);
  }
}

describe('hosts of a plugin', () => {
  it('GIVEN the exact names of public hosts THEN they are taken', () => {
    expect(codesOf(['api.example.com', 'xn--caf-dma.example.com', 'a-b.co.uk'])).toEqual([]);
  });

  it('GIVEN patterns, addresses, ports and names that lead inside THEN each is named', () => {
    const wrong = [
      '*.example.com',
      'API.example.com',
      'https://api.example.com',
      'api.example.com/',
      'api.example.com:443',
      'localhost',
      'metadata.google.internal',
      'printer.local',
      'router',
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      'a.0x7f',
      '[::1]',
      '::1',
      '',
      'api.example.com.',
      '-a.example.com',
      'café.example.com',
      'a b.com',
      'hidden.onion',
      'a.home.arpa',
    ];
    for (const host of wrong) expect(codesOf([host]), host).toEqual(['HOST_INVALID']);
    expect(codesOf(['api.example.com', 'api.example.com'])).toEqual(['HOST_INVALID']);
  });

  it('GIVEN hosts without the capability, or the capability without hosts, THEN the author is told', () => {
    expect(codesOf(['api.example.com'], {})).toEqual(['HOSTS_AND_NEEDS']);
    expect(codesOf([])).toEqual(['HOSTS_AND_NEEDS']);
  });
});
