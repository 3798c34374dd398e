import { useI18n } from 'vue-i18n';
import { isProblem, isUnreachable } from '../api/index.ts';

export interface ErrorText {
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly requestId?: string;
}

/** The words for an error: the API's own where it gave them, in the language that was asked for. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t } = useI18n();
  return (error) => {
    if (isUnreachable(error)) {
      return {
        title: t('error.unreachable.title'),
        why: t('error.unreachable.why'),
        remedy: t('error.unreachable.remedy'),
      };
    }
    if (isProblem(error) && error.code !== 'unexpected_answer') {
      return {
        title: error.message,
        why: error.detail,
        remedy: error.remedy,
        ...(error.requestId ? { requestId: error.requestId } : {}),
      };
    }
    return {
      title: t('error.unexpected.title'),
      why: isProblem(error)
        ? t('error.status', { status: error.status })
        : error instanceof Error
          ? error.message
          : String(error),
      remedy: t('error.unexpected.remedy'),
    };
  };
}

/** The same in one or two sentences, for a toast. */
export function useErrorSentence(): (error: unknown) => string {
  const describe = useErrorText();
  return (error) => {
    const { why, remedy } = describe(error);
    return `${why} ${remedy}`;
  };
}
