import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCursors } from '../../src/api/crypto/cursors.ts';
import { createKeys } from '../../src/api/index.ts';

const keys = createKeys('the key of a test, 32 bytes or more: 8f3a');
const others = createKeys('the key of another: 32 bytes or more: 91bc');

/** The text with one letter changed. */
const damaged = (text: string) =>
  fc.nat({ max: text.length - 1 }).map((at) => {
    const letter = text[at] === 'A' ? 'B' : 'A';
    return text.slice(0, at) + letter + text.slice(at + 1);
  });

describe('what is sealed', () => {
  it('opens with the same key, purpose and context only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, context, another) => {
        const sealed = keys.seal('token', text, context);
        expect(keys.open('token', sealed, context)).toBe(text);
        expect(keys.open('other', sealed, context)).toBeUndefined();
        expect(others.open('token', sealed, context)).toBeUndefined();
        if (another !== context) expect(keys.open('token', sealed, another)).toBeUndefined();
      }),
    );
  });

  it('does not open once anything in it was changed', () => {
    const sealed = keys.seal('token', 'a secret of some length', 'ana');
    fc.assert(
      fc.property(damaged(sealed), (changed) => {
        // The last letter of base64url has bits that stand for nothing.
        const same = Buffer.from(changed.slice(2), 'base64url').equals(
          Buffer.from(sealed.slice(2), 'base64url'),
        );
        expect(keys.open('token', changed, 'ana')).toBe(
          same && changed.startsWith('1.') ? 'a secret of some length' : undefined,
        );
      }),
    );
  });

  it('is never the same twice', () => {
    expect(keys.seal('token', 'x', 'y')).not.toBe(keys.seal('token', 'x', 'y'));
  });
});

describe('a cursor', () => {
  const cursors = createCursors(keys);

  it('gives back its position, for its own list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (list, position, another) => {
        const cursor = cursors.write(list, position);
        expect(cursors.read(list, cursor)).toBe(position);
        if (another !== list) expect(() => cursors.read(another, cursor)).toThrow(/cursor/);
      }),
    );
  });

  it('is refused when somebody else made it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), damaged(cursors.write('list', '7'))), (text) => {
        try {
          expect(cursors.read('list', text)).toBe('7');
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_cursor' });
        }
      }),
    );
    expect(() => cursors.read('list', createCursors(others).write('list', '7'))).toThrow();
    expect(cursors.read('list', undefined)).toBeUndefined();
  });
});
