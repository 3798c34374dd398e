import { readFileSync } from 'node:fs';
import { field, type MessageEmbed } from '@guildhall/sdk';
import { fieldWidgets } from '@guildhall/sdk/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldChecks } from '../../src/installations/config/field-checks.ts';
import { InstallationError } from '../../src/installations/index.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const elsewhere = '999999999999999999';

const schema = z.object({
  emoji: field.emoji().optional(),
  permission: field.permission().optional(),
  cron: field.cron().optional(),
  timezone: field.timezone().optional(),
  url: field.url({ hosts: ['example.com'] }).optional(),
  embed: field.embed({ variables: ['member', 'avatar'] }).optional(),
  regex: field.regex().optional(),
  dateTime: field.dateTime().optional(),
  date: field.date().optional(),
  time: field.time().optional(),
  localizedText: field.localizedText().optional(),
  webhooks: z
    .array(z.object({ name: z.string(), token: field.secret() }))
    .max(5)
    .default([]),
  token: field.secret().optional(),
  action: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('react'), emoji: field.emoji() }),
      z.object({ kind: z.literal('call'), token: field.secret() }),
    ])
    .optional(),
});

const plugin = definePlugin({ ...basics, id: 'fields', config: { version: 1, schema } });
const tell = plugin.command({
  name: 'tell',
  description: 'What it knows',
  run: ({ config, reply }) =>
    reply(JSON.stringify([config.token ?? null, config.webhooks.map(({ token }) => token)])),
});

describe('kinds of fields in a real host', () => {
  let stack: Stack;
  let revision = 0;
  const guildId = () => stack.discord.guild('Fields').id;
  beforeAll(async () => {
    stack = await startStack([plugin.build(tell)]);
    const guild = stack.discord.guild('Fields', { channels: ['general'] });
    await stack.idle();
    ({ revision } = await stack.install(guild, 'fields'));
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  const configure = async (values: unknown, locale = 'en') => {
    const installation = await stack.host.installations.configure(
      guildId(),
      'fields',
      values,
      revision,
      admin,
      locale,
    );
    ({ revision } = installation);
    return installation;
  };
  const refusal = async (values: unknown, locale = 'en') => {
    const problems = await stack.host.installations.validateConfig(guildId(), 'fields', values, locale);
    return problems.map(({ pointer, code, message }) => ({ pointer, code, message }));
  };

  it('every kind of field has its check, its widget in the dashboard and its line in the guide', () => {
    expect(Object.keys(fieldChecks).sort()).toEqual([...fieldWidgets].sort());
    const root = new URL('../../../../', import.meta.url);
    const widgets = readFileSync(new URL('packages/dashboard/src/forms/widgets/index.ts', root), 'utf8');
    const guide = readFileSync(new URL('docs/guides/config.md', root), 'utf8');
    // Ids of anybody and anything have no list to choose from.
    const written = ['user', 'snowflake'];
    for (const kind of fieldWidgets) {
      expect(guide, `the guide on configuration lacks ${kind}`).toContain(`\`${kind}(`);
      if (written.includes(kind)) continue;
      expect(widgets, `the dashboard lacks a widget for ${kind}`).toMatch(new RegExp(`^ {2}${kind}: `, 'm'));
    }
  });

  it.each([
    [{ emoji: 'tada' }, '/emoji', 'emoji_invalid'],
    [{ emoji: `<:party:${elsewhere}>` }, '/emoji', 'unknown_emoji'],
    [{ permission: 'Fly' }, '/permission', 'enum'],
    [{ cron: '0 0 30 2 *' }, '/cron', 'cron_invalid'],
    [{ timezone: 'Europe/Atlantis' }, '/timezone', 'timezone_invalid'],
    [{ url: 'http://example.com' }, '/url', 'url_insecure'],
    [{ url: 'https://ana:pw@example.com' }, '/url', 'url_credentials'],
    [{ url: 'https://elsewhere.org' }, '/url', 'url_host'],
    [{ url: 'nonsense' }, '/url', 'url_invalid'],
    [{ embed: {} }, '/embed', 'embed_empty'],
    [{ embed: { title: 'a'.repeat(257) } }, '/embed/title', 'maxLength'],
    [{ embed: { title: 'x', image: { url: 'http://x.y' } } }, '/embed/image/url', 'url_insecure'],
    [
      { embed: { description: 'a'.repeat(4096), footer: { text: 'b'.repeat(2000) } } },
      '/embed',
      'embed_too_long',
    ],
    [{ regex: '(?=x)' }, '/regex', 'pattern_invalid'],
    [{ regex: '(' }, '/regex', 'pattern_invalid'],
    [{ dateTime: 'tomorrow' }, '/dateTime', 'format'],
    [{ date: '2026-02-30' }, '/date', 'format'],
    [{ time: '25:00' }, '/time', 'pattern'],
    [{ localizedText: { en: 'x', tlh: 'y' } }, '/localizedText', 'unknown_language'],
    [{ action: { kind: 'react', emoji: 'x' } }, '/action/emoji', 'emoji_invalid'],
  ])('%j is refused at %s as %s, in English and in French', async (values, pointer, code) => {
    const [english] = await refusal(values);
    const [french] = await refusal(values, 'fr');
    expect(english).toMatchObject({ pointer, code });
    expect(french).toMatchObject({ pointer, code });
    expect(french?.message).not.toBe(english?.message);
    expect(english?.message).not.toContain('{');
  });

  it('what is right is taken, with an emoji that the guild has', async () => {
    const party = stack.discord.guild('Fields').addEmoji('party');
    const embed: MessageEmbed = { title: 'Hi {member}', image: { url: '{avatar}' } };
    const values = {
      emoji: `<:party:${party.id}>`,
      permission: 'ManageMessages',
      cron: '0 9 * * MON-FRI',
      timezone: 'Europe/Paris',
      url: 'https://cdn.example.com/a',
      embed,
      regex: '(a+)+$',
      dateTime: '2026-12-24T18:00:00Z',
      date: '2026-12-24',
      time: '08:30',
      localizedText: { en: 'Hello', fr: 'Bonjour' },
      action: { kind: 'react', emoji: '👍🏽' },
    };
    expect((await configure(values)).config.values).toEqual(values);
  });

  describe('secrets', () => {
    const secret = 'hunter2-and-a-half';
    const ask = async () => {
      const ana = stack.discord.guild('Fields').member('ana');
      const { message } = await ana.run('/tell');
      return JSON.parse(String(message?.content ?? 'null'));
    };

    it('handlers read them; nobody else does: not the installation, history, audit log or database', async () => {
      const installation = await configure({ token: secret, webhooks: [{ name: 'a', token: `${secret}!` }] });
      expect(await ask()).toEqual([secret, [`${secret}!`]]);
      const { installations } = stack.host;
      const shown = JSON.stringify([
        installation,
        await installations.get(guildId(), 'fields'),
        await installations.list(guildId()),
        await installations.history(guildId(), 'fields', 20),
        stack.observed.audit,
        stack.observed.log,
      ]);
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain('sealed:');
      expect(installation.config.values).toEqual({
        token: expect.stringMatching(/^secret:[0-9a-f]{16}$/),
        webhooks: [{ name: 'a', token: expect.stringMatching(/^secret:[0-9a-f]{16}$/) }],
      });
      const db = stack.database.db();
      for (const collection of await db.listCollections().toArray()) {
        const documents = await db.collection(collection.name).find().toArray();
        expect(JSON.stringify(documents), collection.name).not.toContain(secret);
      }
    });

    it('a form sends the reference back: the secret stays, wherever it is moved; another one replaces it', async () => {
      const current = await stack.host.installations.get(guildId(), 'fields');
      const values = current?.config.values as { token: string; webhooks: { token: string }[] };
      await configure({
        token: 'new',
        webhooks: [
          { name: 'first', token: 'fresh' },
          { name: 'b', token: values.webhooks[0]?.token },
        ],
      });
      expect(await ask()).toEqual(['new', ['fresh', `${secret}!`]]);
    });

    it('an older revision has its own secrets again', async () => {
      const history = await stack.host.installations.history(guildId(), 'fields', 20);
      const older = history.find(({ values }) => JSON.stringify(values).includes('"a"'));
      const restored = await stack.host.installations.restore(
        guildId(),
        'fields',
        older?.number ?? 0,
        revision,
        admin,
      );
      ({ revision } = restored);
      expect(await ask()).toEqual([secret, [`${secret}!`]]);
    });

    it('a reference leads to no other guild’s secret, and into no other field', async () => {
      const current = await stack.host.installations.get(guildId(), 'fields');
      const token = String(current?.config.values.token);
      const other = stack.discord.guild('Other', { channels: ['general'] });
      await stack.idle();
      await stack.install(other, 'fields');
      const problems = await stack.host.installations.validateConfig(other.id, 'fields', { token }, 'fr');
      expect(problems).toEqual([
        { pointer: '/token', code: 'secret_unknown', message: expect.stringContaining('Saisis-le') },
      ]);
      // In a text it is a text.
      await configure({ webhooks: [{ name: token, token }], token });
      const { effective } = (await stack.host.installations.get(guildId(), 'fields'))?.config ?? {};
      expect(JSON.stringify(effective)).not.toContain(secret);
    });

    it('they are there after a restart; with another key the admin is told, and nothing crashes', async () => {
      await configure({ token: secret });
      await stack.restart();
      expect(await ask()).toEqual([secret, []]);
      const { database } = stack;
      const { Installation } = database.models;
      const key = { guildId: guildId(), pluginId: 'fields', applicationId: stack.bot.applicationId };
      const found = await Installation.findOne(key).lean();
      const broken = String(found?.config.effective.token).replace(/.{4}$/, 'AAAA');
      await Installation.updateOne(key, { $set: { 'config.effective.token': broken } });
      await stack.restart();
      expect(await ask()).toEqual(['', []]);
      const { problems = [] } = (await stack.host.installations.get(guildId(), 'fields')) ?? {};
      expect(problems).toEqual([expect.objectContaining({ code: 'SECRETS_LOST', count: 1 })]);
    });
  });
});

describe('what an author can’t do', () => {
  it('a refused configuration names the field and never the secret', async () => {
    const stack = await startStack([plugin.build(tell)]);
    try {
      const guild = stack.discord.guild('Strict', { channels: ['general'] });
      await stack.idle();
      const failure = await stack
        .install(guild, 'fields', { token: 'x'.repeat(4001) })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InstallationError);
      expect(String(failure)).toContain('/token');
      expect(String(failure)).not.toContain('xxx');
    } finally {
      await stack.close();
    }
  });
});
