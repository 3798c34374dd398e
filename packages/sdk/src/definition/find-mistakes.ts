import type { AnyPluginDeclaration } from '../contract.ts';
import type { Piece } from '../pieces/types.ts';
import { checkConfig } from './check-config.ts';
import { checkContract } from './check-contract.ts';
import { checkData } from './check-data.ts';
import { checkLocales } from './check-locales.ts';
import { checkPieces } from './check-pieces.ts';
import { checkSchemas } from './check-schemas.ts';
import type { Mistake, Report } from './mistake.ts';

/** Everything wrong with a plugin, in the order of its declaration. Nothing is thrown for a mistake. */
export function findMistakes(
  declaration: AnyPluginDeclaration,
  pieces: readonly Piece[],
): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const report: Report = (mistake) => {
    mistakes.push({ severity: 'error', ...mistake });
  };
  checkSchemas(declaration, pieces, report);
  if (mistakes.length > 0) return mistakes;
  checkContract(declaration, pieces, report);
  checkConfig(declaration, report);
  checkData(declaration, report);
  checkPieces(declaration, pieces, report);
  // A schema that can't be described has been reported; its texts have no places to belong to.
  if (!mistakes.some((mistake) => mistake.code === 'CONFIG_SCHEMA')) checkLocales(declaration, report);
  return mistakes;
}
