import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

const watcher = (id: string, degraded?: string) => {
  const contract = definePlugin({
    ...basics,
    id,
    needs: { 'members.read': 'sees who comes', 'messages.read': 'reads' },
    intents: {
      GuildMembers: { reason: 'sees who comes', ...(degraded === undefined ? {} : { degraded }) },
      MessageContent: { reason: 'reads', degraded: 'counts' },
    },
  });
  return contract.build(
    contract.onRaw('GUILD_MEMBER_ADD', (_ctx, member) => void came.push(member.user.username)),
  );
};
const came: string[] = [];

describe('privileged intents, and the operator', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([watcher('easy', 'waits until members write'), watcher('strict')], {
      approvedIntents: ['MessageContent'],
    });
  });
  afterAll(() => stack.close());

  it('GIVEN an intent that the application has and the operator does not approve THEN it is not asked for, and a plugin that does without says so', async () => {
    expect(stack.bot.intents).toMatchObject({
      privileged: ['MessageContent'],
      missing: [],
      unapproved: ['GuildMembers'],
    });
    const guild = stack.discord.guild('Easy', { channels: ['general'] });
    await stack.idle();
    const { problems } = await stack.install(guild, 'easy');
    guild.member('newcomer');
    await stack.idle();
    expect(came).toEqual([]);
    const now = (await stack.host.installations.get(guild.id, 'easy'))?.problems ?? problems;
    expect(now).toEqual([
      expect.objectContaining({
        code: 'INTENT_WITHHELD',
        piece: 'GuildMembers',
        message: expect.stringContaining('waits until members write'),
        remedy: expect.stringContaining('GUILDHALL_PRIVILEGED_INTENTS'),
      }),
    ]);
  });

  it('GIVEN a plugin that does not say what it does without THEN it is not installed, and why is said', async () => {
    const guild = stack.discord.guild('Strict', { channels: ['general'] });
    await stack.idle();
    await expect(stack.install(guild, 'strict')).rejects.toMatchObject({
      code: 'MISSING_INTENT',
      message: expect.stringMatching(/GuildMembers.*GUILDHALL_PRIVILEGED_INTENTS/),
    });
    expect(await stack.host.installations.get(guild.id, 'strict')).toBeUndefined();
  });

  it('GIVEN an approved intent that is off in the portal THEN the remedy names the portal', async () => {
    const { token } = stack.discord.application();
    stack.discord.application({ token, privilegedIntents: { messageContent: false } });
    await stack.restart();
    expect(stack.bot.intents).toMatchObject({ privileged: [], missing: ['MessageContent'] });
    const guild = stack.discord.guild('Portal', { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, 'easy');
    await stack.idle();
    const problems = (await stack.host.installations.get(guild.id, 'easy'))?.problems ?? [];
    expect(problems.find(({ piece }) => piece === 'MessageContent')?.remedy).toContain('developer portal');
  });
});
