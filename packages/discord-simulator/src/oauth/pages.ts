import type { Snowflake } from '../world/entities.ts';
import type { AuthorizationRequest, RequestFault } from './authorization-request.ts';
import type { Words } from './words.ts';

/** Somebody who may sign in. */
export interface Person {
  id: Snowflake;
  name: string;
  username: string;
  /** Names of guilds. */
  owns: string[];
  memberOf: string[];
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function page(words: Words, title: string, body: string): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(words.say('label'))}</title>
<link rel="stylesheet" href="/oauth2/style.css">
</head>
<body>
<header class="strip"><strong data-testid="simulated-label">${escapeHtml(words.say('label'))}</strong>${escapeHtml(words.say('note'))}</header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function avatar(person: Person): string {
  let sum = 0;
  for (const character of person.id + person.name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  const initial = [...person.name][0]?.toUpperCase() ?? '';
  return `<i class="avatar a${sum % 8}" aria-hidden="true">${escapeHtml(initial)}</i>`;
}

/** "Who are you?": every person is a link to the next step. */
export function pickerPage(
  words: Words,
  request: AuthorizationRequest,
  people: Person[],
  linkFor: (userId: Snowflake) => string,
): string {
  const rows = people.map((person) => {
    const about =
      person.owns.length > 0
        ? words.say('owns', { guilds: words.list(person.owns) })
        : person.memberOf.length > 0
          ? words.say('member', { guilds: words.list(person.memberOf) })
          : words.say('nowhere');
    return `<li><a class="person" href="${escapeHtml(linkFor(person.id))}" data-username="${escapeHtml(person.username)}">${avatar(person)}<span><strong>${escapeHtml(person.name)}</strong><small>${escapeHtml(about)}</small></span></a></li>`;
  });
  return page(
    words,
    words.say('who'),
    `<p>${escapeHtml(words.say('whoNote', { app: request.application.name }))}</p>
${rows.length > 0 ? `<ul class="people">\n${rows.join('\n')}\n</ul>` : `<p class="problem">${escapeHtml(words.say('nobody'))}</p>`}`,
  );
}

export interface Consent {
  person: Person;
  /** Guilds that the person may add the bot to; `null` when no bot is asked for. */
  guilds: { id: Snowflake; name: string }[] | null;
  permissions: { bit: string; name: string }[];
  /** Where the form is posted to. */
  action: string;
  switchLink: string;
}

/** What the application asks for, with the choice of guild when it brings a bot. */
export function consentPage(words: Words, request: AuthorizationRequest, consent: Consent): string {
  const app = request.application.name;
  const { guilds, person } = consent;
  const blocked = guilds !== null && guilds.length === 0;
  const scopes = request.scopes.map((it) => `<li>${escapeHtml(words.scope(it))}</li>`).join('');
  const options = (guilds ?? [])
    .map(
      (it) =>
        `<option value="${escapeHtml(it.id)}"${it.id === request.guildId ? ' selected' : ''}>${escapeHtml(it.name)}</option>`,
    )
    .join('');
  const permissions = consent.permissions
    .map(
      (it) =>
        `<label><input type="checkbox" name="permission" value="${it.bit}" checked>${escapeHtml(it.name)}</label>`,
    )
    .join('');
  const guildPart =
    guilds === null
      ? ''
      : blocked
        ? `<p class="problem" role="alert">${escapeHtml(words.say(request.guildFixed ? 'guildNotManaged' : 'noGuild', { name: person.name }))}</p>`
        : `<h2><label for="guild">${escapeHtml(words.say('guild'))}</label></h2>
<select id="guild" name="guild_id" required>${guilds.length > 1 && !guilds.some((it) => it.id === request.guildId) ? `<option value="">${escapeHtml(words.say('guildChoose'))}</option>` : ''}${options}</select>
${permissions === '' ? '' : `<h2 id="permissions">${escapeHtml(words.say('permissions', { app }))}</h2><fieldset aria-labelledby="permissions">${permissions}</fieldset>`}`;
  return page(
    words,
    words.say(guilds === null ? 'consent' : 'add', { app }),
    `<p>${escapeHtml(words.say('signedInAs', { name: person.name }))} <a href="${escapeHtml(consent.switchLink)}">${escapeHtml(words.say('switch'))}</a></p>
<form method="post" action="${escapeHtml(consent.action)}">
<input type="hidden" name="user" value="${escapeHtml(person.id)}">
<h2>${escapeHtml(words.say('will', { app }))}</h2>
<ul class="scopes">${scopes}</ul>
${guildPart}
${request.redirectUri === null ? '' : `<p class="returns">${escapeHtml(words.say('returns', { host: new URL(request.redirectUri).host }))}</p>`}
<div class="actions">
<button type="submit" name="decision" value="cancel" formnovalidate>${escapeHtml(words.say('cancel'))}</button>
${blocked ? '' : `<button type="submit" name="decision" value="authorize" class="primary">${escapeHtml(words.say('authorize'))}</button>`}
</div>
</form>`,
  );
}

export function addedPage(words: Words, app: string, guild: string): string {
  return page(words, words.say('added', { app, guild }), `<p>${escapeHtml(words.say('addedNote'))}</p>`);
}

export function cancelledPage(words: Words): string {
  return page(words, words.say('cancelled'), `<p>${escapeHtml(words.say('addedNote'))}</p>`);
}

export function faultPage(words: Words, fault: RequestFault, value: string): string {
  return page(
    words,
    words.say('faultTitle'),
    `<p class="fault" role="alert">${escapeHtml(words.fault(fault, value))}</p>`,
  );
}

export function foreignPage(words: Words): string {
  return page(
    words,
    words.say('faultTitle'),
    `<p class="fault" role="alert">${escapeHtml(words.say('foreign'))}</p>`,
  );
}
