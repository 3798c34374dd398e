export { SapphireMounts } from './sapphire-mounts.ts';
export { SapphireRunner } from './sapphire-runner.ts';
