import type { JsonSchema } from '../schema/json-schema.ts';
import type { Path } from '../values/pointer.ts';

/** What every widget is given. It emits `update:modelValue`, with `undefined` for "nothing chosen". */
export interface WidgetProps {
  /** Of its main control: the label points to it, `${id}-label` is the label. */
  readonly id: string;
  readonly node: JsonSchema;
  readonly path: Path;
  readonly textPath: string;
  readonly title: string;
  readonly modelValue: unknown;
  readonly describedby?: string | undefined;
  readonly invalid: boolean;
  /** Nothing may be chosen. */
  readonly clearable: boolean;
}

export interface WidgetEvents {
  'update:modelValue': [unknown];
}
