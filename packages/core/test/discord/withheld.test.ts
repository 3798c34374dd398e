import { expect, test } from 'vitest';
import { withholding } from '../../src/discord/index.ts';

const bot = '1';
const message = {
  id: '5',
  content: 'secret',
  embeds: [{ title: 'secret' }],
  attachments: [{ id: '6' }],
  author: { id: '2' },
  member: { nick: 'Ana', roles: ['7'] },
  mentions: [],
  referenced_message: { id: '4', content: 'older secret', author: { id: '3' } },
};
const all = ['messages.read', 'members.read'];
const hide = (capabilities: readonly string[], intents: readonly string[], payload: unknown = message) =>
  withholding({ capabilities: new Set(capabilities), intents: new Set(intents) }, bot)(
    'MESSAGE_CREATE',
    payload,
  );

test('GIVEN everything granted THEN the payload is the gateway’s own', () => {
  expect(hide(all, ['MessageContent'])).toBe(message);
});

test('GIVEN no intent for content THEN no word of it is there, nor of what it answers', () => {
  const seen = hide(all, []);
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen).toMatchObject({
    id: '5',
    content: '',
    embeds: [],
    author: { id: '2' },
    member: { nick: 'Ana' },
  });
  expect(message.content, 'what others get is untouched').toBe('secret');
});

test('GIVEN a message to the bot, or by it, THEN it may be read, as with Discord', () => {
  expect(hide(all, [], { ...message, mentions: [{ id: bot }] })).toMatchObject({ content: 'secret' });
  expect(hide(all, [], { ...message, author: { id: bot } })).toMatchObject({ content: 'secret' });
});

test('GIVEN no capability for members THEN of the member there are roles alone', () => {
  expect(hide(['messages.read'], ['MessageContent'])).toMatchObject({
    content: 'secret',
    member: { roles: ['7'] },
  });
  expect(hide(['messages.read'], ['MessageContent'])).not.toHaveProperty('member.nick');
});
