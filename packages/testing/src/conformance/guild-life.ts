import type { Stimulus, Trial } from './trial.ts';
import { textChannel } from './trial.ts';

/** What members do in any guild, and the messages that call the plugin's message commands. */
export function guildLife({ scene, manifest }: Trial): Stimulus[] {
  const { guild, ana, bob } = scene;
  const quiet = (name: string, act: () => Promise<unknown>): Stimulus => ({
    name,
    act: () => act().then(() => undefined),
  });
  const messageCommands = manifest.pieces.flatMap((piece) => {
    if (piece.kind !== 'messageCommand') return [];
    const prefix = piece.prefix ?? manifest.config.defaults[piece.prefixField ?? ''];
    return [`${String(prefix)}${piece.name} sample`];
  });
  return [
    quiet('a message, its edit and its end', async () => {
      const message = await ana.in(textChannel).say('a message');
      await ana.edit(message, 'an edited message');
      await ana.delete(message);
    }),
    ...messageCommands.map((text) => quiet(`the message "${text}"`, () => ana.in(textChannel).say(text))),
    quiet('reactions', async () => {
      const message = await ana.in(textChannel).say('react to me');
      await bob.react(message, '⭐');
      await bob.unreact(message, '⭐');
    }),
    quiet('typing', () => Promise.resolve(ana.in(textChannel).type())),
    quiet('a member comes, is renamed, gets a role and leaves', async () => {
      const cleo = guild.member('cleo');
      await cleo.rename('Cleo the Great');
      if (!guild.roles.some(({ name }) => name === 'sample')) guild.addRole('sample');
      await cleo.giveRole('sample');
      await cleo.removeRole('sample');
      await cleo.leave();
    }),
    quiet('a ban and its end', async () => {
      const dan = guild.member('dan');
      await dan.ban();
      await dan.unban();
    }),
    quiet('somebody talks', async () => {
      if (!guild.channels.some(({ name }) => name === 'sample-voice')) {
        guild.addChannel({ name: 'sample-voice', type: 'voice' });
      }
      await ana.voice.join('sample-voice');
      await ana.voice.mute();
      await ana.voice.leave();
    }),
  ];
}
