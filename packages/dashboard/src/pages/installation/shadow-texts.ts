import { useI18n } from 'vue-i18n';

/** What a plugin in shadow would have done, in words. */
export function useWriteAction(): (action: string) => string {
  const { t, te } = useI18n();
  return (action) => {
    const key = `shadow.action.${action.replaceAll('.', '_')}`;
    return te(key) ? t(key) : action;
  };
}

/** Why something would have failed, and what to do about it. */
export function useRefusalText(): (code: string) => { readonly why: string; readonly remedy: string } {
  const { t, te } = useI18n();
  return (code) => {
    const key = te(`shadow.refusal.${code}.why`) ? code : 'OTHER';
    return { why: t(`shadow.refusal.${key}.why`, { code }), remedy: t(`shadow.refusal.${key}.remedy`) };
  };
}
