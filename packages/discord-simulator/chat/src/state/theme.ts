import { ref, watchEffect } from 'vue';

export type Theme = 'light' | 'dark';

const key = 'guildhall-chat-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const kept = localStorage.getItem(key);

/** What the reader chose, or what their system prefers until they do. */
export const theme = ref<Theme>(
  kept === 'light' || kept === 'dark' ? kept : system.matches ? 'dark' : 'light',
);

system.addEventListener('change', () => {
  if (localStorage.getItem(key) === null) theme.value = system.matches ? 'dark' : 'light';
});

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(key, theme.value);
}

watchEffect(() => {
  document.documentElement.dataset.theme = theme.value;
});
