import semver from 'semver';
import { sdkVersion } from '../version.ts';
import { BuildError } from './build-error.ts';

/**
 * Holds the range of `@guildhall/sdk` in a package.json to the SDK that builds the plugin.
 * @throws `BuildError` `SDK_RANGE`
 */
export function checkSdkRange(file: string, range: string): void {
  const remedy = `Write "@guildhall/sdk": "^${sdkVersion}" under peerDependencies in package.json, and run npm install.`;
  if (semver.validRange(range) === null) {
    throw new BuildError(
      'SDK_RANGE',
      `${file}: "${range}" is not a range of versions of @guildhall/sdk.`,
      remedy,
    );
  }
  if (!semver.satisfies(sdkVersion, range, { includePrerelease: true })) {
    throw new BuildError(
      'SDK_RANGE',
      `${file}: the range "${range}" of @guildhall/sdk does not contain ${sdkVersion}, which builds this plugin. A Guildhall with this SDK would refuse it.`,
      remedy,
    );
  }
}
