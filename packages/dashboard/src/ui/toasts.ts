import { reactive, readonly } from 'vue';

export interface Toast {
  readonly id: number;
  readonly tone: 'success' | 'danger';
  readonly text: string;
  readonly undo?: () => void | Promise<void>;
}

const toasts = reactive<Toast[]>([]);
let lastId = 0;

/** Messages in the corner about what was just done. Errors stay until they are closed; the rest goes by itself. */
export function useToasts() {
  const show = (toast: Omit<Toast, 'id'>): number => {
    lastId += 1;
    toasts.push({ ...toast, id: lastId });
    if (toasts.length > 4) toasts.shift();
    return lastId;
  };
  return {
    toasts: readonly(toasts) as readonly Toast[],
    success: (text: string, undo?: Toast['undo']) =>
      show({ tone: 'success', text, ...(undo ? { undo } : {}) }),
    failure: (text: string) => show({ tone: 'danger', text }),
    dismiss(id: number): void {
      const at = toasts.findIndex((toast) => toast.id === id);
      if (at >= 0) toasts.splice(at, 1);
    },
  };
}
