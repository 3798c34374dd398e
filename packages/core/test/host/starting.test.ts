import { createDiscord, type DiscordSimulator } from '@guildhall/discord-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BotStartError, createBot } from '../../src/discord/index.ts';
import { chooseIntents } from '../../src/discord/intents.ts';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

const reader = definePlugin({
  ...basics,
  id: 'reader',
  needs: { 'messages.read': 'reads' },
  intents: { MessageContent: { reason: 'counts words', degraded: 'counts messages' } },
});
const contents: string[] = [];
const read = reader.onRaw('MESSAGE_CREATE', (_ctx, message) => void contents.push(message.content));

describe('starting', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([reader.build(read)]);
  });
  afterAll(() => stack.close());

  const quiet = {
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: {
      gatewayEvent: () => undefined,
      restRequest: () => undefined,
      restRefused: () => undefined,
    },
  };
  const options = (discord: DiscordSimulator, token: string) => ({
    token,
    rest: { api: discord.api },
    database: stack.database,
    ...quiet,
  });

  it('a wrong token is said so', async () => {
    const attempt = createBot(options(stack.discord, 'MTIz.wrong.token'));
    await expect(attempt).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(attempt).rejects.toThrow(/DISCORD_TOKEN/);
  });

  it("another application's token is said so", async () => {
    const { token } = stack.discord.application();
    await expect(
      createBot({ ...options(stack.discord, token), applicationId: '123456789012345678' }),
    ).rejects.toMatchObject({ code: 'APPLICATION_MISMATCH' });
  });

  it('a Discord that does not answer is said so', async () => {
    const gone = await createDiscord({ limits: 'off' });
    const { token } = gone.application();
    await gone.close();
    await expect(createBot(options(gone, token))).rejects.toBeInstanceOf(BotStartError);
  }, 60_000);

  it('privileged intents are asked for where they are switched on, and named where they are not', () => {
    const { catalogue } = stack.store;
    const limited = 1 << 19;
    expect(chooseIntents(catalogue, limited)).toMatchObject({ privileged: ['MessageContent'], missing: [] });
    expect(chooseIntents(catalogue, 0)).toMatchObject({ privileged: [], missing: ['MessageContent'] });
    expect(chooseIntents(catalogue, 0).bits & (1 << 15)).toBe(0);
  });

  it('another process that holds the shard is not pushed aside', async () => {
    await stack.database.models.Shard.updateOne(
      { _id: `${stack.bot.applicationId}:0` },
      { $set: { owner: 'elsewhere:1:x', leaseUntil: new Date(Date.now() + 60_000) }, $inc: { fence: 1 } },
    );
    const { GatewaySessions } = await import('../../src/discord/gateway-sessions.ts');
    const sessions = new GatewaySessions(stack.database, stack.bot.applicationId, () => undefined);
    await expect(sessions.claim(0, 1, 0)).rejects.toMatchObject({ code: 'SHARD_TAKEN' });
    await stack.database.models.Shard.updateOne(
      { _id: `${stack.bot.applicationId}:0` },
      { $set: { leaseUntil: new Date(0) } },
    );
    await sessions.claim(0, 1, 0);
    const shard = await stack.database.models.Shard.findOne({ _id: `${stack.bot.applicationId}:0` }).lean();
    expect(shard).toMatchObject({ owner: sessions.owner, applicationId: stack.bot.applicationId });
    await sessions.close();
  });
});
