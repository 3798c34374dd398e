export { type Answers, type TemplateName, templates } from './answers.ts';
export type { Ask } from './ask.ts';
export { CreateError } from './create-error.ts';
export { runCreate, type Terminal } from './run-create.ts';
export { writePlugin } from './write-plugin.ts';
