import { expect, test } from 'vitest';
import { sightOf, visibleTo, withoutWritten } from '../../src/discord/index.ts';

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
  visibleTo(
    sightOf(
      {
        capabilities: capabilities.map((id) => ({ id })),
        intents: { privileged: intents.map((name) => ({ name })) },
        hosts: [],
      },
      false,
    ),
    payload,
    bot,
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

test('GIVEN an AutoMod execution THEN what was stopped takes the capability for it and the intent', () => {
  const stopped = {
    guild_id: '9',
    rule_id: '8',
    content: 'secret',
    matched_content: 'secret',
    matched_keyword: 'x',
  };
  expect(JSON.stringify(hide(['automod.manage'], [], stopped))).not.toContain('secret');
  expect(hide(['automod.manage'], ['MessageContent'], stopped)).toEqual(stopped);
});

test('GIVEN an answer of the REST API THEN every message in it is without its words, and the rest as it was', () => {
  const own = {
    ...message,
    channel_id: '3',
    author: { id: bot },
    content: 'mine',
    embeds: [],
    referenced_message: null,
  };
  const theirs = { ...message, channel_id: '3' };
  const seen = withoutWritten(
    { items: [{ message: theirs, pinned_at: 'today' }, own], has_more: false },
    bot,
  );
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen).toMatchObject({ items: [{ pinned_at: 'today' }, { content: 'mine' }], has_more: false });
});
