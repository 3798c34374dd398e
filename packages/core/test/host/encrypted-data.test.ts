import type { Context } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personalRecords } from '../../src/members/personal-records.ts';
import { DataKeys, purgeData } from '../../src/runtime/data/index.ts';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';
import { secretBox } from './secret-box.ts';

const diary = definePlugin({
  ...basics,
  id: 'diary',
  needs: {},
  data: {
    pages: {
      version: 1,
      schema: z.object({
        day: z.string(),
        userId: z.string(),
        text: z.string().max(40),
        mood: z.string().default('calm'),
      }),
      key: ['day'],
      personal: ['userId'],
      encrypted: ['text', 'mood'],
    },
  },
});
const contexts = new Map<string, Context>();
const keep = diary.setup((ctx) => {
  contexts.set(ctx.guild.id, ctx as unknown as Context);
});

function pagesOf(guildId: string) {
  const ctx = contexts.get(guildId);
  if (!ctx) throw new Error('the plugin is live');
  return (ctx.data as Record<string, never>).pages as unknown as import('@guildhall/sdk').Collection<{
    day: string;
    userId: string;
    text: string;
    mood: string;
  }>;
}

describe('encrypted fields', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([diary.build(keep)]);
  });
  afterAll(() => stack.close());

  async function guildWithDiary(name: string) {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, 'diary');
    return { guild, pages: pagesOf(guild.id) };
  }
  const stored = (guildId: string) =>
    stack.database
      .db()
      .collection('plugin_diary_pages')
      .find({ '_id.g': guildId } as never)
      .toArray();

  it('GIVEN a text WHEN it is kept THEN handlers read it, and the database holds none of it', async () => {
    const { guild, pages } = await guildWithDiary('One');
    await pages.insertOne({
      day: 'mon',
      userId: guild.owner.id,
      text: 'a secret, forty characters of it at most',
      mood: 'glad',
    });
    await pages.updateOne(
      { day: 'tue' },
      { $set: { text: 'another secret' }, $setOnInsert: { userId: guild.owner.id } },
      { upsert: true },
    );
    await pages.insertMany([{ day: 'wed', userId: guild.owner.id, text: 'third secret', mood: 'sad' }]);
    expect((await pages.find().sort({ day: 1 })).map(({ text, mood }) => [text, mood])).toEqual([
      ['a secret, forty characters of it at most', 'glad'],
      ['another secret', 'calm'],
      ['third secret', 'sad'],
    ]);
    expect(await pages.findOneAndUpdate({ day: 'wed' }, { $set: { mood: 'better' } })).toMatchObject({
      text: 'third secret',
      mood: 'better',
    });
    const raw = JSON.stringify(await stored(guild.id));
    for (const secret of ['secret', 'glad', 'calm', 'better']) expect(raw).not.toContain(secret);
    expect(raw).toContain(guild.owner.id);
  });

  it('GIVEN what is encrypted WHEN it is looked for, or changed in part, THEN that is refused', async () => {
    const { pages } = await guildWithDiary('Two');
    await expect(pages.findOne({ text: 'x' })).rejects.toThrow();
    await expect(pages.find().sort({ mood: 1 })).rejects.toThrow();
    await expect(pages.updateOne({ day: 'mon' }, { $min: { text: 'x' } })).rejects.toThrow('encrypted');
    await expect(
      pages.insertOne({ day: 'mon', userId: '1', text: 'x'.repeat(41), mood: 'calm' }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_INVALID' });
  });

  it('GIVEN a text of one guild WHEN it is copied to another’s document, or field, THEN it does not open', async () => {
    const [one, two] = [await guildWithDiary('Three'), await guildWithDiary('Four')];
    for (const { guild, pages } of [one, two]) {
      await pages.insertOne({ day: 'mon', userId: guild.owner.id, text: guild.name, mood: 'calm' });
    }
    const [theirs] = await stored(one.guild.id);
    const raw = stack.database.db().collection('plugin_diary_pages');
    await raw.updateOne({ '_id.g': two.guild.id } as never, {
      $set: { text: theirs?.text, mood: theirs?.text },
    });
    expect(await two.pages.findOne({ day: 'mon' })).toMatchObject({ text: '', mood: '' });
    expect(await one.pages.findOne({ day: 'mon' })).toMatchObject({ text: 'Three' });
  });

  it('GIVEN many documents of a member WHEN they are exported THEN their key is looked for once', async () => {
    const { guild, pages } = await guildWithDiary('Many');
    const days = ['mon', 'tue', 'wed'];
    await pages.insertMany(days.map((day) => ({ day, userId: guild.owner.id, text: day, mood: 'calm' })));
    const keys = new DataKeys(stack.database, secretBox);
    let looks = 0;
    const of = (guildId: string, pluginId: string) => {
      looks += 1;
      return keys.of(guildId, pluginId);
    };
    const [key, personal, encrypted] = [['day'], ['userId'], ['text', 'mood']];
    const collection = { pluginId: 'diary', name: 'pages', key, personal, encrypted };
    const rows = await personalRecords(stack.database, collection, guild.id, guild.owner.id, { of }).list();
    expect(rows.map(({ text }) => text).sort()).toEqual(days);
    expect(looks).toBe(1);
  });

  it('GIVEN a member’s data WHEN it is exported THEN it is readable; its key goes with the installation’s data', async () => {
    const { guild, pages } = await guildWithDiary('Five');
    await pages.insertOne({ day: 'mon', userId: guild.owner.id, text: 'mine', mood: 'calm' });
    const exported = await stack.host.members.export(guild.id, guild.owner.id);
    expect(exported.plugins.diary?.pages).toMatchObject([{ text: 'mine' }]);
    const keys = stack.database.db().collection<{ _id: string; wrapped: string }>('data_keys');
    const key = await keys.findOne({ _id: `${guild.id}/diary` });
    expect(key?.wrapped).toMatch(/^1\./);
    await purgeData(stack.database, 'diary', guild.id, ['pages']);
    expect(await keys.findOne({ _id: `${guild.id}/diary` })).toBeNull();
  });
});
