import { reactive, watch } from 'vue';
import { traffic } from './world.ts';

export type Tool = 'inspector' | 'clock' | 'faults';

/** Which tool lies open at the bottom. */
export const tools = reactive<{ open: Tool | null }>({ open: null });

watch(
  () => tools.open === 'inspector',
  (open) => {
    traffic.open = open;
  },
);
