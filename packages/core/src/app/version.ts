import packageJson from '../../package.json' with { type: 'json' };

/** Of this Guildhall. */
export const version: string = packageJson.version;
