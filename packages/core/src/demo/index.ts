export { chatLink } from '@guildhall/discord-simulator';
export { makeDemoWorld } from './demo-world.ts';
export { type SimulatorStart, simulatedDiscord, startSimulator } from './start-simulator.ts';
