import { useI18n } from 'vue-i18n';

interface Build {
  readonly version: string;
  /** Of what the build holds. */
  readonly hash: string;
}

/**
 * A version by its number; where it stands beside another build of the same number, also by the beginning of its hash, which lists of
 * versions show too.
 */
export function useVersionName(): (build: Build, beside: Build | null | undefined) => string {
  const { t } = useI18n();
  return ({ version, hash }, beside) =>
    beside?.version === version && beside.hash !== hash
      ? t('version.build', { version, build: hash.slice(0, 8) })
      : version;
}
