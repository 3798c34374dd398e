export { placeholdersOf, renderTemplate } from './render-template.ts';
export { localize, translate } from './translate.ts';
