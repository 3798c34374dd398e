export { findPatterns, type PatternBudget, type PatternOutcome, patternBudget } from './budget.ts';
export { Pattern } from './search.ts';
export { PatternRefused } from './syntax.ts';
