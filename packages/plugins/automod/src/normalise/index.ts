export { longestText, type NormalisedText, normalise, skeletonOf } from './normalise.ts';
