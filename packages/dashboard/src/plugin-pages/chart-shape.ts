/** The area that is drawn on, in the units of the picture. */
export const size = { width: 640, height: 220, left: 44, right: 8, top: 10, bottom: 26 } as const;

export interface ChartShape {
  /** Of each series, each point. */
  readonly points: readonly (readonly { readonly x: number; readonly y: number; readonly value: number }[])[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** Where the value 0 is, or the nearest. */
  readonly baseline: number;
  /** How wide the bars of one row are together. */
  readonly bar: number;
}

/** Where everything goes: the scale is round and has 0 in it, so that heights can be compared. */
export function chartShape(series: readonly (readonly number[])[], shape: 'line' | 'bar'): ChartShape {
  const all = series.flat();
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const span = high - low;
  // Below that a picture shows no difference, and divisions by it are no numbers.
  const rough = roundStep((span > 1e-9 ? span : 1) / 4);
  // Nobody counts half members.
  const tick = all.every(Number.isInteger) ? Math.max(1, rough) : rough;
  const [from, to] = [Math.floor(low / tick) * tick, Math.max(Math.ceil(high / tick) * tick, tick)];
  const inner = size.height - size.top - size.bottom;
  const yOf = (value: number) => size.top + inner * (1 - (value - from) / (to - from));
  const count = Math.max(1, ...series.map((values) => values.length));
  const width = size.width - size.left - size.right;
  const step = shape === 'bar' ? width / count : width / Math.max(1, count - 1);
  const offset = shape === 'bar' ? step / 2 : 0;
  return {
    points: series.map((values) =>
      values.map((value, index) => ({ x: size.left + offset + step * index, y: yOf(value), value })),
    ),
    ticks: Array.from({ length: Math.round((to - from) / tick) + 1 }, (_, index) => {
      const value = from + tick * index;
      return { value, y: yOf(value) };
    }),
    baseline: yOf(Math.max(from, Math.min(to, 0))),
    bar: Math.min(step * 0.7, 72),
  };
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw) ?? 10;
  return factor * power;
}
