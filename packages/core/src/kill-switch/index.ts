export { type KilledPlugin, KillSwitch } from './kill-switch.ts';
