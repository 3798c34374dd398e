import type { Report } from './mistake.ts';

interface Versioned {
  readonly version: number;
  readonly migrate?: Readonly<Record<number, unknown>> | undefined;
}

/** Version `n` needs every step from 2 to `n`, and no other. */
export function checkVersions(where: string, { version, migrate = {} }: Versioned, report: Report): void {
  if (!Number.isInteger(version) || version < 1) {
    report({
      code: 'VERSION',
      where: `${where}.version`,
      what: `it is ${String(version)}.`,
      why: 'Versions count 1, 2, 3 …, so that the host knows which steps an older value needs.',
      remedy: 'Start with 1; raise it by 1 when the schema changes incompatibly.',
    });
    return;
  }
  const steps = new Set(Object.keys(migrate).map(Number));
  const missing = range(2, version).filter((step) => !steps.has(step));
  const foreign = [...steps].filter((step) => !Number.isInteger(step) || step < 2 || step > version);
  if (missing.length > 0) {
    report({
      code: 'MIGRATION_MISSING',
      where: `${where}.migrate`,
      what: `there is no step to version ${missing.join(', ')}.`,
      why: `What guilds saved with an older version must become version ${version}.`,
      remedy: `Add ${missing.map((step) => `${step}: (old) => …`).join(', ')}.`,
    });
  }
  if (foreign.length > 0) {
    report({
      code: 'MIGRATION_UNUSED',
      where: `${where}.migrate`,
      what: `there is a step to version ${foreign.join(', ')}.`,
      why: `The version is ${version}, so it would never run.`,
      remedy: 'Raise the version, or remove the step.',
    });
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
