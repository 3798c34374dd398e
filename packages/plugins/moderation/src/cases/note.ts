import type { ModerationContext } from '../contract.ts';
import type { Outcome } from '../deeds/perform.ts';
import { whyNot } from '../deeds/why-not.ts';
import type { Author } from './case.ts';
import { openCase, settleCase } from './case-book.ts';

interface NoteOrder {
  readonly userId: string;
  readonly by: Author;
  readonly origin: string;
  readonly text: string;
}

/** Writes something down about somebody, for moderators alone: nobody is told. */
export async function note(
  ctx: ModerationContext,
  { userId, by, origin, text }: NoteOrder,
): Promise<Outcome> {
  const refusal = await whyNot(ctx, { deed: 'note', userId, by, reason: text });
  if (refusal !== undefined) return { status: 'refused', refusal };
  const { opened, isNew } = await openCase(ctx, { kind: 'note', origin, by, userId, reason: text });
  const done = (await settleCase(ctx, opened.number, { state: 'done' })) ?? opened;
  return { status: isNew ? 'done' : 'repeated', done };
}
