import type { AccessLevel } from '../pieces/route-types.ts';

/** From open to closed. */
export const accessLevels: readonly AccessLevel[] = ['public', 'member', 'manager', 'admin'];
