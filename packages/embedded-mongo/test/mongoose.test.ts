import mongoose, { type Mongoose, Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';

/** mongoose 9 as the core uses it, over TCP. */
describe('GIVEN mongoose connected to the embedded database', () => {
  let mongo: EmbeddedMongo;
  let db: Mongoose;

  beforeAll(async () => {
    mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
    db = await new mongoose.Mongoose().connect(mongo.uri);
  });
  afterAll(async () => {
    await db.disconnect();
    await mongo.close();
  });

  it('WHEN a document is saved THEN its defaults, casts and timestamps are stored', async () => {
    const Guild = db.model(
      'Guild',
      new Schema(
        { name: { type: String, required: true }, level: { type: Number, default: 1 }, seen: Date },
        { timestamps: true },
      ),
    );
    const saved = await Guild.create({ name: 'Ana’s place', seen: '2024-05-06T07:08:09Z' });
    const found = await Guild.findById(saved._id).lean();
    expect(found).toMatchObject({
      name: 'Ana’s place',
      level: 1,
      seen: new Date('2024-05-06T07:08:09Z'),
      __v: 0,
    });
    expect(found?.createdAt).toBeInstanceOf(Date);
    saved.level = 7;
    await saved.save();
    const later = await Guild.findOne({ level: { $gte: 5 } });
    expect(later?.updatedAt.getTime()).toBeGreaterThanOrEqual(found?.createdAt.getTime() ?? 0);
    await expect(Guild.create({})).rejects.toThrow(/`name` is required/);
  });

  it('WHEN documents refer to others THEN populate finds them, nested and virtual', async () => {
    const Author = db.model('Author', new Schema({ name: String }));
    const bookSchema = new Schema({
      title: String,
      author: { type: Schema.Types.ObjectId, ref: 'Author' },
      reviews: [{ by: { type: Schema.Types.ObjectId, ref: 'Author' }, stars: Number }],
    });
    const Book = db.model('Book', bookSchema);
    const ana = await Author.create({ name: 'Ana' });
    const ben = await Author.create({ name: 'Ben' });
    await Book.create({ title: 'Guilds', author: ana._id, reviews: [{ by: ben._id, stars: 5 }] });
    const book = await Book.findOne()
      .populate<{ author: { name: string } }>('author')
      .populate('reviews.by')
      .lean();
    expect(book?.author.name).toBe('Ana');
    expect(book?.reviews[0]).toMatchObject({ stars: 5, by: { name: 'Ben' } });
  });

  it('WHEN a unique value is used twice THEN the second save gets E11000 with its key', async () => {
    const User = db.model('User', new Schema({ email: { type: String, unique: true } }));
    await User.init();
    await User.create({ email: 'ana@example.org' });
    await expect(User.create({ email: 'ana@example.org' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'ana@example.org' },
      message: expect.stringContaining(
        'E11000 duplicate key error collection: guildhall.users index: email_1 dup key: { email: "ana@example.org" }',
      ),
    });
  });

  it('WHEN findOneAndUpdate upserts THEN it makes the document once and updates it after', async () => {
    const Member = db.model(
      'Member',
      new Schema({ guildId: String, userId: String, xp: Number, name: String }),
    );
    const bump = () =>
      Member.findOneAndUpdate(
        { guildId: 'g1', userId: 'u1' },
        { $inc: { xp: 10 }, $setOnInsert: { name: 'Ana' } },
        { upsert: true, returnDocument: 'after' },
      );
    expect(await bump()).toMatchObject({ guildId: 'g1', userId: 'u1', xp: 10, name: 'Ana' });
    expect(await bump()).toMatchObject({ xp: 20 });
    expect(await Member.countDocuments()).toBe(1);
  });

  it('WHEN two copies of a document are saved THEN versioning and optimistic concurrency catch the second', async () => {
    const Ticket = db.model(
      'Ticket',
      new Schema({ title: String, notes: [String] }, { optimisticConcurrency: true }),
    );
    const first = await Ticket.create({ title: 'lost password', notes: ['a', 'b'] });
    const second = await Ticket.findById(first._id);
    first.title = 'found password';
    await first.save();
    if (!second) throw new Error('the ticket is gone');
    second.title = 'other';
    await expect(second.save()).rejects.toMatchObject({ name: 'VersionError' });
    expect(await Ticket.findById(first._id).lean()).toMatchObject({ title: 'found password', __v: 1 });
  });

  it('WHEN work in a transaction fails THEN nothing of it stays; WHEN it succeeds THEN all of it does', async () => {
    const Account = db.model('Account', new Schema({ name: String, balance: Number }));
    await Account.create([
      { name: 'Ana', balance: 100 },
      { name: 'Ben', balance: 0 },
    ]);
    const transfer = (amount: number) =>
      db.connection.transaction(async (session) => {
        await Account.updateOne({ name: 'Ana' }, { $inc: { balance: -amount } }, { session });
        await Account.updateOne({ name: 'Ben' }, { $inc: { balance: amount } }, { session });
        const ana = await Account.findOne({ name: 'Ana' }).session(session);
        if ((ana?.balance ?? 0) < 0) throw new Error('not enough');
      });
    await transfer(60);
    await expect(transfer(60)).rejects.toThrow('not enough');
    const balances = await Account.find().sort({ name: 1 }).lean();
    expect(balances.map((account) => account.balance)).toEqual([40, 60]);
  });

  it('WHEN a model is watched THEN its changes arrive with their documents', async () => {
    const Counter = db.model('Counter', new Schema({ name: String, n: Number }));
    await Counter.createCollection();
    const stream = Counter.watch([], { fullDocument: 'updateLookup' });
    await new Promise((resolve) => stream.once('ready', resolve));
    const seen = new Promise<unknown[]>((resolve) => {
      const changes: unknown[] = [];
      stream.on('change', (change) => {
        changes.push(change);
        if (changes.length === 3) resolve(changes);
      });
    });
    const counter = await Counter.create({ name: 'votes', n: 1 });
    await Counter.updateOne({ _id: counter._id }, { $inc: { n: 1 } });
    await Counter.deleteOne({ _id: counter._id });
    expect(await seen).toMatchObject([
      { operationType: 'insert', fullDocument: { name: 'votes', n: 1 } },
      { operationType: 'update', updateDescription: { updatedFields: { n: 2 } } },
      { operationType: 'delete', documentKey: { _id: counter._id } },
    ]);
    await stream.close();
  });

  it('WHEN arrays of subdocuments, maps and mixed fields change THEN only what changed is written', async () => {
    const Config = db.model(
      'Config',
      new Schema({
        roles: [{ name: String, level: Number }],
        labels: { type: Map, of: String },
        any: Schema.Types.Mixed,
      }),
    );
    const config = await Config.create({
      roles: [{ name: 'a', level: 1 }],
      labels: { x: '1' },
      any: { deep: [1] },
    });
    config.roles.push({ name: 'b', level: 2 });
    config.roles[0]?.set('level', 9);
    config.labels?.set('y', '2');
    await config.save();
    config.roles.pull(config.roles[0]?._id);
    await config.save();
    const found = await Config.findOne().lean();
    expect(found).toMatchObject({
      roles: [{ name: 'b', level: 2 }],
      labels: { x: '1', y: '2' },
      any: { deep: [1] },
    });
    expect(
      await Config.find({ 'roles.level': { $in: [2] } })
        .cursor()
        .next(),
    ).not.toBeNull();
    expect(
      await Config.aggregate([{ $unwind: '$roles' }, { $group: { _id: '$roles.name', n: { $sum: 1 } } }]),
    ).toEqual([{ _id: 'b', n: 1 }]);
    await Config.bulkWrite([
      { insertOne: { document: { any: 1 } } },
      { updateMany: { filter: {}, update: { $set: { any: 'x' } } } },
      { deleteOne: { filter: { labels: null } } },
    ]);
    expect(await Config.distinct('any')).toEqual(['x']);
  });
});
