export { manifestAjv, readable } from './manifest-ajv.ts';
