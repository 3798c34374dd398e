import type { Installation } from '../../api/index.ts';

/** The colour that says how an installation is. */
export function stateTone(state: Installation['state']): 'success' | 'warning' | 'danger' | 'neutral' {
  switch (state) {
    case 'enabled':
      return 'success';
    case 'quarantined':
      return 'danger';
    case 'rolled_back':
    case 'consent_required':
    case 'updating':
    case 'migrating':
    case 'installing':
    case 'uninstalling':
      return 'warning';
    default:
      return 'neutral';
  }
}
