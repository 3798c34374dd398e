import { readFileSync } from 'node:fs';
import { capabilities } from '@guildhall/sdk/host';
import { describe, expect, it } from 'vitest';
import { describeWrite } from '../../src/discord/broker/describe-write.ts';
import { describeExplanation } from '../../src/explanations/index.ts';

const writes = Object.values(capabilities)
  .flatMap(({ routes }) => routes)
  .filter((route) => !route.startsWith('GET '))
  .map((route) => route.split(' ').slice(0, 2).join(' '));
const inDashboard = (language: string): { shadow: { action: Record<string, string> } } =>
  JSON.parse(
    readFileSync(new URL(`../../../dashboard/src/locales/${language}.json`, import.meta.url), 'utf8'),
  );

describe('every write that a capability opens', () => {
  it.each([...new Set(writes)])('%s has a name, in a report and in /why, in both languages', (route) => {
    const [method = '', path = ''] = route.split(' ');
    const { action } = describeWrite(method, path.replaceAll('{}', '100000000000000001'), {});
    expect(action).not.toBe('other');
    for (const language of ['en', 'fr']) {
      expect(inDashboard(language).shadow.action, language).toHaveProperty(action.replaceAll('.', '_'));
      const explained = { call: { route: route.replaceAll('{}', '{id}'), status: '200' }, channelId: null };
      const { text } = describeExplanation(explained as never, undefined, language);
      expect(text).not.toContain('Discord');
    }
  });

  it('names what it acts on', () => {
    const ids = ['1', '2', '3'].map((n) => n.repeat(18)) as [string, string, string];
    const [a, b, c] = ids;
    expect(describeWrite('PUT', `/guilds/${a}/members/${b}/roles/${c}`, undefined)).toEqual({
      action: 'role.give',
      userId: b,
      roleId: c,
    });
    expect(describeWrite('PUT', `/channels/${a}/messages/pins/${b}`, undefined)).toEqual({
      action: 'message.pin',
      channelId: a,
      messageId: b,
    });
    expect(describeWrite('PATCH', `/guilds/${a}/voice-states/${b}`, { suppress: false })).toEqual({
      action: 'speaker.edit',
      userId: b,
    });
    expect(describeWrite('POST', '/stage-instances', { channel_id: a, topic: 'Jazz' })).toEqual({
      action: 'stage.open',
      channelId: a,
      text: 'Jazz',
    });
    const until = { communication_disabled_until: '2030-01-01T00:00:00Z' };
    expect(describeWrite('PATCH', `/guilds/${a}/members/${b}`, until).action).toBe('member.timeout');
    expect(describeWrite('DELETE', `/guilds/${a}`, undefined)).toEqual({ action: 'other' });
  });
});
