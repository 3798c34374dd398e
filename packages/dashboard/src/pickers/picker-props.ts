/** What every picker takes, whatever it chooses among. */
export interface PickerProps {
  /** Of the control that a label names; the label itself is `<id>-label`. */
  id: string;
  title: string;
  selected: readonly string[];
  multiple?: boolean;
  /** How many may be chosen. */
  max?: number | undefined;
  clearable?: boolean;
  readonly?: boolean;
  invalid?: boolean;
  /** The element that says what is wrong, or what this is for. */
  describedby?: string | undefined;
}
