export {
  lettersOf,
  longestText,
  type NormalisedText,
  normalise,
  skeletonOf,
  visibleIn,
} from './normalise.ts';
