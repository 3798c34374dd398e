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
