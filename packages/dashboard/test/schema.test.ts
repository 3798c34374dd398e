import { beforeAll, describe, expect, test } from 'vitest';
import { checkValue } from '../src/forms/schema/check-value.ts';
import { fieldTexts, wordsOf } from '../src/forms/schema/field-text.ts';
import { type JsonSchema, resolveNode } from '../src/forms/schema/json-schema.ts';
import { loadPatterns } from '../src/forms/schema/safe-pattern.ts';
import { schemaAt } from '../src/forms/schema/schema-at.ts';
import { startingValue } from '../src/forms/schema/starting-value.ts';
import { widgetOf } from '../src/forms/schema/widget-of.ts';

const root: JsonSchema = { $defs: { level: { type: 'integer', minimum: 1, title: 'Level' } } };

describe('the widget of a node', () => {
  const cases: readonly [string, JsonSchema][] = [
    ['text', { type: 'string' }],
    ['text', { type: 'string', 'x-ui': { widget: 'snowflake' } }],
    ['number', { type: 'integer' }],
    ['number', { $ref: '#/$defs/level' }],
    ['number', { anyOf: [{ type: 'number' }, { type: 'null' }] }],
    ['switch', { type: 'boolean' }],
    ['select', { type: 'string', enum: ['a'] }],
    ['choices', { type: 'array', items: { enum: ['a'] } }],
    ['role', { type: 'string', 'x-ui': { widget: 'role' } }],
    ['channels', { type: 'array', items: { type: 'string', 'x-ui': { widget: 'channel' } } }],
    ['members', { type: 'array', items: { type: 'string', 'x-ui': { widget: 'member' } } }],
    ['member', { type: 'string', 'x-ui': { widget: 'user' } }],
    ['color', { type: 'integer', 'x-ui': { widget: 'color' } }],
    ['duration', { type: 'integer', 'x-ui': { widget: 'duration' } }],
    ['messageTemplate', { type: 'string', 'x-ui': { widget: 'messageTemplate', variables: [] } }],
    ['list', { type: 'array', items: { type: 'object', properties: {} } }],
    ['object', { type: 'object', properties: { a: {} } }],
    ['record', { type: 'object', additionalProperties: { type: 'string' } }],
    [
      'union',
      { oneOf: [{ properties: { kind: { const: 'a' } } }, { properties: { kind: { const: 'b' } } }] },
    ],
    ['json', {}],
    ['json', { anyOf: [{ type: 'string' }, { type: 'number' }] }],
  ];
  test.each(cases)('%s for %j', (widget, schema) => {
    expect(widgetOf(schema, root)).toBe(widget);
  });
});

test('a nullable node keeps its own title over that of what it wraps', () => {
  const { node, nullable } = resolveNode(
    { title: 'Outer', anyOf: [{ $ref: '#/$defs/level' }, { type: 'null' }] },
    root,
  );
  expect(nullable).toBe(true);
  expect(node).toMatchObject({ title: 'Outer', type: 'integer', minimum: 1 });
});

test('a new element has the right shape, and no invented ids', () => {
  const reward: JsonSchema = {
    type: 'object',
    required: ['level', 'role', 'note'],
    properties: {
      level: { $ref: '#/$defs/level' },
      role: { type: 'string', 'x-ui': { widget: 'role' } },
      note: { type: 'string', default: 'hi' },
      extra: { type: 'string' },
    },
  };
  expect(startingValue(reward, root)).toEqual({ level: 1, note: 'hi' });
});

describe('what can be said without the host', () => {
  beforeAll(loadPatterns);

  const check = (schema: JsonSchema, value: unknown) =>
    checkValue(schema, value, root).map((problem) => `${problem.pointer} ${problem.key}`);

  test.each<[string[], JsonSchema, unknown]>([
    [[], { type: 'integer', minimum: 1 }, 1],
    [[' minimum'], { type: 'integer', minimum: 1 }, 0],
    [[' maximum'], { type: 'number', maximum: 1 }, 1.5],
    [[' integer'], { type: 'integer' }, 1.5],
    [[' above'], { type: 'number', exclusiveMinimum: 0 }, 0],
    [[' maxLength'], { type: 'string', maxLength: 1 }, 'ab'],
    [[], { type: 'string', maxLength: 1 }, '😀'],
    [[' required'], { type: 'string', minLength: 1 }, ''],
    [[' pattern'], { type: 'string', pattern: '^\\d+$' }, 'x'],
    [[' maxItems'], { type: 'array', maxItems: 1, items: {} }, [1, 2]],
    [
      ['/0/role required'],
      {
        type: 'array',
        items: { type: 'object', required: ['role'], properties: { role: { type: 'string' } } },
      },
      [{}],
    ],
    [
      ['/a required'],
      { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
      {},
    ],
    [['/x minimum'], { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } }, { x: 0 }],
    [[], { anyOf: [{ type: 'integer' }, { type: 'null' }] }, null],
  ])('%j for %j', (expected, schema, value) => {
    expect(check(schema, value)).toEqual(expected);
  });
});

describe('texts of a form', () => {
  const texts = fieldTexts(
    { en: { 'config.a.title': 'English' }, fr: { 'config.a.title': 'Français' } },
    'fr-CA',
  );
  test('the page’s language first, then the schema, then the key’s words', () => {
    expect(texts.title('config.a', { title: 'Schema' }, 'a')).toBe('Français');
    expect(texts.title('config.b', { title: 'Schema' }, 'b')).toBe('Schema');
    expect(texts.title('config.voiceXpPerMinute', {}, 'voiceXpPerMinute')).toBe('Voice xp per minute');
    expect(wordsOf('no_xp-channels')).toBe('No xp channels');
  });

  test('a place inside of a list has its titles and its position', () => {
    const schema: JsonSchema = {
      properties: {
        rewards: { type: 'array', title: 'Rewards', items: { properties: { level: { title: 'Level' } } } },
      },
    };
    expect(schemaAt(schema, ['rewards', '1', 'level'], texts)).toMatchObject({
      title: 'Rewards › 2 › Level',
      textPath: 'config.rewards.items.level',
    });
  });
});
