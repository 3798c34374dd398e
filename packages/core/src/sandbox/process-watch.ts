import { readFileSync, writeFileSync } from 'node:fs';

/** What the kernel says of a process; `undefined` where it can't be asked. */
export interface ProcessUse {
  readonly rssBytes: number;
  /** Processor time since it began. */
  readonly cpuMs: number;
}

const pageBytes = 4096;
const tickMs = 10;

export function useOf(pid: number): ProcessUse | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      rssBytes: pages * pageBytes,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    };
  } catch {
    return undefined;
  }
}

/** The process that a wrapper has started. */
export function childOf(pid: number): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return child ? Number(child) : undefined;
  } catch {
    return undefined;
  }
}

/** A machine that runs out of memory takes it from this process first. @returns whether the kernel was told */
export function offerFirst(pid: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
    return true;
  } catch {
    return false;
  }
}
