export { startDev } from './start-dev.ts';
