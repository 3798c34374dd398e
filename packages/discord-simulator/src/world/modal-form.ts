import { FormCheck } from './errors.ts';

type Fields = Record<string, unknown>;

/** Inputs that a modal may hold under a label, by component type. */
export const modalInputs = new Set([3, 4, 5, 6, 7, 8, 19, 21, 22, 23]);

/** Checks a modal against Discord's limits and gives it back with an id on every component. */
export function checkModal(data: Fields): Fields {
  const check = new FormCheck();
  const text = (value: unknown, most: number, path: (string | number)[]) => {
    if (typeof value !== 'string' || value.length < 1 || value.length > most) {
      check.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${most} in length.`);
    }
  };
  text(data.custom_id, 100, ['data', 'custom_id']);
  text(data.title, 45, ['data', 'title']);
  const components = (data.components ?? []) as Fields[];
  if (components.length < 1 || components.length > 5) {
    check.add(['data', 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  const customIds = new Set<unknown>();
  let next = 1;
  const input = (component: Fields, at: (string | number)[]): Fields => {
    text(component.custom_id, 100, [...at, 'custom_id']);
    if (customIds.has(component.custom_id)) {
      check.add(
        [...at, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      );
    }
    customIds.add(component.custom_id);
    if (component.type === 4) {
      if (component.style !== 1 && component.style !== 2) {
        check.add([...at, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
      }
      const value = component.value;
      if (typeof value === 'string' && value.length > Number(component.max_length ?? 4000)) {
        check.add(
          [...at, 'value'],
          'BASE_TYPE_BAD_LENGTH',
          `Must be ${String(component.max_length ?? 4000)} or fewer in length.`,
        );
      }
    }
    return {
      ...component,
      id: typeof component.id === 'number' && component.id > 0 ? component.id : next++,
    };
  };
  const shown = components.map((component, index) => {
    const at = ['data', 'components', index];
    const id = next++;
    if (component.type === 1) {
      const [only, ...more] = (component.components ?? []) as Fields[];
      if (!only || more.length > 0 || only.type !== 4) {
        check.add(
          [...at, 'components'],
          'BASE_TYPE_BAD_LENGTH',
          'A row of a modal holds exactly one text input.',
        );
        return component;
      }
      text(only.label, 45, [...at, 'components', 0, 'label']);
      return { ...component, id, components: [input(only, [...at, 'components', 0])] };
    }
    if (component.type === 18) {
      text(component.label, 45, [...at, 'label']);
      const held = component.component as Fields | undefined;
      if (!held || !modalInputs.has(Number(held.type))) {
        check.add([...at, 'component'], 'UNION_TYPE_CHOICES', 'A label of a modal holds one input.');
        return component;
      }
      return { ...component, id, component: input(held, [...at, 'component']) };
    }
    if (component.type === 10) return { ...component, id };
    check.add([...at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
    return component;
  });
  check.done();
  return { ...data, components: shown };
}
