import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

export interface Budget {
  /** Modules that the first page needs: the entry, its page and its language. */
  readonly firstRoute: readonly string[];
  readonly firstRouteBytes: number;
  /** For each lazily loaded page, beyond what the first route already brought. */
  readonly lazyRouteBytes: number;
  /** All style sheets together. */
  readonly styleBytes: number;
}

export interface BundleSize {
  readonly firstRoute: number;
  readonly lazyRoutes: ReadonlyMap<string, number>;
  readonly styles: number;
}

/** What measuring needs to know of a built file. */
export interface BuiltFile {
  readonly fileName: string;
  readonly source: string | Uint8Array;
  /** Path of the module that it was made for, when there is one. */
  readonly module?: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** Gzip sizes of what a browser fetches for each page. */
export function measureBundle(files: readonly BuiltFile[], firstRoute: readonly string[]): BundleSize {
  const byName = new Map(files.map((file) => [file.fileName, file]));
  const sizes = new Map(files.map((file) => [file.fileName, gzipSync(file.source).length]));
  const reach = (file: BuiltFile, into: Set<string>): Set<string> => {
    if (into.has(file.fileName)) return into;
    into.add(file.fileName);
    for (const name of file.imports ?? []) {
      const imported = byName.get(name);
      if (imported) reach(imported, into);
    }
    return into;
  };
  const total = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const scripts = files.filter((file) => file.fileName.endsWith('.js'));
  const matches = (file: BuiltFile, path: string) => file.module?.endsWith(path) ?? false;

  const first = new Set<string>();
  for (const path of firstRoute) {
    const found = scripts.filter((file) => matches(file, path));
    if (found.length === 0)
      throw new Error(`The bundle has no file for ${path}: update the budget's first route.`);
    for (const file of found) reach(file, first);
  }
  const lazyRoutes = new Map<string, number>();
  for (const file of scripts) {
    if (!file.module?.endsWith('Page.vue') || first.has(file.fileName)) continue;
    lazyRoutes.set(file.module, total([...reach(file, new Set())].filter((name) => !first.has(name))));
  }
  const styles = total(files.filter((file) => file.fileName.endsWith('.css')).map((file) => file.fileName));
  return { firstRoute: total(first), lazyRoutes, styles };
}

/** Sentences about what is over budget; none when all is well. */
export function overBudget(size: BundleSize, budget: Budget): string[] {
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  const over: string[] = [];
  if (size.firstRoute > budget.firstRouteBytes) {
    over.push(
      `The first route is ${kb(size.firstRoute)} of JavaScript, more than ${kb(budget.firstRouteBytes)}.`,
    );
  }
  for (const [page, bytes] of size.lazyRoutes) {
    if (bytes > budget.lazyRouteBytes) {
      over.push(`${page} adds ${kb(bytes)} of JavaScript, more than ${kb(budget.lazyRouteBytes)}.`);
    }
  }
  if (size.styles > budget.styleBytes) {
    over.push(`The style sheets are ${kb(size.styles)}, more than ${kb(budget.styleBytes)}.`);
  }
  return over;
}

/** Fails the build when a page has become too heavy (gzip). */
export function bundleBudget(budget: Budget): Plugin {
  return {
    name: 'bundle-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle).map(builtFile);
        const size = measureBundle(files, budget.firstRoute);
        const over = overBudget(size, budget);
        if (over.length > 0) this.error(`${over.join('\n')}\nLoad parts of it later, or find a smaller way.`);
        const heaviest = Math.max(0, ...size.lazyRoutes.values());
        this.info(
          `gzip: first route ${size.firstRoute} B, heaviest lazy route ${heaviest} B, styles ${size.styles} B`,
        );
      },
    },
  };
}

function builtFile(file: Rolldown.OutputAsset | Rolldown.OutputChunk): BuiltFile {
  if (file.type === 'asset') return { fileName: file.fileName, source: file.source };
  return {
    fileName: file.fileName,
    source: file.code,
    isEntry: file.isEntry,
    imports: file.imports,
    ...(file.facadeModuleId ? { module: file.facadeModuleId.split('?')[0] ?? file.facadeModuleId } : {}),
  };
}
