export { EventRecorder } from './event-recorder.ts';
export { makeScene } from './make-scene.ts';
export type { ProblemScene, SceneStep, SceneValue } from './problem-scene.ts';
export { type KeptScene, SceneBook } from './scene-book.ts';
export { type SceneTest, testOf } from './scene-test.ts';
