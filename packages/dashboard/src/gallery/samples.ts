import type { JsonSchema } from '../forms/schema/json-schema.ts';
import type { PickerOption } from '../pickers/index.ts';

export const sampleSchema: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Text', description: 'With a description.', minLength: 1, maxLength: 40 },
    long: { type: 'string', title: 'Long text', maxLength: 1000 },
    count: { type: 'integer', title: 'Integer', minimum: 0, maximum: 1000 },
    ratio: { type: 'number', title: 'Number', minimum: 0.1 },
    active: { type: 'boolean', title: 'Switch', description: 'On or off.' },
    curve: { type: 'string', enum: ['sqrt', 'linear'], title: 'Select' },
    days: { type: 'array', items: { type: 'string', enum: ['mon', 'tue', 'wed'] }, title: 'Choices' },
    colour: { type: 'integer', title: 'Colour', 'x-ui': { widget: 'color' } },
    wait: {
      type: 'integer',
      title: 'Duration',
      minimum: 0,
      maximum: 3_600_000,
      'x-ui': { widget: 'duration' },
    },
    message: {
      type: 'string',
      title: 'Message',
      maxLength: 200,
      'x-ui': { widget: 'messageTemplate', variables: [{ name: 'user' }, { name: 'level' }] },
    },
    rewards: {
      type: 'array',
      title: 'List of objects',
      maxItems: 3,
      items: {
        type: 'object',
        required: ['level'],
        properties: {
          level: { type: 'integer', minimum: 1, title: 'Level' },
          label: { type: 'string', title: 'Label' },
        },
      },
    },
    words: { type: 'array', title: 'List of texts', items: { type: 'string', title: 'Word' } },
    limits: { type: 'object', title: 'Record', additionalProperties: { type: 'integer' } },
    range: {
      type: 'object',
      title: 'Object',
      properties: { min: { type: 'integer', title: 'Least' }, max: { type: 'integer', title: 'Most' } },
    },
    action: {
      title: 'Union',
      oneOf: [
        {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'reply' }, text: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'wait' }, seconds: { type: 'integer' } },
        },
      ],
    },
    emoji: { type: 'string', title: 'Emoji', 'x-ui': { widget: 'emoji' } },
    permission: {
      type: 'string',
      title: 'Permission',
      enum: ['ManageMessages', 'BanMembers'],
      'x-ui': { widget: 'permission' },
    },
    schedule: { type: 'string', title: 'Cron', 'x-ui': { widget: 'cron' } },
    zone: { type: 'string', title: 'Time zone', 'x-ui': { widget: 'timezone' } },
    address: {
      type: 'string',
      title: 'Address',
      'x-ui': { widget: 'url', hosts: ['example.com'] },
    },
    token: { type: 'string', title: 'Secret', 'x-ui': { widget: 'secret' } },
    pattern: { type: 'string', title: 'Pattern', 'x-ui': { widget: 'regex' } },
    moment: { type: 'string', title: 'Moment', 'x-ui': { widget: 'dateTime' } },
    day: { type: 'string', title: 'Day', 'x-ui': { widget: 'date' } },
    hour: { type: 'string', title: 'Time of day', 'x-ui': { widget: 'time' } },
    saying: {
      type: 'object',
      title: 'Text in languages',
      required: ['en'],
      properties: { en: { type: 'string', maxLength: 100 } },
      'x-ui': { widget: 'localizedText', languages: ['en', 'fr', 'de'] },
    },
    file: {
      type: 'string',
      title: 'File',
      maxLength: 1000,
      'x-ui': { widget: 'file', accept: ['.json', '.csv'] },
    },
    embed: {
      type: 'object',
      title: 'Embed',
      'x-ui': { widget: 'embed', variables: [{ name: 'user' }] },
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 256 },
        description: { type: 'string', minLength: 1, maxLength: 4096 },
        color: { type: 'integer', 'x-ui': { widget: 'color' } },
        image: {
          type: 'object',
          required: ['url'],
          properties: { url: { type: 'string', 'x-ui': { widget: 'url' } } },
        },
        fields: {
          type: 'array',
          maxItems: 25,
          items: {
            type: 'object',
            required: ['name', 'value'],
            properties: {
              name: { type: 'string', minLength: 1, maxLength: 256 },
              value: { type: 'string', minLength: 1, maxLength: 1024 },
              inline: { type: 'boolean' },
            },
          },
        },
        footer: {
          type: 'object',
          required: ['text'],
          properties: { text: { type: 'string', minLength: 1, maxLength: 2048 } },
        },
      },
    },
    threshold: {
      type: 'integer',
      title: 'Differs by place',
      minimum: 1,
      maximum: 100,
      'x-overridable': ['category', 'channel', 'role'],
    },
    anything: { title: 'Anything else' },
  },
};

export const sampleValues: Record<string, unknown> = {
  name: 'A name',
  count: 12,
  ratio: 0.5,
  active: true,
  curve: 'sqrt',
  days: ['tue'],
  colour: 0x1c6a5e,
  wait: 90_000,
  message: 'Well done **{user}**, level {level}!',
  rewards: [{ level: 5, label: 'Regular' }],
  words: ['one', 'two'],
  limits: { daily: 10 },
  range: { min: 1, max: 5 },
  action: { kind: 'wait', seconds: 3 },
  emoji: '🎉',
  permission: 'ManageMessages',
  schedule: '0 9 * * MON-FRI',
  zone: 'Europe/Paris',
  address: 'https://example.com/feed',
  token: 'secret:0123456789abcdef',
  pattern: 'discord\\.gg/\\w+',
  moment: '2026-12-24T18:00:00Z',
  day: '2026-12-24',
  hour: '08:30',
  saying: { en: 'Hello', fr: 'Bonjour' },
  embed: {
    title: 'Welcome, {user}!',
    description: 'Read **the rules** first.',
    color: 0x1c6a5e,
    image: { url: 'https://example.com/a.png' },
    fields: [
      { name: 'Level', value: '5', inline: true },
      { name: 'Rank', value: '3rd', inline: true },
    ],
    footer: { text: 'Café Guildhall' },
  },
  threshold: 3,
  '@overrides': [
    { field: '/threshold', scope: 'channel', id: '100000000000000001', value: 10 },
    { field: '/threshold', scope: 'role', id: '100000000000000002', value: 20 },
  ],
  anything: { nested: [1, 2] },
};

export const sampleErrors = new Map(
  [
    '/name',
    '/count',
    '/active',
    '/curve',
    '/colour',
    '/wait',
    '/message',
    '/rewards/0/level',
    '/words',
    '/range',
  ].map((pointer) => [pointer, ['What is wrong with it.']] as const),
);

export const sampleOptions: readonly PickerOption[] = [
  { id: '1', name: 'Admin', color: '#d2483c', disabled: 'aboveBot' },
  { id: '2', name: 'Regular', color: '#4ba36a' },
  { id: '3', name: 'Newcomer' },
  { id: '4', name: 'Bot role', disabled: 'managed' },
];

export const sampleMarkdown = `# Heading

Text with **bold**, *italics*, \`code\` and [a link](https://example.org).

- one
- two

| a | b |
|---|---|
| 1 | 2 |

> A quotation

\`\`\`
npm start
\`\`\`

<script>alert(1)</script> is shown as it is.`;
