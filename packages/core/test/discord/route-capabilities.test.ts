import { describe, expect, it } from 'vitest';
import { capabilitiesFor } from '../../src/discord/broker/index.ts';
import { withoutStrayMentions } from '../../src/discord/broker/mentions.ts';

describe('capabilitiesFor', () => {
  it.each([
    ['POST', '/channels/1/messages', ['messages.send', 'direct.send']],
    ['DELETE', '/channels/1/messages/2', ['messages.send', 'messages.manage', 'direct.send']],
    ['PUT', '/channels/1/messages/2/reactions/👍/@me', ['reactions.add']],
    ['DELETE', '/channels/1/messages/2/reactions/👍/@me', ['reactions.add']],
    ['DELETE', '/channels/1/messages/2/reactions/👍/3', ['messages.manage']],
    ['PUT', '/guilds/1/members/2/roles/3', ['members.roles']],
    ['GET', '/guilds/1/members/search', ['members.read']],
    ['DELETE', '/guilds/1', []],
    ['GET', '/users/@me/guilds', []],
    ['PUT', '/applications/1/commands', []],
    ['POST', '/channels//messages', []],
  ])('%s %s', (method, path, expected) => {
    expect([...capabilitiesFor(method, path)].sort()).toEqual([...expected].sort());
  });
});

describe('withoutStrayMentions', () => {
  const nobody = { parse: [] };

  it('adds allowed_mentions to messages that do not have it, and leaves the others alone', () => {
    const body = JSON.stringify({ content: '@everyone' });
    expect(JSON.parse(withoutStrayMentions('POST', '/channels/1/messages', body) as string)).toEqual({
      content: '@everyone',
      allowed_mentions: nobody,
    });
    const own = JSON.stringify({ content: 'x', allowed_mentions: { parse: ['users'] } });
    expect(JSON.parse(withoutStrayMentions('POST', '/channels/1/messages', own) as string)).toEqual(
      JSON.parse(own),
    );
    expect(withoutStrayMentions('POST', '/guilds/1/channels', body)).toBe(body);
  });

  it('also in answers to interactions and in messages with files', () => {
    const answer = JSON.stringify({ type: 4, data: { content: '@here' } });
    const sent = JSON.parse(withoutStrayMentions('POST', '/interactions/1/t/callback', answer) as string);
    expect(sent.data.allowed_mentions).toEqual(nobody);
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ content: '@here' }));
    withoutStrayMentions('POST', '/channels/1/messages', form);
    expect(JSON.parse(form.get('payload_json') as string).allowed_mentions).toEqual(nobody);
  });
});
