import type { Entry } from '../audit-log/read-entry.ts';
import type { ModerationContext } from '../contract.ts';
import { madeAt } from '../snowflake.ts';
import { eventsOfAudit, type LogEventId, logEvent } from './log-events.ts';
import { isRouted, routeEvent } from './route-event.ts';

const mostChanges = 6;
const longestValue = 60;

/** Writes an entry of Discord's audit log to the channels that want it. */
export async function logAuditEntry(ctx: ModerationContext, entry: Entry): Promise<void> {
  const fields = (entry.changes ?? []).map(({ key }) => key);
  for (const event of eventsOfAudit(entry.action_type, fields)) {
    if (!isRouted(ctx, event)) continue;
    await routeEvent(ctx, { event, id: entry.id, at: madeAt(entry.id), text: lineOf(ctx, event, entry) });
  }
}

function lineOf(ctx: ModerationContext, event: LogEventId, entry: Entry): string {
  const { user_id: actor, reason } = entry;
  const parts = [
    targetOf(event, entry),
    ...(actor === null ? [] : [ctx.guild.t('log.by', { user: `<@${actor}>` })]),
    ...changesOf(entry),
    ...(reason ? [ctx.guild.t('log.reason', { reason })] : []),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function targetOf(event: LogEventId, { target_id: id, changes = [] }: Entry): string {
  const name = changes.find(({ key }) => key === 'name');
  const named = typeof name?.new_value === 'string' ? name.new_value : name?.old_value;
  switch (logEvent(event).target) {
    case 'member':
      return id === null ? '' : `<@${id}>`;
    case 'channel':
      return id === null ? '' : `<#${id}>`;
    case 'role':
      return id === null ? '' : `<@&${id}>`;
    case 'name':
      return typeof named === 'string' ? `**${named}**` : id === null ? '' : `\`${id}\``;
    case 'none':
      return '';
  }
}

/** Changes that can be read: texts, numbers, yes and no; of roles, their names. */
function changesOf({ changes = [] }: Entry): readonly string[] {
  return changes.slice(0, mostChanges).flatMap(({ key, old_value: before, new_value: after }) => {
    if (key === '$add' || key === '$remove') {
      const names = Array.isArray(after) ? after.map((role) => `<@&${(role as { id?: string }).id}>`) : [];
      return names.length > 0 ? [`${key === '$add' ? '+' : '−'} ${names.join(' ')}`] : [];
    }
    if (!isPlain(before) || !isPlain(after)) return [`\`${key}\``];
    return [`\`${key}\`: ${shown(before)} → ${shown(after)}`];
  });
}

function isPlain(value: unknown): value is string | number | boolean | null | undefined {
  return value === null || typeof value !== 'object';
}

function shown(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : `\`${String(value).replaceAll('`', 'ˋ').slice(0, longestValue)}\``;
}
