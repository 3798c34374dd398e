export { SandboxError } from './errors.ts';
export { type IsolationLevel, isolationLevels } from './isolation-levels.ts';
export { type SandboxCrash, type SandboxedCode, Sandboxes, type SandboxesOptions } from './sandboxes.ts';
