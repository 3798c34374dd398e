/** Every benchmark, or those that are named: `pnpm --filter @guildhall/bench bench [dispatch] [embedded-mongo] [sandbox] [footprint] [versions] [simulator] [automod]`. */
import { spawnSync } from 'node:child_process';

const all = ['dispatch', 'embedded-mongo', 'sandbox', 'footprint', 'versions', 'simulator', 'automod'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n${name}`);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--conditions=@guildhall/source', `${import.meta.dirname}/${name}.ts`],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
}
