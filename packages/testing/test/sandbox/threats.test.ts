import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const file = path.join(import.meta.dirname, '../../../../docs/security/threats.md');

/** Of the design. More may be in the table, and none of these may be missing. */
const threats = [
  'token or database theft',
  'host overload or kill',
  'acting on another guild',
  'SSRF and exfiltration',
  'escalation through the bot',
  'malicious update',
  'squatting',
  'tampered or older artifact',
  'hostile tarball',
  'dashboard XSS',
  'forged webhook or licence',
];

const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!threat )/.test(line))
  .map((line) => {
    const [, threat = '', control = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return { threat, control, tests: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link) };
  });

test('every threat of the design is in the table, with what stands against it', () => {
  expect(rows.map(({ threat }) => threat)).toEqual(expect.arrayContaining(threats));
  for (const { control } of rows) expect(control).not.toBe('');
});

test.for(rows)('$threat: every test that is named exists, and tests', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const link of tests) {
    expect(link).toMatch(/\.test\.ts$/);
    const text = readFileSync(path.resolve(path.dirname(file), link), 'utf8');
    expect(text).toMatch(/^\s*(test|it)\b/m);
    expect(text, `${link} is not skipped`).not.toMatch(/\b(describe|test|it)\.(skip|only|todo)\(/);
  }
});
