import { shallowRef } from 'vue';

/**
 * A matcher without backtracking, as the host's: no pattern and no text can stall the page. It is large and few forms
 * need it, so that it comes when the first one does.
 */
const library = shallowRef<typeof import('re2js')>();
let loading: Promise<unknown> | undefined;

/** Resolves when patterns can be judged. What is asked in a computed value is asked again then. */
export function loadPatterns(): Promise<unknown> {
  loading ??= import('re2js').then(
    (loaded) => {
      library.value = loaded;
    },
    () => {
      // The host has the last word; the next one who asks tries again.
      loading = undefined;
    },
  );
  return loading;
}

/** Whether a text can be used as a pattern. `undefined`: not known yet. */
export function isPattern(source: string): boolean | undefined {
  void loadPatterns();
  if (!library.value) return undefined;
  try {
    library.value.RE2JS.compile(source);
    return true;
  } catch {
    return false;
  }
}

/** Whether a pattern is found in a text. `undefined`: not known yet, or the matcher does not know such patterns. */
export function isFound(source: string, text: string): boolean | undefined {
  void loadPatterns();
  if (!library.value) return undefined;
  try {
    return library.value.RE2JS.compile(source).matcher(text).find();
  } catch {
    return undefined;
  }
}
