/**
 * `pnpm --filter @guildhall/discord-simulator sim:conform`: compares the simulator with Discord itself, or with what
 * was recorded of it. Says how to record when there is neither a token nor a recording.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, mostCalls, type Recorded, record } from './conform.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const golden = join(import.meta.dirname, '../../test/golden/discord.json');
const { CONFORM_TOKEN: token, CONFORM_GUILD: guildId } = process.env;

const howTo = `To compare the simulator with Discord:
  1. Make an application and a guild for nothing else, and add its bot to the guild as an administrator.
  2. CONFORM_TOKEN=<bot token> CONFORM_GUILD=<guild id> pnpm --filter @guildhall/discord-simulator sim:conform
It makes at most ${mostCalls} calls, in a channel of its own that it deletes afterwards, and keeps the shapes of the
answers (no ids, no names, no texts, no token) in test/golden/discord.json, with which it is compared from then on.`;

if ((token === undefined) !== (guildId === undefined)) {
  process.stderr.write(`Both CONFORM_TOKEN and CONFORM_GUILD are needed.\n\n${howTo}\n`);
  process.exit(2);
}
let recording: Recorded[] | null = null;
if (token && guildId) {
  const { recorded, calls } = await record({ api: 'https://discord.com/api', token, guildId });
  mkdirSync(join(golden, '..'), { recursive: true });
  writeFileSync(golden, `${JSON.stringify(recorded, null, 2)}\n`);
  say(`Recorded ${recorded.length} answers of Discord in ${calls} calls: ${golden}`);
  recording = recorded;
} else if (existsSync(golden)) recording = JSON.parse(readFileSync(golden, 'utf8')) as Recorded[];

if (recording === null) {
  say('Nothing has been recorded of Discord yet, so there is nothing to compare with.\n');
  say(howTo);
} else {
  // Not loaded where there is nothing to compare it with.
  const { createDiscord } = await import('../simulator.ts');
  const discord = await createDiscord({ limits: 'off' });
  const guild = discord.guild('Conformity', { install: ['Administrator'] });
  const { recorded } = await record({
    api: discord.api,
    token: discord.application().token,
    guildId: guild.id,
  });
  await discord.close();
  const lines = compare(recording, recorded);
  for (const line of lines) say(line);
  say(`${recording.length} answers compared, ${lines.length} differences.`);
  if (lines.length > 0) process.exitCode = 1;
}
