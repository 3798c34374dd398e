import { expect, it } from 'vitest';
import { changelogBetween } from '../../src/plugins/index.ts';

const log = `# Changes

## [1.10.0] - 2026-03-01
- ten

## 1.2.0
- two

### Detail 
- more of two

## 1.1.0
- one

## 1.0.0
- first
`;

it('tells what lies between two versions, by number and not by letter, in either direction', () => {
  const told = changelogBetween(log, '1.1.0', '1.10.0');
  expect(told).toMatch(/ten[\s\S]*two[\s\S]*more of two/);
  expect(told).not.toMatch(/- one|first|# Changes/);
  expect(changelogBetween(log, '1.10.0', '1.1.0')).toBe(told);
});

it('says nothing when nothing is said, and all when no version is named', () => {
  expect(changelogBetween(log, '1.10.0', '1.10.0')).toBeNull();
  expect(changelogBetween(log, '2.0.0', '3.0.0')).toBeNull();
  expect(changelogBetween('Better now.', '1.0.0', '2.0.0')).toBe('Better now.');
});
