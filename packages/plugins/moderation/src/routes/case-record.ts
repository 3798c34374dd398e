import type { z } from '@guildhall/sdk';
import { type Case, caseSchema } from '../cases/case.ts';

/** A case as the API and the dashboard have it. */
export const caseRecord = caseSchema.omit({ origin: true, logged: true });

export function toRecord({ origin: _origin, logged: _logged, ...record }: Case): z.output<typeof caseRecord> {
  return record;
}
