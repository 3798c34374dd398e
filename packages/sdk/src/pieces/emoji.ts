const custom = /^<(a?):(\w{2,32}):(\d{17,20})>$/;

interface ComponentEmoji {
  name?: string;
  id?: string;
  animated?: boolean;
}

/** An emoji as components carry it: `'🎉'`, or a guild's own as `'<:name:id>'`. */
export function parseEmoji(text: string): ComponentEmoji {
  const match = custom.exec(text);
  if (!match) return { name: text };
  return { name: match[2] ?? '', id: match[3] ?? '', animated: match[1] === 'a' };
}
