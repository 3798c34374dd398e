/** What the machine around the plugin could give away. Each attempt resolves when it has gained something. */
type Attempt = () => unknown;

const builtin = <T extends string>(name: T) =>
  process.getBuiltinModule(name) as unknown as Record<string, never>;
type Any = (...parameters: unknown[]) => unknown;
const of = (module: string, name: string): Any => (builtin(module) as Record<string, Any>)[name] as Any;

/** Of what tells its failure by an event. */
function until(make: () => unknown, ...signs: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const emitter = make() as { on(event: string, listener: (value: unknown) => void): void };
    emitter.on('error', reject);
    for (const sign of signs) emitter.on(sign, resolve);
  });
}

const byCallback = (run: (done: (error: unknown, value: unknown) => void) => void): Promise<unknown> =>
  new Promise((resolve, reject) => run((error, value) => (error ? reject(error) : resolve(value))));

export const files: Readonly<Record<string, Attempt>> = {
  'read /etc/passwd': () => of('node:fs', 'readFileSync')('/etc/passwd'),
  'read /proc/1/environ': () => of('node:fs', 'readFileSync')('/proc/1/environ'),
  'read /proc/self/environ': () => of('node:fs', 'readFileSync')('/proc/self/environ'),
  'list /': () => of('node:fs', 'readdirSync')('/'),
  'list the folder above': () => of('node:fs', 'readdirSync')('..'),
  'read by a path that climbs': () => of('node:fs', 'readFileSync')(`${process.cwd()}/../../../etc/passwd`),
  'read by a stream': () => until(() => of('node:fs', 'createReadStream')('/etc/passwd'), 'data'),
  'read by a promise': () => of('node:fs/promises', 'readFile')('/etc/passwd'),
  'write beside the plugin': () => of('node:fs', 'writeFileSync')('left-behind', 'x'),
  'write to /tmp': () => of('node:fs', 'writeFileSync')('/tmp/left-behind', 'x'),
  'make a folder': () => of('node:fs', 'mkdtempSync')('/tmp/probe-'),
  'make a link': () => of('node:fs', 'symlinkSync')('/etc/passwd', 'link'),
  'make a hard link': () => of('node:fs', 'linkSync')('/etc/passwd', 'hard'),
  'change its own code': () => of('node:fs', 'appendFileSync')('index.js', '//'),
  'remove its own code': () => of('node:fs', 'unlinkSync')('index.js'),
  'watch a folder': () => of('node:fs', 'watch')('/etc'),
  'import a file of the machine': () => import(['file:///etc', 'passwd'].join('/')),
  'sqlite by import': () =>
    import(['node', 'sqlite'].join(':')).then((module) => new module.DatabaseSync(':memory:')),
  'sqlite as a built-in': () =>
    new (of('node:sqlite', 'DatabaseSync') as never as new (name: string) => unknown)(':memory:'),
};

export const network: Readonly<Record<string, Attempt>> = {
  'connect over TCP': () => until(() => of('node:net', 'connect')({ host: '127.0.0.1', port: 1 }), 'connect'),
  'connect to a socket file': () => until(() => of('node:net', 'connect')('/var/run/docker.sock'), 'connect'),
  'listen on a port': () =>
    until(() => (of('node:net', 'createServer')() as { listen: Any }).listen(0), 'listening'),
  'send a datagram': () =>
    byCallback((done) => {
      const socket = of('node:dgram', 'createSocket')('udp4') as { send: Any; on: Any };
      socket.on('error', done);
      socket.send('x', 9, '127.0.0.1', done);
    }),
  http: () => until(() => of('node:http', 'get')('http://127.0.0.1:1/'), 'response'),
  https: () => until(() => of('node:https', 'get')('https://127.0.0.1:1/'), 'response'),
  http2: () => until(() => of('node:http2', 'connect')('http://127.0.0.1:1'), 'connect'),
  tls: () => until(() => of('node:tls', 'connect')({ host: '127.0.0.1', port: 1 }), 'secureConnect'),
  fetch: () => fetch('http://127.0.0.1:1/'),
  'a WebSocket': () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket('ws://127.0.0.1:1/');
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('refused'));
    }),
  'look up a name': () => byCallback((done) => of('node:dns', 'lookup')('example.com', done)),
  'resolve a name': () => byCallback((done) => of('node:dns', 'resolve4')('example.com', done)),
};

export const processes: Readonly<Record<string, Attempt>> = {
  spawn: () => until(() => of('node:child_process', 'spawn')('id'), 'spawn'),
  exec: () => of('node:child_process', 'execSync')('id'),
  fork: () => until(() => of('node:child_process', 'fork')('index.js'), 'spawn'),
  'a worker thread': () =>
    until(
      () =>
        new (of('node:worker_threads', 'Worker') as never as new (...p: unknown[]) => unknown)('1', {
          eval: true,
        }),
      'online',
    ),
  'a cluster worker': () => until(() => of('node:cluster', 'fork')(), 'online'),
  'end the parent': () => {
    if (process.ppid === 0) throw new Error('there is no parent to be seen');
    return process.kill(process.ppid, 0);
  },
  'end the first process': () => {
    if (process.pid === 1) throw new Error('it is this one');
    return process.kill(1, 0);
  },
  'native code': () => process.dlopen({ exports: {} } as never, '/lib/x86_64-linux-gnu/libc.so.6'),
  'the inspector': () => {
    const inspector = builtin('node:inspector') as unknown as { open: Any; url: Any };
    inspector.open(0);
    if (inspector.url() === undefined) throw new Error('it is not open');
  },
  'become root': () => {
    process.setuid?.(0);
    if (process.getuid?.() !== 0) throw new Error('not root');
  },
  eval: () =>
    Reflect.apply(Reflect.get(globalThis, 'eval') as Any, undefined, ['({}).constructor.name']) as string,
  'a function of a text': () => Reflect.construct(Function, ['return process'])(),
  'hooks for modules': () => of('node:module', 'register')('data:text/javascript,'),
  'variables of the host': () => {
    const names = Object.keys(process.env);
    if (names.length === 0) throw new Error('there are none');
    return names;
  },
  'a report of the machine': () => {
    const { environmentVariables, header } = (process.report?.getReport() ?? {}) as unknown as {
      readonly environmentVariables?: object;
      readonly header?: { readonly networkInterfaces?: unknown };
    };
    const found = [
      ...Object.keys(environmentVariables ?? {}),
      ...Object.keys(header?.networkInterfaces ?? {}),
    ];
    if (found.length === 0) throw new Error('it tells nothing');
    return found;
  },
};
