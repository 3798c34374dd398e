export { EventLetters, type Handled } from './event-letters.ts';
