import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../src/imports/compare.ts';
import { csvRows } from '../src/imports/csv-rows.ts';
import type { ImportedCase } from '../src/imports/imported-case.ts';
import { readExport } from '../src/imports/read-export.ts';
import { redModLog, redWarnings, theirMod, yagpdbWarnings, zeppelinExport, zeppelinNote } from './exports.ts';

const guildId = '500000000000000001';
const userId = '200000000000000001';

test('GIVEN an export of Zeppelin WHEN it is read THEN each case, note and letter is there, and what is none is named', () => {
  const long = 'é'.repeat(700);
  const read = readExport(
    'zeppelin',
    zeppelinExport([
      { user_id: userId, notes: [zeppelinNote('Spam'), zeppelinNote('He apologised')], future: 1 },
      { user_id: userId, type: 6, mod_id: null },
      { user_id: userId, type: 3, is_hidden: true, notes: [zeppelinNote(long)] },
      { user_id: userId, type: 8 },
      { user_id: 'bob' },
      { user_id: userId, created_at: 'yesterday' },
      { user_id: userId, notes: 'none' },
      { user_id: userId, case_number: 1 },
    ]),
    guildId,
  );
  expect(read.cases).toMatchObject([
    {
      theirId: '1',
      kind: 'warn',
      userId,
      moderatorId: theirMod,
      reason: 'Spam',
      at: Date.UTC(2021, 2, 1, 5, 6, 7),
    },
    { theirId: '1:note:1', kind: 'note', reason: 'He apologised', at: Date.UTC(2021, 2, 4, 5, 6, 7) },
    { theirId: '2', kind: 'timeout', moderatorId: null, reason: null },
    { theirId: '3', kind: 'note', hidden: true },
    { theirId: '3:more:1', kind: 'note', hidden: true },
    { theirId: '4', kind: null, theirKind: 'deleted' },
  ]);
  expect(`${read.cases[3]?.reason}${read.cases[4]?.reason}`).toBe(long);
  expect(read.refused).toMatchObject([
    { place: 'cases[4]', why: 'user' },
    { place: 'cases[5]', why: 'time' },
    { place: 'cases[6]', why: 'fields', detail: expect.stringContaining('notes') },
    { place: 'cases[7]', why: 'twice' },
  ]);
});

test('GIVEN files of Red WHEN they are read THEN ids keep every digit, other servers are passed over, and the erased are nobody', () => {
  const modLog = readExport('red', redModLog(guildId, userId), guildId);
  expect(modLog.cases).toMatchObject([
    {
      theirId: 'modlog:1',
      kind: 'warn',
      userId,
      moderatorId: theirMod,
      reason: 'Spam',
      at: 1_600_000_000_250,
    },
    { theirId: 'modlog:2', kind: 'ban', moderatorId: null, duration: 86_400_000 },
    { theirId: 'modlog:3', kind: null, theirKind: 'vmute' },
  ]);
  expect(modLog).toMatchObject({ elsewhere: 1, refused: [{ place: `CASES.${guildId}.4`, why: 'user' }] });
  const warnings = readExport('red', redWarnings(guildId, userId), guildId);
  expect(warnings.cases).toMatchObject([
    { kind: 'warn', userId, points: 3, reason: 'Spam', at: 1_600_000_000_250 },
    { kind: 'warn', points: 1, reason: 'Rude' },
  ]);
  expect(warnings.refused).toMatchObject([{ why: 'fields', detail: expect.stringContaining('points') }]);
});

test('GIVEN tables WHEN they are read THEN refused lines are named by their number', () => {
  const yagpdb = readExport('yagpdb', yagpdbWarnings(guildId, userId), guildId);
  expect(yagpdb).toMatchObject({
    cases: [
      {
        theirId: '7',
        kind: 'warn',
        reason: 'Rude, "again"\nand again',
        at: Date.UTC(2022, 0, 2, 3, 4, 5, 600),
      },
    ],
    refused: [{ place: 'line 4', why: 'user' }],
    elsewhere: 1,
  });
  const rowboat = `1,${userId},bob#1,${theirMod},m#1,tempban,None\n2,${userId},b,${theirMod},m,temprole,x\nx\n`;
  expect(readExport('rowboat', rowboat, guildId)).toMatchObject({
    cases: [
      { kind: 'ban', reason: null, at: null },
      { kind: null, theirKind: 'temprole' },
    ],
    refused: [{ place: 'line 3', why: 'fields' }],
  });
  const own = `kind,userId,reason,at,points\nwarn,${userId},"'=1+1",2022-01-02T03:04:05Z,2\nwarn,${userId},x,,many\nwarn,${userId},same,,\nwarn,${userId},same,,\n`;
  const read = readExport('csv', own, guildId);
  expect(read).toMatchObject({
    cases: [{ kind: 'warn', reason: '=1+1', points: 2 }, { reason: 'same' }, { reason: 'same' }],
    refused: [{ place: 'line 3', why: 'fields', detail: expect.stringContaining('points') }],
  });
  // Without numbers rows are named after what they say, wherever they stand.
  const turned = own.split('\n');
  const again = readExport('csv', [turned[0], ...turned.slice(1).toReversed()].join('\n'), guildId);
  const names = (some: typeof read) => some.cases.map(({ theirId }) => theirId).sort();
  expect(names(again)).toEqual(names(read));
});

test.each([
  ['zeppelin', '{'],
  ['zeppelin', '[]'],
  ['red', '{"a":{}}'],
  ['yagpdb', 'a,b'],
  ['rowboat', 'hello'],
  ['csv', 'kind\nwarn'],
] as const)('GIVEN a file that is none of %s WHEN it is read THEN it is refused: %s', (source, text) => {
  expect(() => readExport(source, text, guildId)).toThrow(
    expect.objectContaining({ name: 'ExportUnreadable' }),
  );
});

test('any table is read as it was written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ') });
  const row = fc.array(cell, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const text = rows
        .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join('\r\n');
      expect(csvRows(text).map(({ cells }) => cells)).toEqual(
        rows.filter((cells) => cells.some((one) => one !== '')),
      );
    }),
  );
});

const there = (more: Partial<ImportedCase>): ImportedCase => ({
  ...{ theirId: '1', kind: 'ban', theirKind: 'ban', userId, moderatorId: null, reason: null, at: 1_000_000 },
  ...{ duration: null, points: null, hidden: false },
  ...more,
});
const here = (number: number, more: { origin?: string; at?: number; reason?: string }) => ({
  ...{ number, origin: 'audit:1', userId, kind: 'ban' as const, at: 1_000_000, reason: null, duration: null },
  ...more,
});

test('what two bots saw is one case; each case here is the twin of one; names tell what one bot wrote twice', () => {
  const verdictsOf = (...args: Parameters<typeof compare>) =>
    compare(...args).map(({ verdict, twin }) => `${verdict} ${twin}`);
  const known = here(4, { origin: 'import:zeppelin:1', at: 1_000_100 });
  expect(verdictsOf('zeppelin', [there({}), there({ theirId: '2' })], [known])).toEqual([
    'known 4',
    'new null',
  ]);
  expect(
    verdictsOf(
      'zeppelin',
      [there({ reason: 'Spam' }), there({ theirId: '2', reason: 'Rude' }), there({ theirId: '3' })],
      [here(7, { at: 1_030_000, reason: 'Raid' }), here(8, { at: 1_001_000 })],
    ),
  ).toEqual(['same 8', 'conflict 7', 'new null']);
  expect(verdictsOf('zeppelin', [there({ at: 1_061_000 }), there({ at: null })], [here(1, {})])).toEqual([
    'new null',
    'new null',
  ]);
  // Red tells of its warnings in two files.
  const warned = here(5, { origin: 'import:red:warning:9' });
  expect(verdictsOf('red', [there({ theirId: 'modlog:1' })], [warned])).toEqual(['same 5']);
  expect(verdictsOf('red', [there({ theirId: 'warning:10' })], [warned])).toEqual(['new null']);
});
