import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../src/theme/tokens.css'), 'utf8');

function tokens(selector: string): Map<string, string> {
  const at = css.replaceAll('"', "'").indexOf(selector);
  if (at < 0) throw new Error(`tokens.css has no ${selector}`);
  const block = css.slice(at);
  const body = block.slice(0, block.indexOf('}'));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, hex]) => [name ?? '', hex ?? '']),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['canvas', 'surface', 'sunken', 'hover'];
const text: readonly [string, string][] = [
  ...grounds.flatMap((ground) =>
    ['ink', 'ink-muted', 'ink-faint', 'accent-ink'].map((ink) => [ink, ground] as [string, string]),
  ),
  ...['canvas', 'surface'].flatMap((ground) =>
    ['danger-ink', 'warning-ink', 'success-ink'].map((ink) => [ink, ground] as [string, string]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['accent-ink', 'accent-soft'],
  ['danger-ink', 'danger-soft'],
  ['warning-ink', 'warning-soft'],
  ['success-ink', 'success-soft'],
  ['canvas', 'ink'],
  ['discord-ink', 'discord'],
  ['discord-faint', 'discord'],
  ['discord-mention-ink', 'discord-mention'],
];
const controls: readonly [string, string][] = [
  ['line-control', 'surface'],
  ['line-control', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'canvas'],
  ['danger', 'surface'],
];

describe.each([
  ['light', "[data-theme='light']"],
  ['dark', "[data-theme='dark']"],
])('the %s theme', (_name, selector) => {
  const theme = tokens(selector);
  const of = (name: string) => theme.get(name) ?? expect.fail(`no token ${name}`);

  test.each(text)('%s can be read on %s (4.5:1)', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(controls)('%s can be seen on %s (3:1)', (line, ground) => {
    expect(contrast(of(line), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

test('both themes have the same tokens', () => {
  expect(tokens("[data-theme='dark']").size).toBeGreaterThan(20);
  expect([...tokens("[data-theme='dark']").keys()]).toEqual([...tokens("[data-theme='light']").keys()]);
});
