import { t } from '../language/index.ts';
import { tell } from './toasts.ts';

export async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell('note', t('toast.copied'));
}
