import type { z } from 'zod';

/** Whether an option is a `field.user()`, which also takes who is no member: looked for below `.optional()` and the like. */
export function takesAnyUser(schema: z.ZodType): boolean {
  const ui = schema.meta()?.['x-ui'] as { readonly widget?: string } | undefined;
  if (ui) return ui.widget === 'user';
  const { innerType } = schema._zod.def as { readonly innerType?: z.ZodType };
  return innerType !== undefined && takesAnyUser(innerType);
}
