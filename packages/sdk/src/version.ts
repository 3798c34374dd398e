/** This package's version; a test holds it equal to package.json. */
export const sdkVersion = '0.1.0';
