/** Bounds of minute, hour, day of month, month, day of week (0 and 7 are Sunday). */
const bounds: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

const part = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/;

/** Five numeric fields with `*`, lists, ranges and steps; names and seconds are not taken. */
export function isCron(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  return fields.length === bounds.length && fields.every((field, index) => isField(field, bounds[index]));
}

function isField(field: string, limits: readonly [number, number] | undefined): boolean {
  if (!limits) return false;
  const [lowest, highest] = limits;
  return field.split(',').every((text) => {
    const match = part.exec(text);
    if (!match) return false;
    const from = match[1] === undefined ? lowest : Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    const step = match[3] === undefined ? 1 : Number(match[3]);
    return from >= lowest && to <= highest && from <= to && from <= highest && step >= 1;
  });
}
