import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, isDoc, type Maybe, Timestamp } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { find, query } from '../query/scan.ts';
import type { Batch, Source } from '../worker/cursors.ts';
import type { Engine } from '../worker/engine.ts';
import { type Place, tokenOf } from './token.ts';

export interface Scope {
  /** Undefined for everything. */
  readonly db: string | undefined;
  /** Undefined for a whole database. */
  readonly coll: string | undefined;
}

const chunk = 500;

/** The changes in a scope, as a change stream's client sees them. */
export class ChangeSource implements Source {
  private readonly engine: Engine;
  private readonly scope: Scope;
  private readonly looksUp: boolean;
  private readonly transform: (event: Doc) => Doc[];
  private place: Place;
  private ready: { bytes: Buffer; place: Place }[] = [];
  private ended = false;
  private closed = false;
  private readonly waiting = new Set<() => void>();

  constructor(
    engine: Engine,
    scope: Scope,
    start: Place,
    options: { looksUp: boolean; transform: (event: Doc) => Doc[] },
  ) {
    this.engine = engine;
    this.scope = scope;
    this.place = start;
    this.looksUp = options.looksUp;
    this.transform = options.transform;
    this.read = start;
  }

  /** How far the record has been read; changes up to here are in `ready` or concern others. */
  private read: Place;

  take(size: number, bytes: number): Batch {
    if (this.closed) throw new MongoError(237, 'the cursor was killed');
    if (this.ready.length === 0) this.pull();
    const documents: Buffer[] = [];
    let total = 0;
    while (documents.length < size) {
      const next = this.ready[0];
      if (!next || (documents.length > 0 && total + next.bytes.length > bytes)) break;
      total += next.bytes.length;
      documents.push(next.bytes);
      this.place = next.place;
      this.ready.shift();
    }
    if (this.ready.length === 0) this.place = this.read;
    return {
      documents,
      more: doc({ postBatchResumeToken: tokenOf(this.place) }),
      done: this.ended && this.ready.length === 0,
    };
  }

  waitFor(listener: () => void): () => void {
    const stop = this.engine.onCommit(() => {
      this.pull();
      if (this.ready.length > 0) listener();
    });
    this.waiting.add(listener);
    return () => {
      stop();
      this.waiting.delete(listener);
    };
  }

  close(): void {
    this.closed = true;
    for (const listener of [...this.waiting]) listener();
  }

  private pull(): void {
    while (!this.ended) {
      const changes = this.engine.journal.after(this.read.timestamp, chunk);
      for (const { timestamp, event } of changes) {
        this.read = { timestamp, invalidates: false };
        this.consider(timestamp, event);
        if (this.ended) return;
      }
      if (changes.length < chunk) return;
    }
  }

  private consider(timestamp: bigint, event: Doc): void {
    const type = String(event.get('type'));
    const db = event.get('db');
    const coll = event.get('coll');
    if (this.scope.db !== undefined && db !== this.scope.db) return;
    const whole = type === 'dropDatabase';
    const target = event.get('to');
    const named =
      isDoc(target) && target.get('coll') === this.scope.coll && target.get('db') === this.scope.db;
    if (this.scope.coll !== undefined && coll !== this.scope.coll && !whole && !named) return;
    if (!(whole && this.scope.coll !== undefined)) this.emit({ timestamp, invalidates: false }, type, event);
    const ends =
      this.scope.coll !== undefined
        ? ['drop', 'rename', 'dropDatabase']
        : this.scope.db !== undefined
          ? ['dropDatabase']
          : [];
    if (!ends.includes(type)) return;
    const place = { timestamp, invalidates: true };
    this.emit(place, 'invalidate', doc({ wall: event.get('wall') }));
    this.read = place;
    this.ended = true;
  }

  private emit(place: Place, type: string, event: Doc): void {
    const db = event.get('db');
    const coll = event.get('coll');
    const label = event.get('transaction');
    const shown = doc({
      _id: tokenOf(place),
      operationType: type,
      clusterTime: new Timestamp(place.timestamp),
      wallTime: event.get('wall'),
      fullDocument: this.fullDocument(type, event),
      ns: db === undefined ? undefined : doc({ db, coll }),
      to: event.get('to'),
      documentKey: event.get('key'),
      updateDescription: event.get('update'),
    });
    if (isDoc(label)) for (const [name, value] of label) shown.set(name, value);
    for (const document of this.transform(shown)) {
      if (!document.has('_id')) {
        throw new MongoError(
          'ChangeStreamFatalError',
          'Encountered an event whose _id field, which contains the resume token, was modified by the pipeline.',
          {
            labels: ['NonResumableChangeStreamError'],
          },
        );
      }
      this.ready.push({ bytes: encodeDoc(document), place });
    }
  }

  private fullDocument(type: string, event: Doc): Maybe {
    if (type !== 'update' || !this.looksUp) return event.get('full');
    const collection = this.engine.catalog.find(String(event.get('db')), String(event.get('coll')));
    const key = event.get('key');
    if (!collection || !isDoc(key)) return null;
    const [found] = find(this.engine.rows, collection, query(key, { limit: 1 }));
    return found?.document ?? null;
  }
}
