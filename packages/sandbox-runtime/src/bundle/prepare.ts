import { prepareRuntime } from './runtime-folder.ts';

// Before the first start, so that the first plugin does not wait for it.
await prepareRuntime();
