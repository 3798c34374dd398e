import { useI18n } from 'vue-i18n';
import type { Installation } from '../../api/index.ts';
import { useNow } from '../../ui/now.ts';
import { stateTone } from './state-tone.ts';

const hourMs = 3_600_000;

interface Badge {
  readonly text: string;
  readonly tone: ReturnType<typeof stateTone> | 'accent';
}

/** Its time is over: by the clock here, or because the host has said so, whatever clock a browser has. */
export function isTrialOver({ problems, shadow }: Installation, now: number): boolean {
  if (!shadow) return false;
  return Date.parse(shadow.until) <= now || problems.some(({ code }) => code === 'SHADOW_OVER');
}

/** How an installation is, in a word or two: what an operator or a trial says goes before its state. */
export function useInstallationBadge(): (installation: Installation) => Badge {
  const { t } = useI18n();
  const now = useNow();
  return (installation) => {
    const { killed, shadow, state } = installation;
    if (killed) return { text: t('installation.killed'), tone: 'danger' };
    if (shadow) {
      if (isTrialOver(installation, now.value)) return { text: t('shadow.badgeOver'), tone: 'warning' };
      if (state === 'enabled') {
        const n = Math.floor((Date.parse(shadow.until) - now.value) / hourMs);
        return { text: n < 1 ? t('shadow.badgeSoon') : t('shadow.badge', { n }), tone: 'accent' };
      }
    }
    return { text: t(`installation.state.${state}`), tone: stateTone(state) };
  };
}
