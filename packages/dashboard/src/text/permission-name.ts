import { useI18n } from 'vue-i18n';

/** Discord's word for a permission in the page's language, else its id in words: `ManageRoles` → "Manage roles". */
export function usePermissionName(): (permission: string) => string {
  const { t, te } = useI18n();
  return (permission) =>
    te(`permission.${permission}`) ? t(`permission.${permission}`) : permissionWords(permission);
}

function permissionWords(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
