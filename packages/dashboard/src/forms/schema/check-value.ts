import { type OverrideDraft, overridesKey } from '../values/overrides.ts';
import { pathOf, pointerOf } from '../values/pointer.ts';
import { type JsonSchema, resolveNode } from './json-schema.ts';
import { isFound } from './safe-pattern.ts';

/** One thing that is wrong with a value: a key of `form.error.*` with its numbers. */
export interface ValueProblem {
  readonly pointer: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * What can be said without asking the host: that something is missing, too long, too small. The host has the last
 * word; this only saves a person the wait.
 */
export function checkValue(
  schema: JsonSchema,
  value: unknown,
  root: JsonSchema,
  path: readonly (string | number)[] = [],
): ValueProblem[] {
  const { node, nullable } = resolveNode(schema, root);
  if (value === null && nullable) return [];
  const problem = (key: string, values: ValueProblem['values'] = {}): ValueProblem[] => [
    { pointer: pointerOf(path), key, values },
  ];
  if (typeof value === 'string') return checkText(node, value, problem);
  if (typeof value === 'number') return checkNumber(node, value, problem);
  if (Array.isArray(value)) {
    const found: ValueProblem[] = [];
    if (node.minItems !== undefined && value.length < node.minItems) {
      found.push(...problem('minItems', { min: node.minItems }));
    }
    if (node.maxItems !== undefined && value.length > node.maxItems) {
      found.push(...problem('maxItems', { max: node.maxItems }));
    }
    const { items } = node;
    if (items) {
      found.push(...value.flatMap((item, index) => checkPresent(items, item, root, [...path, index])));
    }
    return found;
  }
  if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>;
    const known = Object.entries(node.properties ?? {}).flatMap(([name, property]) =>
      record[name] === undefined && !node.required?.includes(name)
        ? []
        : checkPresent(property, record[name], root, [...path, name]),
    );
    const { additionalProperties } = node;
    if (typeof additionalProperties !== 'object') return known;
    const others = Object.entries(record)
      .filter(([name]) => !node.properties?.[name])
      .flatMap(([name, entry]) => checkPresent(additionalProperties, entry, root, [...path, name]));
    return [...known, ...others];
  }
  return [];
}

/** The same for what differs by place: a place must be chosen, and the value must fit its field. */
export function checkOverrides(root: JsonSchema, overrides: readonly OverrideDraft[]): ValueProblem[] {
  return overrides.flatMap(({ field, id, value }, index) => {
    const place = [overridesKey, index] as const;
    const missing = id === '' ? [{ pointer: pointerOf([...place, 'id']), key: 'required', values: {} }] : [];
    return [...missing, ...checkPresent(nodeAt(root, pathOf(field)), value, root, [...place, 'value'])];
  });
}

function nodeAt(root: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((node, key) => resolveNode(node, root).node.properties?.[key] ?? {}, root);
}

function checkPresent(
  schema: JsonSchema,
  value: unknown,
  root: JsonSchema,
  path: readonly (string | number)[],
): ValueProblem[] {
  const { nullable } = resolveNode(schema, root);
  if (value === undefined || (value === null && !nullable)) {
    return [{ pointer: pointerOf(path), key: 'required', values: {} }];
  }
  return checkValue(schema, value, root, path);
}

type Report = (key: string, values?: ValueProblem['values']) => ValueProblem[];

function checkText(node: JsonSchema, value: string, problem: Report): ValueProblem[] {
  // Code points, as JSON Schema counts them.
  const { length } = [...value];
  if (node.minLength !== undefined && length < node.minLength) {
    return length === 0 ? problem('required') : problem('minLength', { min: node.minLength });
  }
  if (node.maxLength !== undefined && length > node.maxLength) {
    return problem('maxLength', { max: node.maxLength, length });
  }
  const ui = node['x-ui'];
  if (ui?.widget === 'messageTemplate') {
    const known = new Set(ui.variables.map(({ name }) => name));
    const isKnown = [...value.matchAll(/\{([A-Za-z][\w.]*)\}/g)].every(([, name = '']) => known.has(name));
    return isKnown ? [] : problem('placeholder');
  }
  return node.pattern && isFound(node.pattern, value) === false ? problem('pattern') : [];
}

function checkNumber(node: JsonSchema, value: number, problem: Report): ValueProblem[] {
  if (node.type === 'integer' && !Number.isInteger(value)) return problem('integer');
  if (node.minimum !== undefined && value < node.minimum) return problem('minimum', { min: node.minimum });
  if (node.maximum !== undefined && value > node.maximum) return problem('maximum', { max: node.maximum });
  if (node.exclusiveMinimum !== undefined && value <= node.exclusiveMinimum) {
    return problem('above', { min: node.exclusiveMinimum });
  }
  if (node.exclusiveMaximum !== undefined && value >= node.exclusiveMaximum) {
    return problem('below', { max: node.exclusiveMaximum });
  }
  return [];
}
