import type { DiscordSimulator } from '@guildhall/discord-simulator';

/** Writes a message with a component as the bot would, over Discord's own API. @returns the message's id */
export async function writeAsBot(
  discord: DiscordSimulator,
  channelId: string,
  component: unknown,
): Promise<{ readonly id: string }> {
  const answer = await fetch(`${discord.api}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.application().token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'sample', components: [{ type: 1, components: [component] }] }),
  });
  if (!answer.ok) throw new Error(`Discord refused a sample of a component: ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}
