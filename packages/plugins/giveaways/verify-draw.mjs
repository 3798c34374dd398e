#!/usr/bin/env node
/**
 * Makes a draw again from what its giveaway published, without any code of the plugin.
 *
 *   node verify-draw.mjs https://your-guildhall.example/g/<guild>/giveaways/draws/<draw>
 *
 * That is the address of the draw's page, which its announcement links to. It asks for the draw, then for the list of entrants, page
 * by page, and says what it found. With your own user id behind it, it also says whether you were in, and with how many tickets. It
 * exits with 1 when something does not fit.
 */
import { createHash } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The draw as anybody can make it. Slow and plain on purpose: each step is a line of the README. */
export function drawAgain({ seed, digest, earlier, picks }, entrants) {
  const tickets = entrants.map(({ key, weight }) => ({ key, weight: earlier.includes(key) ? 0 : weight }));
  const order = [];
  for (let count = 0; order.length < picks.length; count += 1) {
    const total = tickets.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) break;
    const number = Number.parseInt(sha256(`${seed}:${digest}:${count}`).slice(0, 12), 16);
    if (number >= 16 ** 12 - (16 ** 12 % total)) continue;
    let ticket = number % total;
    const drawn = tickets.find(({ weight }) => {
      ticket -= weight;
      return ticket < 0;
    });
    order.push(drawn.key);
    drawn.weight = 0;
  }
  return order;
}

/** @returns each question with its answer */
export function check(draw, entrants) {
  let hash = draw.seed;
  for (let step = 0; step < draw.round; step += 1) hash = sha256(hash);
  const keys = draw.picks.map(({ key }) => key);
  const winners = draw.picks.filter(({ outcome }) => outcome === 'won').map(({ key }) => key);
  return {
    'the seed was sealed at the start': hash === draw.commitment,
    'the list of entrants is the published one':
      sha256(entrants.map(({ key, weight }) => `${key} ${weight}\n`).join('')) === draw.digest,
    'seed and list lead to this order': drawAgain(draw, entrants).join() === keys.join(),
    'nobody won twice':
      new Set(winners).size === winners.length && !winners.some((key) => draw.earlier.includes(key)),
  };
}

/** Where the API has what a page shows; an address of the API stays as it is. */
export function apiAddress(address) {
  return address.replace(/\/g\/(\d+)\/([\w-]+)\/draws\//, '/api/v1/guilds/$1/plugins/$2/draws/');
}

async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

const say = (line) => process.stdout.write(`${line}\n`);

async function main([page, userId]) {
  if (!page) throw new Error('Give the address of the draw: …/giveaways/draws/<id>');
  const address = apiAddress(page);
  const { draw } = await json(`${address}/verify`);
  const entrants = [];
  for (let after = ''; ; ) {
    const page = await json(`${address}/entrants?limit=1000&after=${after}`);
    entrants.push(...page.entrants);
    if (!page.next) break;
    after = page.next;
  }
  const answers = check(draw, entrants);
  for (const [question, ok] of Object.entries(answers)) say(`${ok ? 'yes' : 'NO '} ${question}`);
  if (userId) {
    const mine = entrants.find(({ key }) => key === sha256(`${draw.giveawayId}:${userId}`));
    say(mine ? `you were in, with ${mine.weight} ticket(s)` : 'you were not in');
  }
  if (Object.values(answers).includes(false)) process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.slice(2));
