import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const greeter = definePlugin({
  ...basics,
  id: 'greeter',
  config: { version: 1, schema: z.object({ greeting: z.string().max(50).default('Hello') }) },
  data: {
    visits: {
      version: 1,
      schema: z.object({ userId: z.string(), count: z.int().default(0) }),
      key: ['userId'],
      personal: ['userId'],
    },
  },
  locales: {
    en: { 'visits.one': '{count} visit', 'visits.other': '{count} visits' },
    fr: { 'visits.one': '{count} visite', 'visits.other': '{count} visites' },
  },
});
const greet = greeter.command({
  name: 'greet',
  description: 'Be greeted',
  async run(ctx) {
    const visit = await ctx.data.visits.findOneAndUpdate(
      { userId: ctx.member.id },
      { $inc: { count: 1 } },
      { upsert: true },
    );
    await ctx.reply(
      `${ctx.config.greeting}, ${ctx.member.name}: ${ctx.t('visits', { count: visit?.count ?? 0 })}`,
    );
  },
});
const again = greeter.button('again', {}, (ctx) => ctx.reply({ content: 'Again!', ephemeral: true }));
const press = greeter.command({
  name: 'press',
  description: 'A button',
  run: (ctx) => ctx.reply({ content: 'Press', components: [again.with({}, { label: 'Press me' })] }),
});
const who = greeter.command({
  name: 'who',
  description: 'Whose roles',
  options: { times: z.int().min(1).max(3).default(2).meta({ description: 'How often' }) },
  run: (ctx, { times }) => ctx.reply(`${ctx.member.name} `.repeat(times).trim()),
});

describe('a plugin from installation to use', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([greeter.build(greet, press, again, who)]);
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  const newGuild = async (name: string) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    await stack.idle();
    return guild;
  };

  it('GIVEN an admin installs it THEN a member can run its command at once', async () => {
    const guild = await newGuild('One');
    const ana = guild.member('ana');
    await expect(ana.run('/greet')).rejects.toThrow();
    const installation = await stack.install(guild, 'greeter');
    expect(installation).toMatchObject({
      state: 'enabled',
      config: { number: 1, effective: { greeting: 'Hello' } },
    });
    expect((await ana.run('/greet')).content).toBe('Hello, ana: 1 visit');
    expect((await ana.run('/greet')).content).toBe('Hello, ana: 2 visits');
    expect(stack.observed.audit.map((entry) => entry.action)).toContain('installation.installed');
  });

  it('two guilds do not see each other’s data or configuration', async () => {
    const [one, two] = [await newGuild('Left'), await newGuild('Right')];
    await stack.install(one, 'greeter', { greeting: 'Salut' });
    await stack.install(two, 'greeter');
    await one.member('ana').run('/greet');
    expect((await two.member('ana').run('/greet')).content).toBe('Hello, ana: 1 visit');
    expect((await one.member('ana').run('/greet')).content).toBe('Salut, ana: 2 visits');
  });

  it('WHEN its configuration changes THEN the next command sees it; a stale change is refused', async () => {
    const guild = await newGuild('Config');
    const installed = await stack.install(guild, 'greeter');
    const { installations } = stack.host;
    const changed = await installations.configure(
      guild.id,
      'greeter',
      { greeting: 'Moin' },
      installed.revision,
      admin,
      'en',
    );
    expect((await guild.member('ana').run('/greet')).content).toMatch(/^Moin/);
    await expect(
      installations.configure(guild.id, 'greeter', { greeting: 'Hej' }, installed.revision, admin, 'en'),
    ).rejects.toMatchObject({ code: 'REVISION_MISMATCH' });
    await expect(
      installations.configure(guild.id, 'greeter', { greeting: 5, x: 1 }, changed.revision, admin, 'fr'),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      problems: expect.arrayContaining([
        expect.objectContaining({
          pointer: '/greeting',
          code: 'type',
          message: expect.stringContaining('Doit'),
        }),
        expect.objectContaining({ pointer: '/x', code: 'additionalProperties' }),
      ]),
    });
    const restored = await installations.restore(guild.id, 'greeter', 1, changed.revision, admin);
    expect(restored.config).toMatchObject({ number: 3, restoredFrom: 1, effective: { greeting: 'Hello' } });
    const history = await installations.history(guild.id, 'greeter', 10);
    expect(history.map((revision) => revision.number)).toEqual([3, 2, 1]);
  });

  it('WHEN it is disabled THEN its command is gone, and its old buttons say so politely', async () => {
    const guild = await newGuild('Off');
    const ana = guild.member('ana');
    await stack.install(guild, 'greeter');
    const reply = await ana.run('/press');
    expect((await reply.click('Press me')).content).toBe('Again!');
    await stack.host.installations.setEnabled(guild.id, 'greeter', false, admin);
    expect(ana.commands().map((command) => command.name)).not.toContain('greet');
    const late = await reply.click('Press me');
    expect(late.content).toContain('switched off');
    expect(late.ephemeral).toBe(true);
    await stack.host.installations.setEnabled(guild.id, 'greeter', true, admin);
    expect((await ana.run('/greet')).content).toBe('Hello, ana: 1 visit');
  });

  it('WHEN it is uninstalled and installed again within 30 days THEN data and configuration are back; later they are gone', async () => {
    const guild = await newGuild('Return');
    const ana = guild.member('ana');
    await stack.install(guild, 'greeter', { greeting: 'Ciao' });
    await ana.run('/greet');
    await stack.host.installations.uninstall(guild.id, 'greeter', admin);
    expect(await stack.host.installations.get(guild.id, 'greeter')).toBeUndefined();
    await stack.install(guild, 'greeter');
    expect((await ana.run('/greet')).content).toBe('Ciao, ana: 2 visits');
    await stack.host.installations.uninstall(guild.id, 'greeter', admin);
    await stack.discord.advance('31d');
    await stack.install(guild, 'greeter');
    expect((await ana.run('/greet')).content).toBe('Hello, ana: 1 visit');
  });

  it('options are validated, resolved and defaulted', async () => {
    const guild = await newGuild('Options');
    await stack.install(guild, 'greeter');
    const ana = guild.member('ana');
    expect((await ana.run('/who')).content).toBe('ana ana');
    expect((await ana.run('/who', { times: 3 })).content).toBe('ana ana ana');
  });

  it('consent to another manifest than the current one is refused, and so is installing twice', async () => {
    const guild = await newGuild('Consent');
    await expect(
      stack.host.installations.install({
        guildId: guild.id,
        pluginId: 'greeter',
        manifestHash: 'old',
        actor: admin,
      }),
    ).rejects.toMatchObject({ code: 'CONSENT_OUTDATED' });
    await stack.install(guild, 'greeter');
    await expect(stack.install(guild, 'greeter')).rejects.toMatchObject({ code: 'ALREADY_INSTALLED' });
  });

  it('/setup is idempotent, and /help lists what there is', async () => {
    const guild = await newGuild('Setup');
    await stack.install(guild, 'greeter');
    const owner = guild.owner;
    expect((await owner.run('/setup')).content).toContain('is ready');
    const second = await owner.run('/setup');
    expect(second.content).toContain('already set up');
    expect(second.content).toContain(`http://localhost:3000/guilds/${guild.id}`);
    expect((await owner.run('/help')).content).toContain('`/greet` – Be greeted');
  });

  it('WHEN the host starts again THEN everything is as it was', async () => {
    const guild = await newGuild('Restart');
    await stack.install(guild, 'greeter', { greeting: 'Hola' });
    await guild.member('ana').run('/greet');
    await stack.restart();
    expect((await guild.member('ana').run('/greet')).content).toBe('Hola, ana: 2 visits');
    expect((await guild.owner.run('/setup')).content).toContain('ready');
  });
});
