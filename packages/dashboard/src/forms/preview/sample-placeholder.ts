/**
 * What stands in a preview for a placeholder that only a real event fills: recognisable, and never taken for data.
 * Names are guessed by their last word, as plugins tend to choose them.
 */
export function samplePlaceholder(name: string, guildName: string, memberName: string): string {
  const last = name.split('.').at(-1)?.toLowerCase() ?? '';
  const first = name.split('.')[0]?.toLowerCase() ?? '';
  if (/^(guild|server)$/.test(first) && /^(guild|server|name)$/.test(last)) return guildName || name;
  if (/^(user|member|mention)$/.test(last)) return `@${memberName}`;
  if (/^(user|member)/.test(first) && /(name|tag)$/.test(last)) return memberName;
  if (/channel/.test(last)) return '#general';
  if (/role/.test(last)) return '@Regular';
  if (/(level|count|rank|number|position)$/.test(last)) return '5';
  if (/(xp|score|amount|coins|balance)$/.test(last)) return '2,500';
  return `‹${name}›`;
}
