export { ofChosenVariants } from './chosen-variant.ts';
export { manifestAjv, readable } from './manifest-ajv.ts';
