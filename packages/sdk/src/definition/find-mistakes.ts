import type { AnyPluginDeclaration } from '../contract.ts';
import type { Piece } from '../pieces/types.ts';
import type { Mistake, Report } from './mistake.ts';

/** Everything wrong with a plugin, in the order of its declaration. Nothing is thrown for a mistake. */
export function findMistakes(
  declaration: AnyPluginDeclaration,
  pieces: readonly Piece[],
): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const report: Report = (mistake) => mistakes.push({ severity: 'error', ...mistake });
  void declaration;
  void pieces;
  void report;
  return mistakes;
}
