/**
 * XP of one message: evenly spread over `min…max`, and a function of the message's id, so that an event that is
 * delivered twice, or replayed, gives the same.
 */
export function messageXp(messageId: string, { min, max }: { min: number; max: number }): number {
  const lowest = Math.min(min, max);
  return lowest + (scramble(messageId) % (Math.abs(max - min) + 1));
}

/** FNV-1a with a final mix: neighbouring ids give unrelated numbers. */
function scramble(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
