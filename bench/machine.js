import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where and when the figures were made, and how busy the machine was: without it they say nothing. */
export function machineLine() {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const [load] = loadavg();
  return [
    cpu,
    `${availableParallelism()} cores`,
    memory,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `load ${load.toFixed(1)}`,
    new Date().toISOString().slice(0, 10),
  ].join(', ');
}
