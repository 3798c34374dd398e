import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimits } from '../src/rest/buckets.ts';

const send = 'POST /channels/{channel_id}/messages';
const in1 = { channel_id: '1' };

describe('the modes of the rate limits', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const passed = (limits: RateLimits, calls: number, key = send, params: Record<string, string> = in1) =>
    Array.from({ length: calls }, () => limits.take(key, params, 'token')).filter((it) => !it.refused).length;

  it('discord: five messages in five seconds', () => {
    const limits = new RateLimits('discord');
    expect(passed(limits, 8)).toBe(5);
    vi.advanceTimersByTime(4999);
    expect(passed(limits, 1)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(passed(limits, 8)).toBe(5);
  });

  it('fast: the same, twenty times as fast', () => {
    const limits = new RateLimits('fast');
    expect(passed(limits, 8)).toBe(5);
    vi.advanceTimersByTime(249);
    expect(passed(limits, 1)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(passed(limits, 8)).toBe(5);
  });

  it('off: none, and no headers', () => {
    const limits = new RateLimits('off');
    expect(passed(limits, 1000)).toBe(1000);
    expect(limits.take(send, in1, 'token').headers).toEqual({});
    expect(limits.takeRename('1')).toBeNull();
    for (let index = 0; index < 20_000; index++) expect(limits.countInvalid(401)).toBe(false);
  });

  it('each channel, guild and webhook has a bucket of its own; answers to interactions have none', () => {
    const limits = new RateLimits('discord');
    for (const id of ['1', '2', '3']) expect(passed(limits, 6, send, { channel_id: id })).toBe(5);
    const answer = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
    expect(passed(limits, 200, answer, {})).toBe(200);
  });

  it('50 a second for a token over all', () => {
    const limits = new RateLimits('discord');
    const each = (index: number) =>
      limits.take('GET /channels/{channel_id}', { channel_id: String(index) }, 't');
    const answers = Array.from({ length: 60 }, (_, index) => each(index));
    expect(answers.filter((it) => it.refused?.global).length).toBe(10);
    vi.advanceTimersByTime(1000);
    expect(each(1).refused).toBeNull();
  });

  it('a channel’s name twice in ten minutes, whatever the bucket says', () => {
    const limits = new RateLimits('discord');
    expect([limits.takeRename('1'), limits.takeRename('1'), limits.takeRename('2')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(limits.takeRename('1')).toBe(600);
    vi.advanceTimersByTime(600_000);
    expect(limits.takeRename('1')).toBeNull();
  });

  it('10,000 invalid requests in ten minutes, of which shared limits are none', () => {
    const limits = new RateLimits('discord');
    for (let index = 0; index < 9_999; index++) expect(limits.countInvalid(403)).toBe(false);
    expect(limits.countInvalid(429, 'shared')).toBe(false);
    expect(limits.countInvalid(200)).toBe(false);
    expect(limits.countInvalid(429, 'user')).toBe(true);
    expect(limits.countInvalid(200)).toBe(true);
    vi.advanceTimersByTime(600_000);
    expect(limits.countInvalid(200)).toBe(false);
  });
});
