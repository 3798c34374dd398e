import { definePlugin, z } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { checkWithoutIntents, WithoutIntentsError } from '../../src/index.ts';

const reader = (degraded: string | undefined, read: (content: string) => void) => {
  const contract = definePlugin({
    id: 'reader',
    name: 'Reader',
    description: 'Reads messages.',
    category: 'tools',
    needs: { 'messages.read': 'reads' },
    intents: { MessageContent: { reason: 'reads', ...(degraded === undefined ? {} : { degraded }) } },
    config: { version: 1, schema: z.object({}) },
  });
  return contract.build(contract.onRaw('MESSAGE_CREATE', (_ctx, message) => read(message.content)));
};

test('GIVEN a plugin that fails without content WHEN it is tried THEN what failed is said', async () => {
  const fragile = reader('counts', (content) => {
    if (content === '') throw new Error('there is nothing to read');
  });
  const failure = await checkWithoutIntents(fragile).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WithoutIntentsError);
  expect((failure as WithoutIntentsError).message).toMatch(
    /without MessageContent[\s\S]*there is nothing to read/,
  );
});

test('GIVEN one that can’t do without THEN it is refused, and one that declares nothing is not affected', async () => {
  const outcomes = await checkWithoutIntents(reader(undefined, () => undefined));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
});
