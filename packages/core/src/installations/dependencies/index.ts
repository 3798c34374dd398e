export { Dependencies } from './dependencies.ts';
export { checkSdk, missingPermissions } from './requirements.ts';
