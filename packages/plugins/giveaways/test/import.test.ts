import { type SignedIn, signIn, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExport } from '../src/imports/read-export.ts';
import giveaways from '../src/index.ts';
import { manage, press, started } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
let owner: SignedIn;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways], config: { giveaways: { excludePastWinnersDays: 30 } } });
  owner = await signIn(stage.guildhall, stage.first.owner);
});
afterAll(() => stage.close());

const guildId = '100000000000000001';
const channelId = '100000000000000002';
/** As the package writes it, version 6, without what is of no use here. */
const ended = {
  messageId: '100000000000000003',
  channelId,
  guildId,
  startAt: 1_700_000_000_000,
  endAt: 1_700_000_600_000,
  ended: true,
  winnerCount: 2,
  prize: 'Nitro',
  hostedBy: '<@100000000000000009>',
  winnerIds: ['100000000000000010', '100000000000000011'],
  messages: { giveaway: '🎉', units: { pluralS: false } },
  thumbnail: null,
  extraData: { anything: [1] },
};

test('a file of either spelling is read, and what can’t be taken is told apart', () => {
  const {
    messageId: messageID,
    channelId: channelID,
    guildId: guildID,
    winnerIds: winnerIDs,
    ...rest
  } = ended;
  const rows = readExport(
    JSON.stringify([
      ended,
      { ...rest, messageID, channelID, guildID, winnerIDs, hostedBy: null },
      { ...ended, ended: false },
      { ...ended, guildId: '100000000000000099' },
      { ...ended, messageId: undefined },
      { ...ended, endAt: -1 },
      'nonsense',
    ]),
    guildId,
  );
  expect(rows?.map(({ verdict }) => verdict)).toEqual([
    'ok',
    'ok',
    'running',
    'elsewhere',
    'unreadable',
    'unreadable',
    'unreadable',
  ]);
  expect(rows?.[0]).toMatchObject({ prize: 'Nitro', winners: 2, hostId: '100000000000000009', channelId });
  expect(rows?.[1]).toMatchObject({ hostId: '0', winnerIds: winnerIDs });
  for (const text of ['', '{}', 'null', '{"a":', '"x"']) expect(readExport(text, guildId)).toBeUndefined();
});

test('GIVEN another bot’s file WHEN an admin looks, imports, and imports again THEN it counts once, and only then', async () => {
  const { first, ana } = stage;
  const here = { ...stage, guild: first };
  const now = Date.now();
  const file = JSON.stringify([
    {
      ...ended,
      guildId: first.id,
      channelId: first.channel('general').id,
      startAt: now - 9e5,
      endAt: now - 6e5,
      winnerIds: [ana.id],
    },
    { ...ended, guildId: first.id, messageId: '100000000000000004', ended: false },
  ]);
  const post = async (path: string, body: object) => {
    const answer = await owner.fetch(`/api/v1/guilds/${first.id}/plugins/giveaways${path}`, {
      method: 'POST',
      headers: { origin: new URL(stage.guildhall.url).origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const looked = await post('/import/check', { file });
  expect(looked.body).toMatchObject({
    importable: 1,
    rows: [
      { verdict: 'ok', theirs: expect.stringContaining('Nitro × 2'), winnerIds: [ana.id] },
      { verdict: 'running', ours: '' },
    ],
  });
  const message = await started(here as never);
  expect((await press(ana, message)).content, 'a look changes nothing').toContain('You’re in');
  await manage(here as never, 'cancel');

  expect((await post('/import', { file })).body).toEqual({ imported: 1, known: 0, left: 1 });
  expect((await post('/import', { file })).body).toEqual({ imported: 0, known: 1, left: 1 });
  expect((await post('/import/check', { file })).body).toMatchObject({ importable: 0 });
  const list = await first.owner.run('/giveaway list', { shown: 'over' });
  expect(list.embeds[0]?.description).toContain('Nitro');
  const next = await started(here as never, { prize: 'Pie' });
  expect((await press(ana, next)).content, 'its winner counts').toContain('within the last 30 days');
  expect((await post('/import', { file: 'none' })).status).toBe(400);
});
