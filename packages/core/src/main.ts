#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// What was compiled at an earlier start is not compiled again; so the program itself is only loaded after this.
enableCompileCache();
const { run } = await import('./cli/run.ts');

// Drivers and streams may keep the process alive; what had to be saved is saved by now.
process.exit(await run(process.argv.slice(2), process.env, process.cwd()));
