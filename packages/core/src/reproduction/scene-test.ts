import type { ProblemScene } from './problem-scene.ts';

/** A scene as two files of an author's plugin: the scene itself, and a test that plays it. */
export interface SceneTest {
  /** Where the scene belongs, beside the test: `fragile-no-stars-from-those.json`. */
  readonly sceneFile: string;
  readonly testFile: string;
  readonly testText: string;
}

/** A test that fails for as long as the scene leads to a Problem. Pure. */
export function testOf(scene: ProblemScene): SceneTest {
  const { pluginId, version, problem } = scene;
  const words = `${pluginId} ${problem.message || problem.code}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  // File systems and people stop reading somewhere.
  const name = words.slice(0, 60).replace(/-$/, '');
  const where = problem.piece === undefined ? '' : ` in ${problem.piece}`;
  const title = `GIVEN what made ${pluginId} ${version} fail${where} WHEN it happens again THEN nothing goes wrong`;
  return {
    sceneFile: `${name}.json`,
    testFile: `${name}.test.ts`,
    testText: `import { type ProblemScene, replayProblem } from '@guildhall/testing';
import { expect, test } from 'vitest';
import plugin from '../src/index.ts';
import scene from './${name}.json' with { type: 'json' };

test(${quoted(title)}, async () => {
  const { problems, skipped } = await replayProblem(plugin, scene as unknown as ProblemScene);
  expect(skipped).toEqual([]);
  expect(problems).toEqual([]);
});
`,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll(/\s+/g, ' ')}'`;
}
