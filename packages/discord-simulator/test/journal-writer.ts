/** Writes in a journalled world until it is killed, telling each message's id once it is written. */
import { createDiscord } from '@guildhall/discord-simulator';

const discord = await createDiscord({
  limits: 'off',
  seed: 3,
  journal: process.argv[2] ?? '',
  validate: false,
});
const guild = discord.guild('Kept', { roles: ['Mod'], channels: ['general'] });
const ana = guild.member('ana', { roles: ['Mod'] });
for (let index = 0; ; index++) {
  const message = await ana.in('general').say(`message ${index}`);
  if (index % 3 === 0) await message.react('⭐');
  // What is told here was handed to the operating system before: the microtask that writes it has run.
  await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write(`${message.id}\n`);
}
