import { reactive } from 'vue';

/** The sheet that lies over everything, if any. */
export const sheets = reactive<{ open: 'switcher' | 'shortcuts' | null }>({ open: null });

let before: HTMLElement | null = null;

export function openSheet(sheet: 'switcher' | 'shortcuts'): void {
  if (sheets.open === null) before = document.activeElement as HTMLElement | null;
  sheets.open = sheet;
}

/** Gives the focus back to where it was. */
export function closeSheet(): void {
  sheets.open = null;
  before?.focus();
  before = null;
}
