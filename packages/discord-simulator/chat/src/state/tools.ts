import { reactive, watch } from 'vue';
import { traffic } from './world.ts';

export type Tool = 'inspector' | 'clock' | 'faults';

/** Which tool lies open at the bottom. */
export const tools = reactive<{ open: Tool | null }>({ open: null });

export function toggleTool(tool: Tool): void {
  tools.open = tools.open === tool ? null : tool;
}

watch(
  () => tools.open === 'inspector',
  (open) => {
    traffic.open = open;
  },
);
