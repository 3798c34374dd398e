/** Which plugin's contract has made a piece: its handler is typed by it, and its custom ids name it. */
const makers = new WeakMap<object, string>();

/** A contract's factories, which note whose pieces they make. */
export function notingMaker<T extends Readonly<Record<string, unknown>>>(plugin: string, factories: T): T {
  const noted = Object.entries(factories).map(([name, factory]) => {
    if (typeof factory !== 'function') return [name, factory];
    return [
      name,
      (...given: unknown[]): unknown => {
        const piece: unknown = factory(...given);
        if (typeof piece === 'object' && piece !== null) makers.set(piece, plugin);
        return piece;
      },
    ];
  });
  return Object.fromEntries(noted) as T;
}

/** `undefined`: not known, as of a piece that another copy of the SDK has made. */
export function makerOf(piece: object): string | undefined {
  return makers.get(piece);
}
