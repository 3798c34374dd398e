/** The host cannot listen where it should. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly code: 'PORT_IN_USE' | 'PORT_FORBIDDEN' | 'HOST_UNKNOWN';
  readonly remedy: string;

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const [code, reason, remedy] = explain(port, cause);
    super(`Cannot listen on ${host}:${port}: ${reason}.`, { cause });
    this.code = code;
    this.remedy = remedy;
  }
}

function explain(
  port: number,
  { code, message }: NodeJS.ErrnoException,
): [PortError['code'], string, string] {
  if (code === 'EADDRINUSE') {
    return [
      'PORT_IN_USE',
      'another program uses that port',
      `Stop it, or choose another port: PORT=${port < 65_000 ? port + 10 : 3000}. When it is another Guildhall, open that one.`,
    ];
  }
  if (code === 'EACCES') {
    return [
      'PORT_FORBIDDEN',
      'this user may not',
      'Use a port from 1024 on, and put a proxy in front of it.',
    ];
  }
  return [
    'HOST_UNKNOWN',
    message,
    'Give HOST an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them.',
  ];
}
