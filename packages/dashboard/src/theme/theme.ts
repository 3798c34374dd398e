import { ref, watchEffect } from 'vue';

export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'guildhall.theme';
const systemDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

const choice = ref<ThemeChoice>(stored());
const systemIsDark = ref(systemDark?.matches ?? false);
systemDark?.addEventListener('change', (event) => {
  systemIsDark.value = event.matches;
});

/** What `public/theme.js` does before the first paint, kept true while the page lives. */
watchEffect(() => {
  const dark = choice.value === 'dark' || (choice.value === 'system' && systemIsDark.value);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
});

/** The person's choice of theme; remembered in this browser. */
export function useTheme() {
  return {
    choice,
    choose(next: ThemeChoice): void {
      choice.value = next;
      try {
        if (next === 'system') localStorage.removeItem(storageKey);
        else localStorage.setItem(storageKey, next);
      } catch {
        // Storage is blocked: the choice lasts as long as the page.
      }
    },
  };
}
