import { afterEach, expect, test, vi } from 'vitest';
import { Handles } from '../../src/sandbox/handles.ts';

const here = { pluginId: 'a', guildId: '1' };
afterEach(() => void vi.useRealTimers());

test('GIVEN a token WHEN a plugin holds its handle THEN it means something for that plugin in that guild only', () => {
  const handles = new Handles();
  const handle = handles.give('secret', here);
  expect(handle).not.toContain('secret');
  expect(handles.token(handle, here)).toBe('secret');
  expect(handles.token(handle, { ...here, guildId: '2' })).toBeUndefined();
  expect(handles.token(handle, { ...here, pluginId: 'b' })).toBeUndefined();
  expect(handles.token('gh_forged', here)).toBeUndefined();
});

test('GIVEN an interaction’s handle WHEN 15 minutes have gone by THEN it means nothing; a webhook’s still does', () => {
  vi.useFakeTimers();
  const handles = new Handles();
  const [interaction, webhook] = [handles.give('i', here), handles.give('w', here, false)];
  vi.advanceTimersByTime(15 * 60_000 + 1);
  expect(handles.token(interaction, here)).toBeUndefined();
  expect(handles.token(webhook, here)).toBe('w');
});
