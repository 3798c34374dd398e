export { CapturedWrites, type CapturedWriteView, type ShadowReport } from './captured-writes.ts';
