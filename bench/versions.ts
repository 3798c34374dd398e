/**
 * What is left in the host of many versions that take each other's place in the sandbox and are removed.
 *
 *   node --expose-gc --conditions=@guildhall/source bench/versions.ts [versions = 300]
 */
import { rm } from 'node:fs/promises';
import { belongings, comeAndGo } from '../packages/core/test/sandbox/many-versions.ts';
import { openSandboxes } from '../packages/core/test/sandbox/sandbox-host.ts';

if (!globalThis.gc) throw new Error('run it with --expose-gc: a heap is compared after its garbage is gone');
const collect = globalThis.gc;
const count = Number(process.argv[2] ?? 300);
const step = Math.ceil(count / 6);
const { sandboxes, code, folder } = await openSandboxes();
const heap = () => {
  void collect();
  return process.memoryUsage().heapUsed / 1024;
};
await comeAndGo(sandboxes, code, folder, [-1, -2, -3]);
const before = await belongings();
const cpu = process.cpuUsage();
const heaps = [heap()];
for (let start = 0; start < count; start += step) {
  const numbers = Array.from({ length: Math.min(step, count - start) }, (_, index) => start + index);
  await comeAndGo(sandboxes, code, folder, numbers);
  heaps.push(heap());
}
const after = await belongings();
const { user, system } = process.cpuUsage(cpu);
const slope = ((heaps.at(-1) ?? 0) - (heaps[1] ?? 0)) / (count - step);
console.log(`${count} versions; heap of the host after each ${step}: ${heaps.map(Math.round).join(', ')} kB`);
console.log(
  `slope ${slope.toFixed(2)} kB a version after the first ${step}; host's processor time ${((user + system) / 1000 / count).toFixed(0)} ms a version`,
);
console.log(
  `open ${before.open} → ${after.open}, copies ${before.copies.length} → ${after.copies.length}, processes ${before.processes.length} → ${after.processes.length}`,
);
await sandboxes.close();
await rm(folder, { recursive: true });
