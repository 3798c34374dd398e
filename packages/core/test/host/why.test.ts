import { type Context, field } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

let held: Context;
const clerk = definePlugin({
  ...basics,
  id: 'clerk',
  name: { en: 'Clerk', fr: 'Greffier' },
  needs: {
    'messages.read': 'listens',
    'messages.send': 'answers',
    'direct.send': 'writes privately',
    'members.roles': 'gives roles',
    'reactions.add': 'reacts',
  },
  intents: { MessageContent: { reason: 'reads what is asked', degraded: 'hears nothing' } },
  locales: {
    en: { 'why.cooldown': 'no XP: cooldown, {seconds} s left' },
    fr: { 'why.cooldown': 'pas d’XP : encore {seconds} s d’attente' },
  },
});
const keep = clerk.setup((ctx) => {
  held = ctx as unknown as Context;
});
const heard = clerk.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  if (message.author.bot) return;
  if (message.content === 'again')
    ctx.explain({ member: message.author.id, message: message.id }, 'why.cooldown', { seconds: 22 });
  if (message.content === 'tell me') await ctx.discord.direct(message.author.id, 'in private');
  if (message.content === 'greet me')
    await ctx.discord.send(message.channel_id, `Hello <@${message.author.id}>`);
});
const structured = clerk.on('messageCreate', async (_ctx, message) => {
  if (message.content === 'answer me') await message.reply('here');
});
const promote = clerk.command({
  name: 'promote',
  description: 'Gives a role',
  options: {
    who: field.member().meta({ description: 'Whom' }),
    role: field.role().meta({ description: 'Which' }),
  },
  async run(ctx, { who, role }) {
    await ctx.discord.addRole(who.id, role.id);
    await ctx.reply('done');
  },
});
const lookUp = clerk.command({
  name: 'lookup',
  description: 'Tells what is known of somebody',
  options: {
    who: field.member().meta({ description: 'Whom' }),
    aloud: z.boolean().meta({ description: 'To everybody' }),
  },
  run: (ctx, { who, aloud }) => ctx.reply({ content: `<@${who.id}> is known`, ephemeral: !aloud }),
});
const lookUpLater = clerk.command({
  name: 'later',
  description: 'Tells it later',
  options: { who: field.member().meta({ description: 'Whom' }) },
  async run(ctx, { who }) {
    await ctx.defer({ ephemeral: true });
    await ctx.reply(`<@${who.id}> is known`);
  },
});
const forbidden = clerk.command({
  name: 'forbidden',
  description: 'Tries what it may not',
  async run(ctx) {
    await ctx.discord.send('100000000000000002', 'psst').catch(() => undefined);
    await ctx.reply('done');
  },
});

describe('/why', () => {
  let stack: Stack;
  let guild: ReturnType<Stack['discord']['guild']>;
  beforeAll(async () => {
    stack = await startStack([clerk.build(keep, heard, structured, promote, lookUp, lookUpLater, forbidden)]);
    guild = stack.discord.guild('Office', {
      channels: ['general'],
      roles: [{ name: 'Regular' }, { name: 'Boss', permissions: ['ManageGuild'] }],
    });
    await stack.idle();
    await stack.install(guild, 'clerk');
    await stack.idle();
  });
  afterAll(async () => {
    await stack.close();
  });
  const why = async (name: string, about?: ReturnType<typeof guild.member>, locale = 'en-US') => {
    await stack.idle();
    const member = guild.member(name, name === 'boss' ? { roles: ['Boss'] } : {});
    member.speaks(locale);
    const reply = await member.in('general').run('/why', about ? { member: about } : {});
    expect(reply.ephemeral).toBe(true);
    return reply.content;
  };

  it('GIVEN a plugin that says why it did nothing WHEN the member asks THEN they read it in their language, with the version', async () => {
    await guild.member('ana').in('general').say('again');
    expect(await why('ana')).toContain('**Clerk**: no XP: cooldown, 22 s left');
    const french = await why('ana', undefined, 'fr');
    expect(french).toContain('**Greffier**: pas d’XP : encore 22 s d’attente');
    expect(french).toContain('à cause de `onRaw MESSAGE_CREATE`, version 1.0.0, réglages n° 1');
    expect(await why('bob')).toMatch(/No plugin did or decided anything about <@\d+> /);
  });

  it('GIVEN writes to Discord of every way THEN they are told without the plugin’s doing, with the handler that made them', async () => {
    const bob = guild.member('bob');
    await bob.in('general').say('greet me');
    await bob.in('general').say('answer me');
    await stack.idle();
    const told = await why('bob');
    expect(told).toContain('wrote a message in <#');
    expect(told).toContain('because of `onRaw MESSAGE_CREATE`');
    expect(told).toContain('because of `on messageCreate`');
    const items = (await stack.host.explanations.list(guild.id, { memberId: bob.id, limit: 50 })).items;
    const replied = items.find(({ piece }) => piece === 'on messageCreate');
    // The message that was answered, and the answer.
    expect(replied?.messages).toHaveLength(2);
    expect(replied).toMatchObject({
      kind: 'wrote',
      event: 'messageCreate',
      version: '1.0.0',
      configRevision: 1,
    });
  });

  it('GIVEN a direct message WHEN its receiver asks THEN it is called so, without a channel that nobody can name', async () => {
    await guild.member('hal').in('general').say('tell me');
    await stack.idle();
    const told = await why('hal');
    expect(told).toContain('**Clerk**: wrote a direct message\n');
    expect(told).not.toContain('<#');
    expect(await why('hal', undefined, 'fr')).toContain('a écrit un message privé\n');
  });

  it('GIVEN a command that gives a role to another THEN both read it, and a third member does not', async () => {
    const chloe = guild.member('chloé');
    const dan = guild.member('dan');
    await chloe.in('general').run('/promote', { who: dan, role: guild.role('Regular') });
    for (const name of ['chloé', 'dan']) {
      expect(await why(name)).toContain('gave a role');
      expect(await why(name)).toContain('because of `command promote`');
    }
    expect(await why('eve')).not.toContain('gave a role');
    expect(await why('eve', dan)).toBe(
      'You can ask about yourself. Only admins of this server can ask about others.',
    );
    expect(await why('eve', dan, 'fr')).toMatch(/Seuls les admins/);
    expect(await why('boss', dan)).toContain('gave a role');
  });

  it('GIVEN an answer that only one person sees WHEN another is named in it THEN only who asked reads of it', async () => {
    const ivy = guild.member('ivy');
    const general = guild.member('max').in('general');
    await general.run('/lookup', { who: ivy, aloud: false });
    await general.run('/later', { who: ivy });
    expect(await why('max')).toContain('because of `command lookup`');
    expect(await why('max')).toContain('because of `command later`');
    expect(await why('ivy')).toContain('No plugin did or decided anything');
    await general.run('/lookup', { who: ivy, aloud: true });
    expect(await why('ivy')).toContain('because of `command lookup`');
  });

  it('GIVEN what was written in a channel about somebody who can’t see it THEN only admins read of it', async () => {
    const bot = stack.discord.application().botUser;
    const secret = guild.addChannel({
      name: 'secret',
      overwrites: [
        { for: '@everyone', deny: ['ViewChannel'] },
        { for: { id: bot.id }, allow: ['ViewChannel', 'SendMessages'] },
      ],
    });
    await stack.idle();
    const kim = guild.member('kim');
    await held.discord.send(secret.id, `<@${kim.id}> is watched`);
    expect(await why('kim')).toContain('No plugin did or decided anything');
    expect(await why('boss', kim)).toContain(`<#${secret.id}>`);
    await held.discord.send(guild.channel('general').id, `<@${kim.id}> is welcome`);
    expect(await why('kim')).toContain(`<#${guild.channel('general').id}>`);
  });

  it('GIVEN a call that the broker refused THEN that it was tried is told too', async () => {
    await guild.member('fay').in('general').run('/forbidden');
    const told = await why('fay');
    expect(told).toContain('answered');
    expect(told).toContain(
      'tried, and was refused (TARGET_UNKNOWN): wrote a message in <#100000000000000002>',
    );
    expect(told).toContain('because of `command forbidden`');
  });

  it('GIVEN a message WHEN somebody asks about it by its menu THEN whom it concerns and admins are told', async () => {
    const gus = guild.member('gus');
    const said = await gus.in('general').say('greet me');
    await stack.idle();
    const greeting = gus
      .in('general')
      .messages()
      .find(({ content }) => content === `Hello <@${gus.id}>`);
    expect(greeting).toBeDefined();
    for (const [name, answer] of [
      ['gus', 'wrote a message'],
      ['boss', 'wrote a message'],
      ['eve', 'Nothing about this message concerns you'],
    ] as const) {
      const member = guild.member(name, name === 'boss' ? { roles: ['Boss'] } : {});
      const reply = await member.speaks('en-US').contextMenu('Why?', greeting ?? said);
      expect(reply.content, name).toContain(answer);
    }
    expect(said.exists).toBe(true);
  });

  it('GIVEN another guild THEN nothing of this one is told there', async () => {
    const other = stack.discord.guild('Elsewhere', { channels: ['general'] });
    await stack.idle();
    await stack.install(other, 'clerk');
    expect((await stack.host.explanations.list(other.id, { limit: 50 })).items).toEqual([]);
  });

  it('GIVEN pages WHEN they are read one after the other THEN each reason comes once, newest first', async () => {
    for (let count = 0; count < 7; count++)
      held.explain({ member: '100000000000000008' }, 'why.cooldown', { seconds: count });
    await stack.idle();
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await stack.host.explanations.list(held.guild.id, {
        memberId: '100000000000000008',
        limit: 3,
        after,
      });
      seen.push(...page.items.filter(({ said }) => said).map(({ said }) => said?.parameters.seconds));
      after = page.next;
    } while (after !== undefined);
    expect(seen.slice(0, 7).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('GIVEN a plugin that explains without end THEN it is bounded', async () => {
    const before = (await stack.host.explanations.list(guild.id, { memberId: '1', limit: 1 })).items;
    expect(before).toEqual([]);
    for (let count = 0; count < 10_000; count++)
      held.explain({ member: '100000000000000009' }, 'why.cooldown', { seconds: count });
    await stack.idle();
    const { items, next } = await stack.host.explanations.list(held.guild.id, {
      memberId: '100000000000000009',
      limit: 400,
    });
    // A second may have turned meanwhile.
    expect(items.length).toBeLessThanOrEqual(300);
    expect(items.length).toBeGreaterThan(0);
    expect(next).toBeUndefined();
    expect(stack.observed.log.map(({ message }) => message)).toContain(
      'reasons were left out: plugins gave too many',
    );
  });

  it('GIVEN a member who is erased, and 24 hours, THEN nothing is left', async () => {
    const { explanations } = stack.host;
    const ana = guild.member('ana').id;
    expect((await explanations.list(guild.id, { memberId: ana, limit: 50 })).items).not.toEqual([]);
    await explanations.forgetMember(guild.id, ana);
    expect((await explanations.list(guild.id, { memberId: ana, limit: 50 })).items).toEqual([]);
    expect((await explanations.list(guild.id, { limit: 50 })).items).not.toEqual([]);
    await stack.discord.advance('25h');
    expect((await explanations.list(guild.id, { limit: 50 })).items).toEqual([]);
  });
});
