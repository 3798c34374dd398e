export { lettersOf, longestText, type NormalisedText, normalise, skeletonOf } from './normalise.ts';
