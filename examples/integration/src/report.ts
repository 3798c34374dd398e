import type { Client, Schema } from '@guildhall/api-client';

/** How many changes are told per guild. */
const lastChanges = 3;

/** What needs attention in every guild that the signed-in person manages, as lines for a terminal or a mail. */
export async function report(api: Client): Promise<string> {
  const { data: guilds } = await api.get('/guilds');
  const parts: string[] = [];
  for (const guild of guilds.items) {
    if (guild.botPresent) parts.push(await reportGuild(api, guild));
  }
  return parts.length > 0 ? parts.join('\n\n') : 'You manage no server that the bot is in.';
}

async function reportGuild(api: Client, guild: Schema<'GuildSummary'>): Promise<string> {
  const params = { guildId: guild.id };
  const { data: installations } = await api.get('/guilds/{guildId}/installations', { params });
  const lines = [`${guild.name} (${guild.memberCount ?? '?'} members)`];
  for (const installation of installations.items) lines.push(...describeInstallation(installation));
  if (installations.items.length === 0) lines.push('  No plugin is installed.');

  const { data: changes } = await api.get('/guilds/{guildId}/audit', {
    params,
    query: { limit: lastChanges },
  });
  if (changes.items.length > 0) lines.push('  Last changes', ...changes.items.map(describeChange));
  return lines.join('\n');
}

function describeInstallation({
  plugin,
  state,
  problems,
  updateTo,
}: Schema<'Installation'>): readonly string[] {
  const mark = state === 'enabled' ? (problems.length > 0 ? '!' : '✔') : '–';
  const notes = [
    ...(state === 'enabled' ? [] : [state]),
    ...(updateTo === null ? [] : [`${updateTo} is available`]),
  ];
  const suffix = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return [
    `  ${mark} ${inEnglish(plugin.name)} ${plugin.version}${suffix}`,
    ...problems.flatMap(({ message, remedy, count }) => [
      `      ${message} (${count}×)`,
      ...(remedy === null ? [] : [`      → ${remedy}`]),
    ]),
  ];
}

function describeChange({ at, action, target }: Schema<'AuditEntry'>): string {
  const time = new Date(at)
    .toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' })
    .replace(',', '');
  return `      ${time}  ${action}${target === null ? '' : ` ${target}`}`;
}

function inEnglish(text: Schema<'LocalizedText'>): string {
  return typeof text === 'string' ? text : text.en;
}
