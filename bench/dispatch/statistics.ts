export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of pairs that were measured next to each other. */
export function differences(values: readonly number[], from: readonly number[]): number[] {
  return values.map((value, i) => value - (from[i] ?? Number.NaN));
}

export function ratios(values: readonly number[], to: readonly number[]): number[] {
  return values.map((value, i) => value / (to[i] ?? Number.NaN));
}
