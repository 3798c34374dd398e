import { z } from '@guildhall/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../src/runtime/data/filter.ts';
import { checkUpdate, completeUpsert } from '../../src/runtime/data/update.ts';

const fields = new Set(['userId', 'xp', 'tags']);
const shape = {
  fields: { userId: z.string(), xp: z.int().default(0), tags: z.array(z.string()).default([]) },
  key: ['userId'],
};

describe('checkFilter', () => {
  it('takes declared fields, paths below them, and the allowed operators', () => {
    expect(checkFilter({ userId: '1', xp: { $gte: 5 }, $or: [{ tags: 'a' }] }, fields)).toEqual({
      userId: { $eq: '1' },
      xp: { $gte: 5 },
      $or: [{ tags: { $eq: 'a' } }],
    });
  });

  it.each([
    [{ _id: { g: '2' } }],
    [{ '_id.g': '2' }],
    [{ g: '2' }],
    [{ $where: 'true' }],
    [{ $expr: { $eq: [1, 1] } }],
    [{ $nor: [{}] }],
    [{ userId: { $regex: '.*' } }],
    [{ userId: /.*/ }],
    [{ userId: { $not: { $eq: 1 } } }],
    [{ userId: { $eq: { $gt: '' } } }],
    [{ userId: { a: { $gt: '' } } }],
    [{ $or: [{ $where: 'true' }] }],
    [{ $or: 'x' }],
    [{ 'tags.$where': 1 }],
  ])('refuses %j', (filter) => {
    expect(() => checkFilter(filter as never, fields)).toThrow(
      expect.objectContaining({ code: 'FILTER_REFUSED' }),
    );
  });

  it('lets no key through that begins with $, wherever it hides, but the allowed operators', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('userId', 'xp', '$where', '$gt', '$expr', 'a') }),
        (filter) => {
          let checked: unknown;
          try {
            checked = checkFilter(filter as never, fields);
          } catch {
            return;
          }
          expect(JSON.stringify(checked)).not.toMatch(/\$where|\$expr/);
        },
      ),
    );
  });
});

describe('checkUpdate', () => {
  it('checks values by the declared types', () => {
    expect(checkUpdate({ $set: { xp: 3 }, $push: { tags: 'a' } }, shape)).toEqual({
      $set: { xp: 3 },
      $push: { tags: 'a' },
    });
    expect(() => checkUpdate({ $set: { xp: 'many' } }, shape)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID' }),
    );
    expect(() => checkUpdate({ $push: { tags: 5 } }, shape)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_INVALID' }),
    );
  });

  it.each([
    [{ xp: 5 }],
    [{ $set: { _id: 1 } }],
    [{ $set: { userId: '2' } }],
    [{ $set: { other: 1 } }],
    [{ $rename: { xp: 'y' } }],
    [{ $inc: { xp: 'a' } }],
    [{ $push: { xp: 1 } }],
    [{ $push: { tags: { $each: ['a'] } } }],
  ])('refuses %j', (update) => {
    expect(() => checkUpdate(update as never, shape)).toThrow(expect.objectContaining({ name: 'DataError' }));
  });

  it('an upsert makes a whole document', () => {
    expect(completeUpsert({ $inc: { xp: 5 } }, { userId: '1' }, shape)).toEqual({ userId: '1', tags: [] });
    const strict = { ...shape, fields: { ...shape.fields, name: z.string() } };
    expect(() => completeUpsert({ $inc: { xp: 5 } }, { userId: '1' }, strict)).toThrow(/name/);
  });
});
