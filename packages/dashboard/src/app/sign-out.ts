import { useQueryCache } from '@pinia/colada';
import { useRouter } from 'vue-router';
import { api, isProblem } from '../api/index.ts';

/** Ends the session and forgets what was read with it. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  const cache = useQueryCache();
  return async () => {
    try {
      await api.signOut();
    } catch (error) {
      if (!isProblem(error, 'not_signed_in')) throw error;
    }
    await router.push({ name: 'sign-in' });
    for (const entry of cache.getEntries()) cache.remove(entry);
  };
}
