export { type DescribedExplanation, describeExplanation } from './describe-explanation.ts';
export { explainWrite } from './explain-write.ts';
export type { Explanation, ExplanationQuery, ExplanationReader } from './explanation.ts';
export { ExplanationBook } from './explanation-book.ts';
