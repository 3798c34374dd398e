/** More wait for the disk and for Discord without being done sooner. */
const atOnce = 8;

/** Sees to guilds, a few at the same time. @throws what the first that fails throws; the others go on */
export async function eachGuild<T>(guilds: Iterable<T>, work: (guild: T) => Promise<void>): Promise<void> {
  const remaining = [...guilds];
  const next = async (): Promise<void> => {
    for (let one = remaining.pop(); one !== undefined; one = remaining.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}
