/** What bots use most, for a choice without typing. */
export const commonEmojis: readonly string[] = [
  ...['👍', '👎', '✅', '❌', '❓', '❗', '⭐', '🌟', '🔥', '💯', '🎉', '🎊', '🏆', '🥇', '🥈', '🥉'],
  ...['❤️', '🧡', '💛', '💚', '💙', '💜', '🖤', '🤍', '😀', '😂', '😍', '🤔', '😢', '😡', '👀', '🙏'],
  ...['👋', '👏', '💪', '🤝', '🎮', '🎵', '🎨', '📚', '💻', '🛠️', '🔔', '📣', '📌', '🔒', '🔑', '🎫'],
  ...['🎁', '💰', '🪙', '💎', '🛒', '⏰', '📅', '🗳️', '🐱', '🐶', '🌈', '☕', '🍕', '🚀', '⚡', '🛡️'],
];

/** A guild's own emoji, as `<:name:id>` writes it. */
export function customEmoji(text: string): { readonly name: string; readonly id: string } | undefined {
  const match = /^<a?:(\w+):(\d+)>$/.exec(text);
  return match?.[1] && match[2] ? { name: match[1], id: match[2] } : undefined;
}

export function writtenEmoji(emoji: { name: string; id: string; animated: boolean }): string {
  return `<${emoji.animated ? 'a' : ''}:${emoji.name}:${emoji.id}>`;
}
