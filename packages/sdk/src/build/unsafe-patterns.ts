import { type Manifest, patternsOf } from '../manifest/index.ts';
import { compilePattern, PatternError } from '../pattern/index.ts';
import { BuildError } from './build-error.ts';

/**
 * Hosts run the patterns of schemas with a matcher without backtracking; what it does not know, no host takes.
 * @throws `BuildError` `PATTERN_UNSAFE`
 */
export function refuseUnsafePatterns(manifest: Manifest): void {
  for (const { where, pattern } of patternsOf(manifest)) {
    try {
      compilePattern(pattern);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      throw new BuildError(
        'PATTERN_UNSAFE',
        `The pattern ${pattern} (${where}) can't be used: ${error.message}`,
        'Write it without look-around and back-references, or check the value in your own code.',
        { cause: error },
      );
    }
  }
}
