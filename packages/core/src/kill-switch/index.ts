export { followKillOrders, type KillOrder, leaveKillOrder } from './kill-orders.ts';
export { type KilledPlugin, KillSwitch } from './kill-switch.ts';
