import { useMutation } from '@pinia/colada';
import { useI18n } from 'vue-i18n';
import type { BlockNames, PageAction } from '../api/index.ts';
import { useErrorSentence } from '../ui/error-text.ts';
import { useToasts } from '../ui/toasts.ts';
import { useRouteCall } from './call-route.ts';
import { useFilledText } from './filled-text.ts';
import { isRow, type Row } from './record.ts';

interface Performed {
  readonly action: PageAction;
  readonly record: Row;
  readonly names?: BlockNames | undefined;
  readonly body?: Row;
  readonly ifMatch?: string | undefined;
}

/** Whether somebody is asked before it is done. */
export function asksFirst({ danger, confirm, ask, shows }: PageAction): boolean {
  return Boolean(danger || confirm || shows) || (ask?.length ?? 0) > 0;
}

/** Does what a button says; says that it is done, with an undo where there is one, and has the page read again. */
export function usePerform() {
  const { call, reread } = useRouteCall();
  const { t } = useI18n();
  const toasts = useToasts();
  const filled = useFilledText();
  const sentence = useErrorSentence();

  async function undo(action: PageAction, record: Row): Promise<void> {
    if (!action.undo) return;
    try {
      await call(action.undo, record);
      toasts.success(t('pages.undone'));
    } catch (error) {
      toasts.failure(sentence(error));
    }
    await reread();
  }

  return useMutation({
    mutation: ({ action, record, body, ifMatch }: Performed) =>
      call(action, record, { ...(body ? { body } : {}), ifMatch }),
    onSuccess: async ({ data }, { action, record, names }) => {
      const after = isRow(data) ? { ...record, ...data } : record;
      const undoing = action.undo && (() => undo(action, after));
      if (!action.shows) toasts.success(filled(action.done, after, names) || t('pages.sent'), undoing);
      await reread();
    },
  });
}
