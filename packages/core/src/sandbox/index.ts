export { type IsolationLevel, isAtLeast, isolationLevels, secureIsolation } from './isolation-levels.ts';
export { type SandboxCrash, type SandboxedCode, Sandboxes, type SandboxesOptions } from './sandboxes.ts';
