import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeFindings, examine } from '../../src/cli/doctor.ts';

const token = `${Buffer.from('123456789012345678').toString('base64url')}.GabcDE.${'x'.repeat(38)}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const discordSays = async (answer: () => Promise<Response>) => {
  const asked: Request[] = [];
  const findings = await examine({
    environment: { PORT: '0', DISCORD_TOKEN: token, DISCORD_CLIENT_SECRET: 'a1B2c3D4e5F6g7H8i9J0' },
    folder,
    fetch: async (input, init) => {
      asked.push(new Request(input, init));
      return answer();
    },
  });
  expect(asked[0]?.headers.get('authorization')).toBe(`Bot ${token}`);
  return findings.find((finding) => finding.name === 'Discord');
};

it.each([
  [
    'knows the token',
    async () => Response.json({ name: 'Bot', flags: (1 << 15) | (1 << 18) }),
    'ok',
    /of "Bot"/,
  ],
  ['does not know the token', async () => new Response('{}', { status: 401 }), 'failed', /DISCORD_TOKEN/],
  ['is down', async () => new Response('', { status: 503 }), 'failed', /503/],
  ['cannot be reached', () => Promise.reject(new Error('no network')), 'failed', /no network/],
] as const)('says what it means that Discord %s', async (_, answer, state, text) => {
  expect(await discordSays(answer)).toMatchObject({ state, text: expect.stringMatching(text) });
});

it('stops at wrong settings, and shows no secret of them', async () => {
  const findings = await examine({ environment: { GUILDHALL_SECRET_KEY: 'hunter2' }, folder });
  expect(findings.map(({ name, state }) => [name, state])).toEqual([
    ['Node.js', 'ok'],
    ['Settings', 'failed'],
  ]);
  const text = describeFindings(findings);
  expect(text).toContain('GUILDHALL_SECRET_KEY');
  expect(text).toContain('1 of 2 checks failed');
  expect(text).not.toContain('hunter2');
});
