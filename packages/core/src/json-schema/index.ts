export { ofChosenVariants } from './chosen-variant.ts';
export { manifestAjv, readable } from './manifest-ajv.ts';
export { escapePointer, filledIn, placeOf, schemaText, schemaTexts, textParameters } from './schema-texts.ts';
