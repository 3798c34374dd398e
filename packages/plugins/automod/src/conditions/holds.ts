import { madeAt, type Subject } from '../engine/facts.ts';
import type { Condition } from './schema.ts';

/** What conditions ask beside what happened. */
export interface ConditionSurroundings {
  readonly heat: number;
  readonly isPanic: boolean;
  readonly timezone: string;
}

const hour = 3_600_000;
const overlaps = (some: readonly string[], others: readonly string[]) =>
  some.some((one) => others.includes(one));

/** Pure. What is asked of a message does not hold where there is none. */
export function holds(condition: Condition, subject: Subject, around: ConditionSurroundings): boolean {
  const { actor, message, places, at } = subject;
  switch (condition.type) {
    case 'hasRole':
      return overlaps(condition.roles, actor.roles);
    case 'lacksRole':
      return !overlaps(condition.roles, actor.roles);
    case 'noRoles':
      return actor.roles.length === 0;
    case 'inChannel':
      return overlaps(condition.channels, places);
    case 'notInChannel':
      return !overlaps(condition.channels, places);
    case 'accountYounger':
      return at - madeAt(actor.userId) < condition.hours * hour;
    case 'memberYounger':
      return actor.joinedAt !== undefined && at - actor.joinedAt < condition.hours * hour;
    case 'hasLink':
      return (message?.links.length ?? 0) > 0;
    case 'hasAttachment':
      return (message?.attachments.length ?? 0) > 0;
    case 'isReply':
      return message !== undefined && message.isReply === condition.reply;
    case 'longerThan':
      return (message?.text.raw.length ?? 0) > condition.characters;
    case 'between':
      return isBetween(minutesOf(at, around.timezone), readTime(condition.from), readTime(condition.to));
    case 'heatAbove':
      return around.heat > condition.heat;
    case 'panic':
      return around.isPanic;
  }
}

/** Minutes since midnight; `from` belongs to it and `to` does not. The same twice is the whole day. */
export function isBetween(minutes: number, from: number, to: number): boolean {
  if (from === to) return true;
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

function readTime(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function minutesOf(at: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    if (formats.size >= 600) formats.clear();
    formats.set(timeZone, format);
  }
  return readTime(format.format(at));
}
