import { field, type Suggestion, z } from '@guildhall/sdk';
import { longestReason } from '../cases/case.ts';
import { formatDuration, readDuration } from '../deeds/duration.ts';

export const member = field.member();
/** Also who has left, or was never there. */
export const anybody = field.user();
export const reason = z.string().max(longestReason).optional();
export const durationText = z.string().min(1).max(40);

const offered = ['10 min', '1 h', '6 h', '1 d', '3 d', '7 d', '28 d', '90 d'];

/** Durations while one is typed: what it would be read as, or some to choose from. */
export function suggestDurations(
  { locale }: { readonly locale: string },
  typed: string,
): readonly Suggestion[] {
  const read = typed.trim() === '' ? undefined : readDuration(typed);
  if (read !== undefined) return [{ name: formatDuration(read, locale), value: typed.trim() }];
  return offered.map((value) => ({ name: formatDuration(readDuration(value) ?? 0, locale), value }));
}
