/** Shows how far long work has come, on one line of a terminal; silent when stderr is piped. */
export function progress(what: string, total: number): (done: number, current: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done, current) => {
    const line = done >= total ? '' : `${what} ${done + 1}/${total} ${current}`;
    process.stderr.write(`\r\u001b[2K${line}`);
  };
}
