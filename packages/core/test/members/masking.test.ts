import fc from 'fast-check';
import { expect, it } from 'vitest';
import { masking } from '../../src/members/personal-records.ts';

const [ana, bob, eve] = ['1', '2', '3'];
const key = ['owner'];
const personal = ['owner', 'by', 'seenBy'];
const person = fc.constantFrom(ana, bob, eve, '');
const document = fc.record({
  owner: person,
  by: person,
  seenBy: fc.array(person, { maxLength: 4 }),
  n: fc.integer(),
});

it('GIVEN any document THEN it goes without the member and names the others as before, or is the member’s alone', () => {
  fc.assert(
    fc.property(document, (before) => {
      const change = masking(before, key, personal, ana) as
        | { $set?: Record<string, string>; $pull?: Record<string, string> }
        | undefined;
      const named = (one: typeof before) => [one.owner, one.by, ...one.seenBy].filter((id) => id !== '');
      if (change === undefined) {
        const others = named(before).filter((id) => id !== ana);
        expect(before.owner === ana || others.length === 0).toBe(true);
        return;
      }
      const after = { ...before, ...change.$set };
      for (const [field, gone] of Object.entries(change.$pull ?? {})) {
        if (field === 'seenBy') after.seenBy = after.seenBy.filter((id) => id !== gone);
      }
      const real = (ids: readonly string[]) => ids.filter((id) => id !== '0');
      expect(real(named(after))).toEqual(named(before).filter((id) => id !== ana));
      expect(after.owner).toBe(before.owner);
    }),
  );
});
