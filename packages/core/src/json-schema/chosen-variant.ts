import type { ErrorObject } from 'ajv/dist/2020.js';

/**
 * What is wrong with a value, without what the variants of a union say that were not meant: those whose constant (`type: 'words'`) is
 * another than the value's. A variant that was meant speaks for its union; where none was, the union speaks for all.
 */
export function ofChosenVariants(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  return errors.filter((error) => {
    if (unions.includes(error)) return !errors.some((other) => isMeant(other, error));
    return unions.every((union) => !isWithin(error, union) || isMeant(error, union));
  });

  function isMeant(error: ErrorObject, union: ErrorObject): boolean {
    if (!isWithin(error, union)) return false;
    const variant = variantOf(error, union);
    return !errors.some(
      (other) =>
        other.keyword === 'const' &&
        isWithin(other, union) &&
        variantOf(other, union) === variant &&
        /^\/\d+\/properties\/[^/]+\/const$/.test(other.schemaPath.slice(union.schemaPath.length)),
    );
  }
}

function isWithin(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`))
  );
}

function variantOf(error: ErrorObject, union: ErrorObject): string | undefined {
  return error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0];
}
