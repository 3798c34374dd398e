export type { GivenPlugin, Guildhall, GuildhallOptions, Links } from './guildhall.ts';
export { startGuildhall } from './start-guildhall.ts';
