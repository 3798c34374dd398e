import type { RequestFault, Scope } from './authorization-request.ts';

const en = {
  label: 'Simulated Discord',
  note: 'Nothing here leaves this machine.',
  who: 'Who are you?',
  whoNote: '{app} wants you to sign in. Choose one of the people of this simulated Discord.',
  nobody: 'This simulated Discord has no members yet.',
  owns: 'Owner of {guilds}',
  member: 'Member of {guilds}',
  nowhere: 'In no guild',
  consent: '{app} asks for access',
  add: 'Add {app} to a guild',
  signedInAs: 'You are {name}.',
  switch: 'Somebody else?',
  will: '{app} will be able to',
  guild: 'Guild',
  guildChoose: 'Choose a guild',
  noGuild:
    '{name} has the permission Manage Server in no guild, so they cannot add a bot to one. Be somebody else, or make them an admin first.',
  guildNotManaged:
    '{name} may not add a bot to the guild that was asked for: that takes the permission Manage Server there.',
  permissions: 'Permissions of {app} in the guild',
  returns: 'Afterwards you return to {host}.',
  cancel: 'Cancel',
  authorize: 'Authorize',
  added: '{app} was added to {guild}',
  addedNote: 'You can close this page.',
  cancelled: 'Nothing was changed',
  faultTitle: 'This link does not work',
  foreign: 'This page only answers on this machine’s own address.',
};

const fr: typeof en = {
  label: 'Discord simulé',
  note: 'Rien ici ne quitte cette machine.',
  who: 'Qui êtes-vous ?',
  whoNote: '{app} vous demande de vous connecter. Choisissez une personne de ce Discord simulé.',
  nobody: 'Ce Discord simulé n’a pas encore de membres.',
  owns: 'Propriétaire de {guilds}',
  member: 'Membre de {guilds}',
  nowhere: 'Sur aucun serveur',
  consent: '{app} demande un accès',
  add: 'Ajouter {app} à un serveur',
  signedInAs: 'Vous êtes {name}.',
  switch: 'Quelqu’un d’autre ?',
  will: '{app} pourra',
  guild: 'Serveur',
  guildChoose: 'Choisir un serveur',
  noGuild:
    '{name} n’a la permission Gérer le serveur nulle part et ne peut donc ajouter de bot. Choisissez quelqu’un d’autre, ou donnez-lui d’abord un rôle d’administration.',
  guildNotManaged:
    '{name} ne peut pas ajouter de bot au serveur demandé : il y faut la permission Gérer le serveur.',
  permissions: 'Permissions de {app} sur le serveur',
  returns: 'Vous retournerez ensuite sur {host}.',
  cancel: 'Annuler',
  authorize: 'Autoriser',
  added: '{app} a été ajouté à {guild}',
  addedNote: 'Vous pouvez fermer cette page.',
  cancelled: 'Rien n’a été changé',
  faultTitle: 'Ce lien ne fonctionne pas',
  foreign: 'Cette page ne répond qu’à l’adresse de cette machine.',
};

const scopesEn: Record<Scope, string> = {
  identify: 'see your username and avatar',
  email: 'see your e-mail address',
  guilds: 'know which guilds you are in',
  'guilds.members.read': 'read your nickname and roles in your guilds',
  bot: 'come into a guild as a bot',
  'applications.commands': 'offer commands in a guild',
};

const scopesFr: Record<Scope, string> = {
  identify: 'voir votre nom et votre avatar',
  email: 'voir votre adresse e-mail',
  guilds: 'savoir sur quels serveurs vous êtes',
  'guilds.members.read': 'lire votre pseudo et vos rôles sur vos serveurs',
  bot: 'venir sur un serveur en tant que bot',
  'applications.commands': 'proposer des commandes sur un serveur',
};

const faultsEn: Record<RequestFault, string> = {
  unknown_client: 'client_id is “{value}”, and no application has that id.',
  redirect_missing: 'redirect_uri is missing.',
  redirect_mismatch:
    'redirect_uri is “{value}”, which is not registered with the application. It must be the same to the letter: scheme, host, port and path.',
  response_type: 'response_type is “{value}”; only “code” is supported.',
  scope_missing: 'scope is missing.',
  scope_unknown: 'scope names “{value}”, which the simulator does not know.',
  challenge_method: 'code_challenge and code_challenge_method go together, and the method must be S256.',
  challenge: 'code_challenge must be 43 characters of base64url.',
  permissions: 'permissions is “{value}”; it must be a decimal number.',
};

const faultsFr: Record<RequestFault, string> = {
  unknown_client: 'client_id vaut « {value} », et aucune application n’a cet identifiant.',
  redirect_missing: 'redirect_uri manque.',
  redirect_mismatch:
    'redirect_uri vaut « {value} », qui n’est pas déclarée dans l’application. Elle doit être identique à la lettre : schéma, hôte, port et chemin.',
  response_type: 'response_type vaut « {value} » ; seul « code » est accepté.',
  scope_missing: 'scope manque.',
  scope_unknown: 'scope contient « {value} », que le simulateur ne connaît pas.',
  challenge_method: 'code_challenge et code_challenge_method vont ensemble, et la méthode doit être S256.',
  challenge: 'code_challenge doit faire 43 caractères base64url.',
  permissions: 'permissions vaut « {value} » ; il faut un nombre décimal.',
};

/** What the pages say, in one language. */
export interface Words {
  language: 'en' | 'fr';
  say: (phrase: keyof typeof en, values?: Record<string, string>) => string;
  scope: (scope: Scope) => string;
  fault: (fault: RequestFault, value: string) => string;
  list: (items: string[]) => string;
}

function fill(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** French for who asks for it before English, English for everyone else. */
export function wordsFor(acceptLanguage: string | undefined): Words {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((it) => it.trim().slice(0, 2).toLowerCase())
    .find((it) => it === 'en' || it === 'fr');
  const language = wanted === 'fr' ? 'fr' : 'en';
  const french = language === 'fr';
  return {
    language,
    say: (phrase, values = {}) => fill((french ? fr : en)[phrase], values),
    scope: (scope) => (french ? scopesFr : scopesEn)[scope],
    fault: (name, value) => fill((french ? faultsFr : faultsEn)[name], { value }),
    list: (items) => new Intl.ListFormat(language).format(items),
  };
}
