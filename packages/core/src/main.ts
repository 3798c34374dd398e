#!/usr/bin/env node
import { run } from './cli/run.ts';

// Streams of pictures and drivers may keep the process alive; what had to be saved is saved by now.
process.exit(await run(process.argv.slice(2), process.env, process.cwd()));
