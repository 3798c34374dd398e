import { type Client, Team } from 'discord.js';

const keptMs = 5 * 60_000;

/** Who owns the Discord application, asked of Discord at most every five minutes. */
export function operatorsOf(client: Client, now: () => number): (userId: string) => Promise<boolean> {
  let kept: { at: number; ids: Promise<ReadonlySet<string>> } | undefined;

  async function ask(): Promise<ReadonlySet<string>> {
    const owner = (await client.application?.fetch())?.owner;
    if (!owner) return new Set();
    return new Set(owner instanceof Team ? owner.members.map((member) => member.id) : [owner.id]);
  }

  return async (userId) => {
    if (!kept || now() - kept.at > keptMs) {
      const asked = { at: now(), ids: ask() };
      kept = asked;
      asked.ids.catch(() => {
        if (kept === asked) kept = undefined;
      });
    }
    return (await kept.ids).has(userId);
  };
}
