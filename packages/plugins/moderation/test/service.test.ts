import { definePlugin, field, optional, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moderationService } from '../src/service.ts';
import { startModeration } from './stage.ts';

/** Another plugin, which has moderation act where it is installed, as automod does. */
const guard = definePlugin({
  id: 'guard',
  name: 'Guard',
  description: 'Has members moderated.',
  category: 'moderation',
  needs: {},
  uses: () => ({ moderation: optional(moderationService) }),
  config: { version: 1, schema: z.object({}) },
});
const ask = guard.command({
  name: 'ask',
  description: 'Have something done',
  options: {
    deed: z.enum(['warn', 'timeout', 'kick', 'ban', 'unban', 'note']).meta({ description: 'What' }),
    user: field.user().meta({ description: 'To whom' }),
    key: z.string().meta({ description: 'Its name' }),
  },
  async run(ctx, { deed, user, key }) {
    const { moderation } = ctx.use;
    if (!moderation) return ctx.reply('no moderation here');
    const order = { userId: user.id, reason: 'Spam', source: 'guard', key };
    const done =
      deed === 'timeout'
        ? await moderation.timeout({ ...order, duration: 60_000 })
        : await moderation[deed](order);
    const { points } = await moderation.history({ userId: user.id });
    return ctx.reply(JSON.stringify({ ...done, points }));
  },
});

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration({}, [guard.build(ask)]);
});
afterAll(() => open.stage.close());

test('GIVEN another plugin WHEN it warns thrice THEN these are its cases, and the third sets off the step', async () => {
  const { ana, bob, log } = await open.scene();
  const warn = async (key: string) =>
    JSON.parse((await ana.run('/ask', { deed: 'warn', user: bob, key })).content);
  expect(await warn('a')).toMatchObject({
    outcome: 'done',
    case: 1,
    refusal: null,
    points: 1,
    escalated: null,
  });
  expect(await warn('a')).toMatchObject({ outcome: 'repeated', case: 1, points: 1 });
  await warn('b');
  expect(await warn('c')).toMatchObject({ outcome: 'done', case: 3, points: 3, escalated: 'timeout' });
  expect(bob.timedOutUntil).not.toBeNull();
  const [first] = await log();
  expect(first?.fields?.find(({ name }) => name === 'By')?.value).toBe('the plugin guard');
});

test('GIVEN what it may not THEN it is told why, in a code, and nothing happens', async () => {
  const { guild, ana, bob, setEnabled } = await open.scene();
  const run = async (deed: string, user: typeof ana, key: string) =>
    (await ana.run('/ask', { deed, user, key })).content;
  expect(JSON.parse(await run('ban', guild.owner, 'x'))).toMatchObject({
    outcome: 'refused',
    refusal: 'target_is_owner',
    case: null,
  });
  expect(JSON.parse(await run('warn', guild.owner, 'y'))).toMatchObject({
    outcome: 'refused',
    refusal: 'target_is_owner',
  });
  expect(JSON.parse(await run('unban', bob, 'z'))).toMatchObject({
    outcome: 'refused',
    refusal: 'not_banned',
  });
  expect(JSON.parse(await run('timeout', bob, 't'))).toMatchObject({ outcome: 'done', case: 1 });
  expect(JSON.parse(await run('kick', bob, 'k'))).toMatchObject({ outcome: 'done', case: 2 });
  await setEnabled('moderation', false);
  expect(await run('warn', ana, 'w')).toBe('no moderation here');
});
