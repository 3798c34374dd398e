import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, manifestOf, type Stack, startStack, z } from './scene.ts';

const id = z.string();
/** `2` only differs in the form of its cases. */
function diaryOf(form: 1 | 2) {
  const diary = definePlugin({
    ...basics,
    id: 'diary',
    needs: { 'messages.read': 'listens', 'messages.send': 'answers' },
    intents: { MessageContent: { reason: 'listens', degraded: 'hears nothing' } },
    locales: { en: { why: 'Because' } },
    data: {
      days: {
        version: 1,
        schema: z.object({ userId: id, day: z.string(), messages: z.int().default(0) }),
        key: ['userId', 'day'],
        tally: ['messages'],
        personal: ['userId'],
      },
      cases: {
        version: form,
        migrate: form === 1 ? {} : { 2: (old) => ({ ...old, note: 'new' }) },
        schema: z.object({
          n: z.int(),
          memberId: id,
          by: id,
          seenBy: z.array(id),
          at: z.date(),
          note: z.string().optional(),
        }),
        key: ['n'],
        unique: [['n', 'by']],
        personal: ['memberId', 'by', 'seenBy'],
      },
      places: { version: 1, schema: z.object({ name: z.string() }), key: ['name'] },
    },
  });
  const remind = diary.job('remind', { input: z.object({ to: id }) }, () => undefined);
  return diary.build(
    remind,
    diary.onRaw('MESSAGE_CREATE', async (ctx, message) => {
      await ctx.data.days.tally({ userId: message.author.id, day: 'today' }, { messages: 1 });
      ctx.explain({ member: message.author.id }, 'why', {});
      if (message.content === 'fail') throw new Error('it fails');
    }),
    diary.command({
      name: 'write',
      description: 'Writes',
      options: { first: id.meta({ description: 'One' }), second: id.meta({ description: 'Another' }) },
      async run(ctx, { first, second }) {
        const at = new Date(ctx.clock.now());
        await ctx.data.cases.insertMany([
          { n: 1, memberId: first, by: second, seenBy: [], at },
          { n: 2, memberId: second, by: first, seenBy: [first, second], at },
          { n: 3, memberId: first, by: first, seenBy: [], at },
          { n: 4, memberId: second, by: second, seenBy: [], at },
        ]);
        await ctx.data.places.insertOne({ name: 'here' });
        await ctx.jobs.at({ in: '1 day' }, remind, { to: first }, { key: 'one' });
        await ctx.reply('written');
      },
    }),
  );
}

describe('what is stored of a member', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([diaryOf(1)]);
  });
  afterAll(() => stack.close());

  const written = async (name: string) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    const [ana, bob] = [guild.member('ana'), guild.member('bob')];
    await stack.idle();
    await stack.install(guild, 'diary');
    expect((await ana.run('/write', { first: ana.id, second: bob.id })).content).toBe('written');
    await ana.in('general').say('hello');
    await ana.in('general').say('fail');
    await bob.in('general').say('fail');
    await stack.idle();
    return { guild, ana, bob };
  };

  it('GIVEN plugins that declare it WHEN it is exported THEN everything of theirs is there, and nothing of others', async () => {
    const { guild, ana, bob } = await written('Export');
    const { members } = stack.host;
    const exported = await members.export(guild.id, ana.id);
    const case_ = { n: 1, memberId: ana.id, by: bob.id, seenBy: [], at: expect.any(Date) };
    expect(exported.plugins).toEqual({
      diary: {
        days: [{ userId: ana.id, day: 'today', messages: 2 }],
        cases: [
          case_,
          { ...case_, n: 2, memberId: bob.id, by: ana.id, seenBy: [ana.id, bob.id] },
          { ...case_, n: 3, by: ana.id },
        ],
      },
    });
    expect(exported.explanations.length).toBeGreaterThan(1);
    expect(exported.deadLetters).toEqual([expect.objectContaining({ job: 'MESSAGE_CREATE' })]);
    expect(exported.jobs).toEqual([expect.objectContaining({ job: 'remind', input: { to: ana.id } })]);
    const stranger = await members.export(guild.id, '123456789012345678');
    expect(stranger).toMatchObject({ plugins: {}, explanations: [], deadLetters: [], jobs: [], audit: [] });
  });

  it('WHEN they are erased THEN no personal field names them, others keep theirs, and the audit log says so', async () => {
    const { guild, ana, bob } = await written('Erase');
    const other = await written('Elsewhere');
    const { members } = stack.host;
    const bobs = await members.export(guild.id, bob.id);
    const elsewhere = await members.export(other.guild.id, other.ana.id);
    const erasure = await members.erase(guild.id, ana.id, admin);
    expect(erasure).toMatchObject({ masked: 2, jobsKept: 1 });
    expect(erasure.deleted).toBeGreaterThanOrEqual(5);

    const left = await members.export(guild.id, ana.id);
    expect(left).toMatchObject({ plugins: {}, explanations: [], deadLetters: [], capturedWrites: [] });
    expect(left.jobs).toHaveLength(1);
    expect(stack.observed.audit).toContainEqual(
      expect.objectContaining({ action: 'member.erased', target: ana.id, after: erasure }),
    );
    const after = await members.export(guild.id, bob.id);
    expect(after.plugins.diary?.cases).toEqual([
      expect.objectContaining({ n: 1, memberId: '0', by: bob.id }),
      expect.objectContaining({ n: 2, memberId: bob.id, by: '0', seenBy: [bob.id] }),
      expect.objectContaining({ n: 4 }),
    ]);
    expect(after.plugins.diary?.days).toEqual(bobs.plugins.diary?.days);
    expect(after.deadLetters).toEqual(bobs.deadLetters);
    expect((await members.export(other.guild.id, other.ana.id)).plugins).toEqual(elsewhere.plugins);
  });

  it('GIVEN an update that can be taken back WHEN they are erased THEN what it keeps of them goes too', async () => {
    const { guild, ana, bob } = await written('Updated');
    const newer = diaryOf(2);
    const version = stack.store.addInMemory(newer, { ...manifestOf(newer), version: '2.0.0' });
    const { members, installations } = stack.host;
    const key = { guildId: guild.id, pluginId: 'diary', actor: admin };
    await installations.update({ ...key, manifestHash: version.manifestHash });
    expect((await members.export(guild.id, ana.id)).plugins.diary?.cases?.[0]).toMatchObject({ note: 'new' });
    await members.erase(guild.id, ana.id, admin);
    await installations.rollback(key);
    expect((await members.export(guild.id, ana.id)).plugins).toEqual({});
    const cases = (await members.export(guild.id, bob.id)).plugins.diary?.cases ?? [];
    expect(cases).toContainEqual(expect.objectContaining({ n: 4, memberId: bob.id }));
    expect(JSON.stringify(cases)).not.toContain(ana.id);
  });

  it('GIVEN a plugin that was uninstalled THEN what is kept of it for 30 days is found and erased too', async () => {
    const { guild, ana } = await written('Gone');
    const { members, installations } = stack.host;
    await installations.uninstall(guild.id, 'diary', admin);
    expect((await members.export(guild.id, ana.id)).plugins.diary?.cases).toHaveLength(3);
    await members.erase(guild.id, ana.id, admin);
    expect((await members.export(guild.id, ana.id)).plugins).toEqual({});
  });
});
