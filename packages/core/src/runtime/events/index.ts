export { EventLetters, type Handled } from './event-letters.ts';
export { isWritten, withoutContent } from './without-content.ts';
