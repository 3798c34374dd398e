import { cases } from './cases.ts';
import { commands } from './commands.ts';
import { config } from './config.ts';
import { deeds } from './deeds.ts';
import { fields } from './fields.ts';
import { imports } from './imports.ts';
import { logs } from './logs.ts';

export const fr = { ...cases, ...commands, ...config, ...deeds, ...fields, ...imports, ...logs };
