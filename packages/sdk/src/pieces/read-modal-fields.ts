interface SubmittedComponent {
  readonly type: number;
  readonly custom_id?: string;
  readonly value?: string;
  readonly components?: readonly SubmittedComponent[];
  readonly component?: SubmittedComponent;
}

const textInput = 4;

/** What a member wrote, by field: from a submitted modal's `data.components`, in labels or in the older rows. */
export function readModalFields(components: readonly unknown[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  const visit = (component: SubmittedComponent): void => {
    if (component.type === textInput && component.custom_id !== undefined) {
      fields[component.custom_id] = component.value ?? '';
    }
    for (const child of component.components ?? []) visit(child);
    if (component.component) visit(component.component);
  };
  for (const component of components) visit(component as SubmittedComponent);
  return fields;
}
