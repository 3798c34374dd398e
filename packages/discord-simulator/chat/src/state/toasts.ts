import { reactive } from 'vue';
import { Refusal } from '../control/client.ts';
import { t } from '../language/index.ts';

export interface Toast {
  id: number;
  kind: 'error' | 'note';
  text: string;
}

export const toasts = reactive<Toast[]>([]);
let last = 0;

export function tell(kind: Toast['kind'], text: string): void {
  const id = ++last;
  toasts.push({ id, kind, text });
  if (toasts.length > 4) toasts.shift();
  setTimeout(() => close(id), kind === 'error' ? 9000 : 4500);
}

export function close(id: number): void {
  const index = toasts.findIndex((it) => it.id === id);
  if (index >= 0) toasts.splice(index, 1);
}

/** Says why something did not work. */
export function fail(error: unknown): void {
  if (!(error instanceof Refusal)) {
    tell('error', error instanceof Error ? error.message : String(error));
    throw error;
  }
  if (error.code === 'unreachable') tell('error', t('error.unreachable'));
  else if (error.code === 'unauthorized') tell('error', t('error.unauthorized'));
  else if (error.missing.length > 0)
    tell('error', t('error.missing', { permissions: error.missing.join(', ') }));
  else tell('error', error.message);
}
