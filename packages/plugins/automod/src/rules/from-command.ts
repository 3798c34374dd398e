import { type Action, actionSchema } from '../actions/schema.ts';
import { compileSteps } from '../patterns/program.ts';
import { type Trigger, type TriggerType, triggerSchema } from '../triggers/schema.ts';

/** What a command says about a trigger: as much as fits into a line; the rest keeps its default. */
export interface TriggerWords {
  readonly type: TriggerType;
  /** Words, domains or patterns, separated by commas (patterns: one). */
  readonly list?: string | undefined;
  readonly count?: number | undefined;
  readonly seconds?: number | undefined;
  readonly channelId?: string | undefined;
}

/**
 * @returns the trigger, or `undefined` when something that it needs was not said, or is more than it takes
 * @throws `PatternRefused` for what is no pattern
 */
export function triggerFrom({ type, list, count, seconds, channelId }: TriggerWords): Trigger | undefined {
  const items = (list ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const numbers: Readonly<Record<string, unknown>> = {
    ...(count === undefined
      ? {}
      : {
          count,
          percent: count,
          hours: count,
          atLeast: count,
        }),
    ...(seconds === undefined ? {} : { seconds }),
  };
  if (type === 'regex' && items.length > 0) compileSteps((list ?? '').trim());
  const read = triggerSchema.safeParse({
    type,
    ...numbers,
    ...(items.length === 0
      ? {}
      : { words: items, domains: items, allowed: items, patterns: [(list ?? '').trim()] }),
    ...(channelId === undefined ? {} : { channels: [channelId] }),
  });
  return read.success ? read.data : undefined;
}

/** Actions that need no more than their name. */
export const plainActions = [
  'delete',
  'warn',
  'timeout',
  'kick',
  'ban',
  'quarantine',
  'alert',
  'ask',
  'resetNickname',
] as const;

/** Deletes as well, unless that is all: who is punished for a message does not keep it. */
export function actionsFrom(
  type: (typeof plainActions)[number],
  duration: number | undefined,
  onMessages: boolean,
): readonly Action[] {
  const action = actionSchema.parse({ type, ...(duration === undefined ? {} : { duration }) });
  return onMessages && type !== 'delete' && type !== 'alert' ? [{ type: 'delete' }, action] : [action];
}
