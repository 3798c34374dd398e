import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePlugin, embedLength, embedLimits, fieldWidgets } from '../src/host/index.ts';
import { definePlugin, field, type PluginDefinitionError, renderEmbed, z } from '../src/index.ts';
import { compilePattern } from '../src/pattern/index.ts';

const id = '111111111111111111';

/** Every kind of field with values that it takes and values that it refuses. */
const kinds: Record<string, { schema: z.ZodType; good: readonly unknown[]; bad: readonly unknown[] }> = {
  channel: { schema: field.channel(), good: [id], bad: ['general', 5] },
  role: { schema: field.role(), good: [id], bad: ['@everyone'] },
  member: { schema: field.member(), good: [id], bad: [''] },
  user: { schema: field.user(), good: [id], bad: ['ana'] },
  snowflake: { schema: field.snowflake(), good: [id], bad: ['012345678901234567'] },
  color: { schema: field.color(), good: [0, 0xffffff], bad: [-1, 0x1000000, 1.5, '#fff'] },
  duration: { schema: field.duration({ max: '1 h' }), good: [0, 3_600_000], bad: [3_600_001, '1 h'] },
  messageTemplate: {
    schema: field.messageTemplate({ variables: ['user'] }),
    good: ['Hi {user}', 'if (a) { b }'],
    bad: ['Hi {usr}', 'a'.repeat(2001)],
  },
  emoji: {
    schema: field.emoji(),
    good: ['🎉', '❤', '❤️', '👩‍🚀', '🇫🇷', '1️⃣', '👍🏽', `<:party:${id}>`, `<a:dance:${id}>`],
    bad: ['', 'a', '🎉🎉', ':tada:', '<:x:1>', '1'],
  },
  permission: { schema: field.permission(), good: ['ManageMessages'], bad: ['MANAGE_MESSAGES', ''] },
  cron: {
    schema: field.cron(),
    good: ['0 9 * * MON-FRI', '*/15 8-18/2 1,15 JAN-MAR *', '@daily', '@Hourly', '0 0 L * *', '0 0 * * 7'],
    bad: ['', '61 * * * *', '* * * * * *', '@reboot', '0 0 30 2 *', '5-3 * * * *', '*/0 * * * *', 'soon'],
  },
  timezone: {
    schema: field.timezone(),
    good: ['Europe/Paris', 'UTC', 'America/Argentina/Buenos_Aires'],
    bad: ['Paris', '+02:00', '', 'Europe/Atlantis'],
  },
  url: {
    schema: field.url({ hosts: ['example.com'] }),
    good: ['https://example.com/a?b=c', 'https://cdn.example.com/x.png'],
    bad: [
      'http://example.com',
      'https://ana:pw@example.com',
      'https://ana@example.com',
      'https://example.com.evil.org',
      'https://notexample.com',
      'javascript:alert(1)',
      'example.com',
      'https://example.com/a b',
    ],
  },
  secret: { schema: field.secret(), good: ['hunter2'], bad: ['', 'x'.repeat(4001)] },
  embed: {
    schema: field.embed({ variables: ['member', 'avatar'] }),
    good: [
      { title: 'Hi {member}' },
      { image: { url: '{avatar}' } },
      { fields: [{ name: 'a', value: 'b', inline: true }], color: 0xff },
      { thumbnail: { url: 'https://example.com/{member}.png' }, footer: { text: 'x' } },
    ],
    bad: [
      {},
      { color: 5 },
      { title: 'a'.repeat(257) },
      { title: 'Hi {usr}' },
      { title: 'x', url: 'http://example.com' },
      { description: 'a'.repeat(4096), footer: { text: 'b'.repeat(1905) } },
      { title: 'x', fields: Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' })) },
      { title: 'x', type: 'rich' },
    ],
  },
  regex: {
    schema: field.regex(),
    good: ['discord\\.gg/\\w+', '(a+)+$', '[(?=]', '^\\p{Lu}+$'],
    bad: ['(', '(?=x)', '(?<!x)y', '(a)\\1', '', 'a'.repeat(501)],
  },
  dateTime: { schema: field.dateTime(), good: ['2026-12-24T18:00:00Z'], bad: ['2026-12-24', 'Christmas'] },
  date: { schema: field.date(), good: ['2026-12-24', '2028-02-29'], bad: ['2026-02-29', '24.12.2026'] },
  time: { schema: field.time(), good: ['00:00', '23:59'], bad: ['24:00', '8:30', '08:60'] },
  localizedText: {
    schema: field.localizedText({ maxLength: 10 }),
    good: [{ en: 'Hello' }, { en: 'Hello', fr: 'Bonjour', 'pt-BR': 'Olá' }],
    bad: [{}, { fr: 'Bonjour' }, { en: '' }, { en: 'x', tlh: 'nuqneH' }, { en: 'Hello there' }],
  },
  file: {
    schema: field.file({ accept: ['.json'], maxLength: 2_000_000 }),
    good: ['{}', 'é'.repeat(1_000_000)],
    bad: ['', 'a'.repeat(1_000_001), {}],
  },
};

describe('kinds of fields', () => {
  it('are all in the table below', () => {
    expect(Object.keys(kinds).sort()).toEqual([...fieldWidgets].sort());
  });

  it.each(Object.entries(kinds))(
    '%s: takes what is right and refuses what is wrong',
    (widget, { schema, good, bad }) => {
      for (const value of good)
        expect(schema.safeParse(value), JSON.stringify(value)).toMatchObject({ success: true });
      for (const value of bad)
        expect(schema.safeParse(value), JSON.stringify(value)).toMatchObject({ success: false });
      const plugin = made({ it: schema.optional() }).build();
      const manifest = describePlugin(plugin, { package: 'x', version: '1.0.0' });
      expect(manifest.config.schema.properties).toMatchObject({ it: { 'x-ui': { widget } } });
    },
  );
});

describe('mistakes in a configuration', () => {
  it('a default is held against its kind', () => {
    expect(mistakesOf({ at: field.cron().default('0 0 30 2 *') })).toEqual([
      expect.objectContaining({ code: 'CONFIG_DEFAULT', where: 'config.at' }),
    ]);
    expect(mistakesOf({ zone: field.timezone().default('Europe/Paris') })).toEqual([]);
  });

  it('an author’s own .refine() on a field is still refused', () => {
    expect(mistakesOf({ at: field.cron().refine((text) => text !== '@daily') })).toEqual([
      expect.objectContaining({ code: 'CONFIG_REFINE', where: 'config.at' }),
    ]);
  });

  it('a secret takes no default and no overrides', () => {
    const codes = mistakesOf({
      token: field.secret().default('hunter2'),
      key: field.overridable(field.secret().optional()),
    }).map(({ code, where }) => `${code} ${where}`);
    expect(codes).toEqual(['CONFIG_SECRET config.token', 'CONFIG_SECRET config.key']);
  });

  it('overridable is a property of the configuration or of its objects, and nothing inside of lists, records and unions', () => {
    const fine = {
      cooldown: field.overridable(z.int().default(5)),
      xp: z.object({ rate: field.overridable(z.int().default(1), { by: ['role'] }) }).prefault({}),
      list: field.overridable(z.array(z.string()).default([])),
    };
    expect(mistakesOf(fine)).toEqual([]);
    const wrong = {
      list: z.array(z.object({ a: field.overridable(z.int()) })).default([]),
      record: z.record(z.string(), field.overridable(z.int())).default({}),
      none: field.overridable(z.int().default(1), { by: [] }),
    };
    expect(mistakesOf(wrong).map(({ code, where }) => `${code} ${where}`)).toEqual([
      'CONFIG_OVERRIDABLE config.list.items.a',
      'CONFIG_OVERRIDABLE config.record.items',
      'CONFIG_OVERRIDABLE config.none',
    ]);
    const { config } = describePlugin(made(fine).build(), { package: 'x', version: '1.0.0' });
    expect(config.schema).toMatchObject({
      properties: {
        cooldown: { 'x-overridable': ['category', 'channel', 'role'], default: 5 },
        xp: { properties: { rate: { 'x-overridable': ['role'] } } },
      },
    });
  });
});

describe('renderEmbed', () => {
  it('fills every text and address, and drops an address that is none', () => {
    const filled = renderEmbed(
      {
        title: 'Hi {name}',
        author: { name: '{name}', icon_url: '{avatar}' },
        image: { url: '{missing}' },
        fields: [{ name: 'Level', value: '{level}' }],
      },
      { name: 'Ana', avatar: 'https://cdn.example/a.png', level: 3 },
    );
    expect(filled).toEqual({
      title: 'Hi Ana',
      author: { name: 'Ana', icon_url: 'https://cdn.example/a.png' },
      fields: [{ name: 'Level', value: '3' }],
    });
  });

  it('whatever the values bring in, the result is within Discord’s limits', () => {
    const text = fc.string({ maxLength: 7000 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 25 }), (a, b, count) => {
        const embed = renderEmbed(
          {
            title: '{a}',
            description: '{b}',
            footer: { text: '{a}' },
            fields: Array.from({ length: count }, () => ({ name: '{a}', value: '{b}' })),
          },
          { a: `${a}x`, b: `${b}x` },
        );
        expect(embedLength(embed)).toBeLessThanOrEqual(embedLimits.total);
        expect(embed.title?.length).toBeLessThanOrEqual(embedLimits.title);
      }),
      { numRuns: 100 },
    );
  });
});

describe('compilePattern', () => {
  it('finds what is there, with its groups', () => {
    const invite = compilePattern('discord\\.gg/(\\w+)', { ignoreCase: true });
    expect(invite.find('join Discord.gg/abc now')).toEqual({
      text: 'Discord.gg/abc',
      index: 5,
      groups: ['abc'],
    });
    expect(invite.test('nothing')).toBe(false);
    expect(invite.find('nothing')).toBeUndefined();
  });

  it('a pattern that takes a RegExp for ever takes no longer than others', () => {
    const evil = compilePattern('^(a+)+$');
    // With backtracking: 2^5000 steps. That this test ends is the proof.
    expect(evil.test(`${'a'.repeat(5000)}!`)).toBe(false);
  });

  it('what it does not know is refused with a code', () => {
    expect(() => compilePattern('(?=x)')).toThrow(expect.objectContaining({ code: 'PATTERN_INVALID' }));
  });
});

function made(shape: z.ZodRawShape) {
  return definePlugin({
    id: 'fields',
    name: 'Fields',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object(shape) },
  });
}

function mistakesOf(shape: z.ZodRawShape) {
  try {
    made(shape).build();
    return [];
  } catch (error) {
    return (error as PluginDefinitionError).mistakes;
  }
}
