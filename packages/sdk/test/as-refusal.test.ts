import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';

const refused = () =>
  Promise.reject(
    new DiscordAPIError({ code: 50013, message: 'Missing Permissions' }, 50013, 403, 'PATCH', '/x', {}),
  );

test('what discord.js throws becomes the refusal that ctx.discord throws', async () => {
  const error = await asRefusal(refused).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiscordRefusal);
  expect(error).toMatchObject({ discordCode: 50013, cause: expect.any(DiscordAPIError) });
});

test('anything else passes as it is, and so do answers', async () => {
  const mistake = new TypeError('no');
  await expect(asRefusal(() => Promise.reject(mistake))).rejects.toBe(mistake);
  await expect(asRefusal(() => Promise.resolve(3))).resolves.toBe(3);
});
