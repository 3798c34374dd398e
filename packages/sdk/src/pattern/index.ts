import { RE2JS, RE2JSSyntaxException } from 're2js';
import { SdkError } from '../errors.ts';

/** A pattern that can't be used: `PATTERN_INVALID`. */
export class PatternError extends SdkError {
  override readonly name = 'PatternError';
}

/** A compiled pattern. A text is searched in time that grows with its length only, whatever pattern and text. */
export interface Pattern {
  readonly source: string;
  /** Whether it is found anywhere in the text. */
  test(text: string): boolean;
  /** What it matched first, and its groups; a group that took no part is `undefined`. */
  find(
    text: string,
  ):
    | { readonly text: string; readonly index: number; readonly groups: readonly (string | undefined)[] }
    | undefined;
}

/**
 * Compiles what an admin wrote in a `field.regex()`, for a matcher without backtracking: an expression such as `(a+)+$`,
 * which takes a JavaScript `RegExp` hours, takes it microseconds. It knows no look-around and no back-references.
 * Compiling costs far more than matching: keep what you get for as long as the configuration stays the same.
 *
 * It is an entry of its own, because the matcher is large: `import { compilePattern } from '@guildhall/sdk/pattern'`.
 *
 * @param options - `ignoreCase`: upper and lower case are the same
 * @throws `PatternError` `PATTERN_INVALID`
 * @example
 * const invite = compilePattern('discord\\.gg/\\w+', { ignoreCase: true });
 * invite.test('join Discord.gg/abc'); // true
 */
export function compilePattern(source: string, options: { readonly ignoreCase?: boolean } = {}): Pattern {
  const compiled = compile(source, options.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0);
  return Object.freeze({
    source,
    test: (text: string) => compiled.matcher(text).find(),
    find(text: string) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      return {
        text: matcher.group() ?? '',
        index: matcher.start(),
        groups: Array.from(
          { length: matcher.groupCount() },
          (_, index) => matcher.group(index + 1) ?? undefined,
        ),
      };
    },
  });
}

function compile(source: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(source, flags);
  } catch (cause) {
    if (!(cause instanceof RE2JSSyntaxException)) throw cause;
    throw new PatternError(
      'PATTERN_INVALID',
      `"${source}" is not a pattern: ${cause.message}.`,
      'Look-around, such as (?=…), and back-references, such as \\1, are not known.',
      { cause },
    );
  }
}
