/** A whole Guildhall in a process of its own, whose plugin loses sight of what it starts. It says at last what it has found. */
import { createDiscord } from '@guildhall/discord-simulator';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { startGuildhall } from '../../src/app/index.ts';
import { readSettings } from '../../src/settings/index.ts';

const [dataDir = '', uri = ''] = process.argv.slice(2);
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

const loose = definePlugin({
  id: 'loose',
  name: 'Loose',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: { 'messages.read': 'listens' },
  intents: { MessageContent: { reason: 'listens', degraded: 'by command' } },
  config: { version: 1, schema: z.object({}) },
});
let ticks = 0;
const ways: Record<string, () => unknown> = {
  forgotten: () =>
    void (async () => {
      await soon();
      throw new Error('forgotten await');
    })(),
  timer: () =>
    setTimeout(() => {
      throw new Error('timer threw');
    }, 1),
  endless: () =>
    setInterval(() => {
      ticks++;
      throw new Error('endless');
    }, 1),
};
const plugin = loose.build(
  loose.command({
    name: 'lose',
    description: 'Loses sight',
    options: { way: z.string().meta({ description: 'How' }) },
    async run(ctx, { way }) {
      ways[way]?.();
      await ctx.reply('lost');
    },
  }),
  loose.onRaw('MESSAGE_CREATE', (_ctx, message) => void ways[message.content]?.()),
);

const discord = await createDiscord({ limits: 'off' });
const fatal: string[] = [];
const guildhall = await startGuildhall({
  settings: readSettings({ PORT: '0', DATA_DIR: dataDir, MONGODB_URI: uri, LOG_LEVEL: 'silent' }),
  simulator: discord,
  plugins: [{ plugin, manifest: describePlugin(plugin, { package: 'test-loose', version: '1.0.0' }) }],
  onFatal: (error) => fatal.push(String(error)),
});
const guild = discord.guild('Loose', { channels: ['general'] });
const other = discord.guild('Other', { channels: ['general'] });
const ana = guild.member('ana');
const { installations, catalogue } = guildhall;
const actor = { kind: 'system', reason: 'test' } as const;
await guildhall.idle();
for (const { id: guildId } of [guild, other]) {
  const manifestHash = catalogue.newest('loose')?.manifestHash ?? '';
  await installations.install({ guildId, pluginId: 'loose', manifestHash, actor });
}
await guildhall.idle();

/** Problems of a guild, once they are so. */
const problems = async (guildId: string, enough: (counts: Record<string, number>) => boolean) => {
  for (;;) {
    await guildhall.idle();
    const found = (await installations.get(guildId, 'loose'))?.problems ?? [];
    const counts = Object.fromEntries(found.map(({ code, count }) => [code, count]));
    if (enough(counts)) return found;
    await soon();
  }
};
await ana.run('/lose', { way: 'forgotten' });
await problems(guild.id, ({ REJECTION_UNHANDLED: n = 0 }) => n === 1);
await ana.in('general').say('timer');
const first = await problems(guild.id, ({ EXCEPTION_UNCAUGHT: n = 0 }) => n === 1);
const answer = (await ana.run('/lose', { way: 'none' })).content;

await other.member('bob').in('general').say('endless');
const rested = await problems(other.id, ({ CIRCUIT_OPEN: n = 0 }) => n === 1);
const sofar = ticks;
while (ticks < sofar + 20) await soon();
const rests = await problems(other.id, () => true);
await installations.setEnabled(other.id, 'loose', false, actor);
const off = ticks;
while (ticks < off + 20) await soon();

const view = (found: typeof first) =>
  found
    .map(({ code, piece, count, message, remedy }) => ({ code, piece, count, message, remedy }))
    .sort((a, b) => a.code.localeCompare(b.code));
process.stdout.write(
  `${JSON.stringify({ first: view(first), answer, rested: view(rested), rests: view(rests), fatal })}\n`,
);
await guildhall.close();
await discord.close();
process.exit(0);
