import type { AnyPluginDeclaration } from '../contract.ts';
import type { Report } from './mistake.ts';

export const featureName: RegExp = /^[a-z][a-z\d-]{0,31}$/;

export function checkPremium({ premium = {} }: AnyPluginDeclaration, report: Report): void {
  for (const name of Object.keys(premium).filter((name) => !featureName.test(name))) {
    report({
      code: 'FEATURE_NAME',
      where: `premium["${name}"]`,
      what: 'it is not the name of a feature.',
      why: 'It is part of the manifest, and of what operators grant.',
      remedy: 'Use 1–32 of a–z, 0–9 and "-", starting with a letter.',
    });
  }
}
