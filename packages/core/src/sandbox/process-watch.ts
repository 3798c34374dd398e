import { readFileSync } from 'node:fs';

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
