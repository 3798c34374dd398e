import type { Regex } from '../bson/values.ts';
import { MongoError } from '../errors.ts';

const kept = new Map<string, RegExp>();

/**
 * MongoDB's regular expressions are PCRE. What JavaScript's engine shares with it runs; the rest (such as the `x`
 * option, possessive quantifiers) is refused rather than matched differently.
 */
export function regexFrom(source: Regex): RegExp {
  const name = `${source.flags}/${source.pattern}`;
  const known = kept.get(name);
  if (known) return known;
  const compiled = compile(source.pattern, source.flags);
  if (kept.size > 1000) kept.clear();
  kept.set(name, compiled);
  return compiled;
}

function compile(pattern: string, options: string): RegExp {
  let flags = '';
  for (const option of new Set(options)) {
    if (option === 'i' || option === 'm' || option === 's') flags += option;
    else if (option !== 'u') {
      throw new MongoError(51108, `invalid flag in regex options: ${option}`);
    }
  }
  let body = pattern;
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  if (inline?.[1]) {
    body = pattern.slice(inline[0].length);
    for (const flag of inline[1]) if (!flags.includes(flag)) flags += flag;
  }
  body = body
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\\A/g, '^')
    .replaceAll(/\\[zZ]/g, '$');
  try {
    return new RegExp(body, `${flags}u`);
  } catch {
    // Without `u`, JavaScript takes escapes of ordinary characters, as PCRE does.
    try {
      return new RegExp(body, flags);
    } catch (error) {
      throw new MongoError(
        51091,
        `Regular expression is invalid: ${error instanceof Error ? error.message : pattern}`,
      );
    }
  }
}
