/** The simulated Discord of the footprint benchmark, in a process of its own; does what its parent asks. */
import { createDiscord } from '@guildhall/discord-simulator';

/** What it is asked for. */
export type DiscordOrder = { readonly guilds: number } | { readonly run: string };

/** What it tells first: where it is, and the application to be. */
export interface DiscordAddress {
  readonly origin: string;
  readonly api: string;
  readonly cdn: string;
  readonly application: {
    readonly id: string;
    readonly name: string;
    readonly token: string;
    readonly clientSecret: string;
  };
}

export interface GuildAddress {
  readonly id: string;
  readonly ownerId: string;
}

const discord = await createDiscord({ limits: 'off' });
const { id, name, token, clientSecret } = discord.application({ name: 'Guildhall' });
const { origin, api, cdn } = discord;
const address: DiscordAddress = { origin, api, cdn, application: { id, name, token, clientSecret } };
let count = 0;
const guilds = (wanted: number): readonly GuildAddress[] =>
  Array.from({ length: wanted }, () => {
    count += 1;
    const guild = discord.guild(`Guild ${count}`, { channels: ['general'] });
    return { id: guild.id, ownerId: guild.owner.id };
  });

process.on('message', async (order: DiscordOrder) => {
  if ('guilds' in order) {
    process.send?.(guilds(order.guilds));
    return;
  }
  const [first] = discord.guilds;
  if (!first) throw new Error('there is no guild yet');
  const { content } = await first.member('ana').in('general').run(order.run);
  process.send?.(content);
});
process.on('disconnect', () => void discord.close().then(() => process.exit(0)));
process.send?.(address);
