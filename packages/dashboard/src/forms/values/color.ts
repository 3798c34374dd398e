/** Discord's integer ⇄ `#rrggbb`. */
export function hexOf(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

export function colorOf(hex: string): number | undefined {
  const match = /^#?([\da-f]{6})$/i.exec(hex.trim());
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 16);
}
