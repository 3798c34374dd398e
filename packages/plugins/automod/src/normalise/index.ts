export { lettersOf, type NormalisedText, normalise, skeletonOf, visibleIn } from './normalise.ts';
