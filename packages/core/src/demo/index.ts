export { demoGuildName, makeDemoWorld } from './demo-world.ts';
export { chatUrl, type SimulatorStart, simulatedDiscord, startSimulator } from './start-simulator.ts';
