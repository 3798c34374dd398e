import type { ProblemCode } from '../contract/problem-codes.ts';

export type ProblemLanguage = 'en' | 'fr';

interface ProblemText {
  /** What failed. */
  readonly title: string;
  /** Why; `{name}` is filled from the values of the problem. */
  readonly detail: string;
  /** What to try. */
  readonly remedy: string;
}

type Texts = Readonly<Record<ProblemCode, ProblemText>>;

const text = (title: string, detail: string, remedy: string): ProblemText => ({ title, detail, remedy });

const en: Texts = {
  operator_required: text(
    'Only for operators',
    'This is for whoever runs this Guildhall: the owners of its Discord application.',
    'Sign in as one of them, or ask them.',
  ),
  killed_by_operator: text(
    'Switched off everywhere',
    'Whoever runs this Guildhall has switched this plugin off in every server; the reason is on its page.',
    'It comes back by itself when they switch it on again. You can uninstall it at any time.',
  ),
  not_killed: text(
    'It is not switched off',
    'No operator has switched this plugin off, or somebody has switched it on again meanwhile.',
    'Look at the list again.',
  ),
  scene_not_found: text(
    'There is no scene',
    'None was recorded for this plugin here, or its week is over.',
    'Guildhall records one when a plugin fails so often that it has to rest.',
  ),
  dead_letter_not_found: text(
    'It is not there any more',
    'This failed work was replayed or given up meanwhile.',
    'Look at the list again.',
  ),
  dead_letter_not_replayable: text(
    "It can't be run again",
    'The plugin is off, or its present version no longer has what this was for.',
    'Switch the plugin on or move it to the version that had it; or give this up.',
  ),
  page_not_found: text(
    'This page is not there',
    'The plugin may be off, or this version of it has no such page or block.',
    'Go back to the list of pages.',
  ),
  version_in_use: text(
    'This version is still needed',
    'Servers have it installed, can still roll back to it, or keep its data after uninstalling.',
    'Move them to another version, or wait until their data are deleted.',
  ),
  comes_with_guildhall: text(
    'It comes with Guildhall',
    'It would be back at the next start.',
    'Leave it; a plugin that no server installs costs nothing.',
  ),
  plugin_id_taken: text(
    "The plugin's id is taken",
    'Another package here has a plugin with the same id.',
    'Remove that one first, or ask the publisher to choose another id.',
  ),
  manifest_missing: text(
    'This is no plugin',
    'The package has no manifest.json at its top.',
    'Use what `guildhall-sdk pack` writes.',
  ),
  manifest_invalid: text(
    "The manifest can't be read",
    'Its manifest.json is not what this Guildhall understands.',
    'Build the plugin again with a current SDK.',
  ),
  entry_missing: text(
    "The plugin's code is missing",
    'The file that its package.json names as its code is not in the package.',
    'Build it again with `guildhall-sdk build`.',
  ),
  link_refused: text(
    'It holds a link',
    'Links could lead out of the package, so none are taken.',
    'Tell its publisher to pack plain files only.',
  ),
  package_too_large: text(
    'The package is too large',
    'It has more, or larger, files than Guildhall takes: 2 MB packed.',
    'Leave out of it what it does not need.',
  ),
  tarball_invalid: text(
    'This is no package',
    'The file is not a gzipped npm tarball, or it is damaged.',
    'Choose the .tgz file that `guildhall-sdk pack` or `npm pack` wrote.',
  ),
  path_refused: text(
    'It holds a dangerous path',
    'A file of it would land outside of its folder, or two of them in the same place.',
    'Do not trust where it comes from.',
  ),
  native_refused: text(
    'It holds native code',
    'Compiled add-ons escape every check, so none are taken.',
    'Ask its publisher for a version in plain JavaScript.',
  ),
  scripts_refused: text(
    'It wants to run scripts when installed',
    'Install scripts are never run here, and packages with some are not taken.',
    'Ask its publisher to remove them; `guildhall-sdk pack` writes none.',
  ),
  integrity_mismatch: text(
    'It is not what was promised',
    'Its content differs from the checksum that the registry lists.',
    'Try again; if it stays so, do not trust this registry.',
  ),
  code_mismatch: text(
    'The code is not what the manifest says',
    'Loading it showed other pieces than it declares.',
    'Tell its publisher to build it again.',
  ),
  registry_invalid: text(
    "The registry's answer is of no use",
    'It does not describe this package, or lists no checksum of it.',
    'Check the address of the registry and the name of the package.',
  ),
  registry_version_not_found: text(
    'The registry has no such package or version',
    'No version there fits what was asked for.',
    'Check name and version.',
  ),
  registry_unreachable: text(
    'The registry does not answer',
    'The connection failed, or the registry answered with an error.',
    'Check the address, and whether this machine may reach it.',
  ),
  plugin_refused: text(
    'The plugin refused',
    'It did not say why.',
    'Change the request, or ask whoever runs the server.',
  ),
  member_not_found: text(
    'Member not found',
    'Nobody with this id is in the server.',
    'Check the id; they may have left.',
  ),
  plugin_off: text(
    'The plugin is off here',
    'It is switched off in this server, or on its way to another version.',
    'Switch it on, or try again when the update is done.',
  ),
  idempotency_in_flight: text(
    'The same request is under way',
    'A request with this Idempotency-Key has not been answered yet.',
    'Wait a moment and send it again.',
  ),
  idempotency_key_reused: text(
    'The key belongs to another request',
    'This Idempotency-Key came with another body within the last 24 hours.',
    'Make a new key for each change.',
  ),
  plugin_failed: text(
    'The plugin failed',
    'Its code threw an error, which is under its problems.',
    'Try again; if it stays, an administrator finds the reason under Problems.',
  ),
  plugin_resting: text(
    'The plugin rests',
    'It failed too often, so Guildhall gives it a minute.',
    'Try again in a minute.',
  ),
  plugin_timeout: text(
    'The plugin did not answer',
    'It took more than ten seconds.',
    'Try again later; the change may have been made.',
  ),
  invalid_request: text(
    'The request is not valid',
    'Some values are not what this operation takes.',
    'Correct the values that `errors` names.',
  ),
  invalid_cursor: text(
    'The cursor is not valid',
    'It was not made by this Guildhall for this list, or its filters changed.',
    'Start again without a cursor.',
  ),
  malformed_body: text(
    'The body cannot be read',
    'It is not valid JSON: {reason}.',
    'Send one JSON value in UTF-8.',
  ),
  sign_in_state_invalid: text(
    'The sign-in could not be finished',
    'It was started in another browser, under another address, or more than ten minutes ago.',
    'Start again from the sign-in page.',
  ),
  not_signed_in: text(
    'Not signed in',
    'The request carries no session, or one that has ended.',
    'Sign in with Discord and try again.',
  ),
  cross_site_request: text(
    'Refused, as it came from another site',
    'Changes are only taken from pages of this dashboard.',
    'Open the dashboard itself and try again.',
  ),
  guild_forbidden: text(
    'No access to this guild',
    'Your roles there do not allow it.',
    'Ask an administrator of the guild to grant one of your roles in the settings.',
  ),
  administrator_required: text(
    'Only administrators may change this',
    'You have access through a role that an administrator granted.',
    'Ask an administrator or the owner of the guild.',
  ),
  route_not_found: text(
    'There is nothing here',
    'No operation has the path {path}.',
    'See /docs for every operation.',
  ),
  guild_not_found: text(
    'Guild not found',
    'You are not in that guild, or the bot is not.',
    'Add the bot to the guild, or check the address.',
  ),
  plugin_not_found: text(
    'Plugin not found',
    'No plugin with this id can be installed here.',
    'See the catalogue for the plugins that can.',
  ),
  not_installed: text(
    'Not installed',
    'This plugin is not installed in this guild.',
    'Install it from the catalogue first.',
  ),
  revision_not_found: text(
    'Revision not found',
    'The configuration has no revision with this number.',
    'Choose one from its history.',
  ),
  method_not_allowed: text(
    'This is not how it is done',
    '{path} does not take {method}.',
    'Use one of {allowed}.',
  ),
  already_installed: text(
    'Already installed',
    'This plugin is installed in this guild already.',
    'Change its configuration instead.',
  ),
  consent_outdated: text(
    'The plugin has changed since you saw it',
    'What it asks for is no longer what you were shown.',
    'Look at it again, and consent to what it asks for now.',
  ),
  consent_required: text(
    'The version asks for more',
    'It needs something that nobody has consented to here.',
    'Read what is new, and send the manifestHash of what you saw.',
  ),
  sdk_unsupported: text(
    'Made for another Guildhall',
    'This version was built for an SDK that this Guildhall does not have.',
    'Choose another version, or update Guildhall.',
  ),
  plan_grant_not_found: text(
    'No such grant',
    'This server has no such plan, or it was taken back before.',
    'List the grants again.',
  ),
  version_not_found: text(
    'No such version',
    'This Guildhall does not hold that version of the plugin.',
    'Choose one of the versions that the plugin lists.',
  ),
  nothing_to_roll_back: text(
    'Nothing to go back to',
    'There was no update, or it has been confirmed.',
    'Choose an older version to move to instead.',
  ),
  state_conflict: text(
    'Not possible right now',
    'The installation is in a state that does not allow it.',
    'Reload it and see what it is doing.',
  ),
  revision_mismatch: text(
    'Somebody changed it in the meantime',
    'Your change is based on an older revision.',
    'Reload, look at what changed, and save again.',
  ),
  body_too_large: text('The body is too large', 'It has more than {limit} bytes.', 'Send less at once.'),
  unsupported_media_type: text(
    'The body has the wrong type',
    'This operation takes application/json, in no other encoding than UTF-8.',
    'Set Content-Type to application/json.',
  ),
  config_invalid: text(
    'The configuration is not valid',
    'Some values cannot be used.',
    'Correct the values that `errors` names.',
  ),
  settings_invalid: text(
    'The settings are not valid',
    'Some values cannot be used in this guild.',
    'Correct the values that `errors` names.',
  ),
  missing_permissions: text(
    'The bot lacks permissions',
    'The plugin needs permissions that the bot does not have in this guild.',
    'Grant them with the invitation link of the guild, or by a role.',
  ),
  missing_intent: text(
    'An intent is not switched on',
    'The plugin needs a privileged intent that this application does not have.',
    'The operator switches it on in the Discord developer portal.',
  ),
  requirement_missing: text(
    'Another plugin is needed',
    'The plugin works with another one that is not installed, or another one needs it.',
    'Install what it needs first; uninstall what needs it first.',
  ),
  plugin_broken: text(
    'The plugin cannot be loaded',
    'Its code does not do what its manifest declares, or fails when it is loaded.',
    'Tell its publisher; the operator finds the reason in the log.',
  ),
  precondition_required: text(
    'The revision is missing',
    'Without it, a change could overwrite somebody else’s.',
    'Send the ETag that you read, as If-Match.',
  ),
  too_many_requests: text(
    'Too many requests',
    'The limit is {limit} in {window} seconds.',
    'Try again in {seconds} seconds.',
  ),
  internal_error: text(
    'Something went wrong here',
    'It is our mistake, and it is in the log under the request’s id.',
    'Try again; if it stays, tell the operator the request’s id.',
  ),
  discord_unavailable: text(
    'Discord does not answer',
    'Discord could not be asked, or answered with an error.',
    'Try again in a minute; see https://discordstatus.com.',
  ),
  not_ready: text(
    'Not ready yet',
    'Guildhall is starting or shutting down, or a part that it needs does not answer.',
    'Try again in a few seconds; /readyz says what is missing.',
  ),
};

const fr: Texts = {
  operator_required: text(
    'Réservé aux opérateurs',
    'C’est l’affaire de qui exploite ce Guildhall : les propriétaires de son application Discord.',
    'Connectez-vous avec l’un de ces comptes, ou demandez-leur.',
  ),
  killed_by_operator: text(
    'Désactivé partout',
    'Qui exploite ce Guildhall a désactivé ce plugin dans tous les serveurs ; la raison est sur sa page.',
    'Il revient de lui-même dès qu’il y est réactivé. Vous pouvez le désinstaller à tout moment.',
  ),
  not_killed: text(
    'Il n’est pas désactivé',
    'Aucun opérateur n’a désactivé ce plugin, ou quelqu’un l’a réactivé entre-temps.',
    'Consultez de nouveau la liste.',
  ),
  scene_not_found: text(
    'Il n’y a pas de scène',
    'Aucune n’a été enregistrée ici pour ce plugin, ou sa semaine est écoulée.',
    'Guildhall en enregistre une quand un plugin échoue si souvent qu’il doit se reposer.',
  ),
  dead_letter_not_found: text(
    'Il n’y est plus',
    'Ce travail en échec a été relancé ou abandonné entre-temps.',
    'Rechargez la liste.',
  ),
  dead_letter_not_replayable: text(
    'Impossible de le relancer',
    'Le plugin est désactivé, ou sa version actuelle n’a plus ce à quoi ce travail servait.',
    'Activez le plugin, revenez à la version qui l’avait, ou abandonnez ce travail.',
  ),
  page_not_found: text(
    'Cette page n’existe pas',
    'Le plugin est peut-être désactivé, ou cette version n’a pas cette page ou ce bloc.',
    'Revenez à la liste des pages.',
  ),
  version_in_use: text(
    'Cette version sert encore',
    'Des serveurs l’ont installée, peuvent encore y revenir, ou gardent ses données après désinstallation.',
    'Faites-les passer à une autre version, ou attendez la suppression de leurs données.',
  ),
  comes_with_guildhall: text(
    'Il est fourni avec Guildhall',
    'Il serait de retour au prochain démarrage.',
    'Laissez-le ; un plugin qu’aucun serveur n’installe ne coûte rien.',
  ),
  plugin_id_taken: text(
    'L’identifiant du plugin est pris',
    'Un autre paquet a déjà ici un plugin avec cet identifiant.',
    'Retirez d’abord l’autre, ou demandez à l’éditeur d’en choisir un autre.',
  ),
  manifest_missing: text(
    'Ce n’est pas un plugin',
    'Le paquet n’a pas de manifest.json à sa racine.',
    'Utilisez ce qu’écrit `guildhall-sdk pack`.',
  ),
  manifest_invalid: text(
    'Le manifeste est illisible',
    'Son manifest.json n’est pas ce que ce Guildhall comprend.',
    'Reconstruisez le plugin avec un SDK récent.',
  ),
  entry_missing: text(
    'Le code du plugin manque',
    'Le fichier que son package.json désigne comme code n’est pas dans le paquet.',
    'Reconstruisez-le avec `guildhall-sdk build`.',
  ),
  link_refused: text(
    'Il contient un lien',
    'Un lien pourrait mener hors du paquet ; aucun n’est accepté.',
    'Demandez à l’éditeur de n’empaqueter que de simples fichiers.',
  ),
  package_too_large: text(
    'Le paquet est trop gros',
    'Il a plus de fichiers, ou de plus gros, que Guildhall n’en accepte : 2 Mo compressé.',
    'Retirez-en ce dont il n’a pas besoin.',
  ),
  tarball_invalid: text(
    'Ce n’est pas un paquet',
    'Le fichier n’est pas une archive npm compressée, ou il est abîmé.',
    'Choisissez le fichier .tgz écrit par `guildhall-sdk pack` ou `npm pack`.',
  ),
  path_refused: text(
    'Il contient un chemin dangereux',
    'L’un de ses fichiers tomberait hors de son dossier, ou deux au même endroit.',
    'Ne vous fiez pas à sa provenance.',
  ),
  native_refused: text(
    'Il contient du code natif',
    'Les modules compilés échappent à tout contrôle ; aucun n’est accepté.',
    'Demandez à l’éditeur une version en JavaScript pur.',
  ),
  scripts_refused: text(
    'Il veut lancer des scripts à l’installation',
    'Aucun script d’installation n’est lancé ici, et les paquets qui en ont sont refusés.',
    'Demandez à l’éditeur de les retirer ; `guildhall-sdk pack` n’en écrit pas.',
  ),
  integrity_mismatch: text(
    'Ce n’est pas ce qui était annoncé',
    'Son contenu diffère de la somme de contrôle du registre.',
    'Réessayez ; si cela persiste, ne vous fiez pas à ce registre.',
  ),
  code_mismatch: text(
    'Le code n’est pas ce que dit le manifeste',
    'En le chargeant, on trouve autre chose que ce qu’il déclare.',
    'Demandez à l’éditeur de le reconstruire.',
  ),
  registry_invalid: text(
    'La réponse du registre est inutilisable',
    'Elle ne décrit pas ce paquet, ou n’en donne pas de somme de contrôle.',
    'Vérifiez l’adresse du registre et le nom du paquet.',
  ),
  registry_version_not_found: text(
    'Le registre n’a pas ce paquet ou cette version',
    'Aucune version ne convient à la demande.',
    'Vérifiez le nom et la version.',
  ),
  registry_unreachable: text(
    'Le registre ne répond pas',
    'La connexion a échoué, ou le registre a répondu par une erreur.',
    'Vérifiez l’adresse, et que cette machine peut l’atteindre.',
  ),
  plugin_refused: text(
    'Le plugin a refusé',
    'Il n’a pas dit pourquoi.',
    'Changez la requête, ou demandez aux responsables du serveur.',
  ),
  member_not_found: text(
    'Membre introuvable',
    'Personne avec cet identifiant n’est sur le serveur.',
    'Vérifiez l’identifiant ; la personne est peut-être partie.',
  ),
  plugin_off: text(
    'Le plugin est désactivé ici',
    'Il est désactivé sur ce serveur, ou passe à une autre version.',
    'Activez-le, ou réessayez quand la mise à jour sera finie.',
  ),
  idempotency_in_flight: text(
    'La même requête est en cours',
    'Une requête avec cette Idempotency-Key n’a pas encore eu de réponse.',
    'Attendez un instant et renvoyez-la.',
  ),
  idempotency_key_reused: text(
    'La clé appartient à une autre requête',
    'Cette Idempotency-Key est venue avec un autre corps dans les dernières 24 heures.',
    'Faites une nouvelle clé pour chaque changement.',
  ),
  plugin_failed: text(
    'Le plugin a échoué',
    'Son code a lancé une erreur, qui figure parmi ses problèmes.',
    'Réessayez ; si cela persiste, un administrateur trouve la raison dans Problèmes.',
  ),
  plugin_resting: text(
    'Le plugin se repose',
    'Il a échoué trop souvent : Guildhall lui laisse une minute.',
    'Réessayez dans une minute.',
  ),
  plugin_timeout: text(
    'Le plugin n’a pas répondu',
    'Il a pris plus de dix secondes.',
    'Réessayez plus tard ; le changement a peut-être été fait.',
  ),
  invalid_request: text(
    'La requête n’est pas valide',
    'Certaines valeurs ne conviennent pas à cette opération.',
    'Corrigez les valeurs que `errors` nomme.',
  ),
  invalid_cursor: text(
    'Le curseur n’est pas valide',
    'Il n’a pas été fait par ce Guildhall pour cette liste, ou ses filtres ont changé.',
    'Recommencez sans curseur.',
  ),
  malformed_body: text(
    'Le corps est illisible',
    'Ce n’est pas du JSON valide : {reason}.',
    'Envoyez une valeur JSON en UTF-8.',
  ),
  sign_in_state_invalid: text(
    'La connexion n’a pas pu aboutir',
    'Elle a commencé dans un autre navigateur, sous une autre adresse, ou il y a plus de dix minutes.',
    'Recommencez depuis la page de connexion.',
  ),
  not_signed_in: text(
    'Vous n’êtes pas connecté',
    'La requête ne porte pas de session, ou elle est terminée.',
    'Connectez-vous avec Discord et réessayez.',
  ),
  cross_site_request: text(
    'Refusé : la requête vient d’un autre site',
    'Les changements ne sont acceptés que depuis ce tableau de bord.',
    'Ouvrez le tableau de bord lui-même et réessayez.',
  ),
  guild_forbidden: text(
    'Pas d’accès à ce serveur',
    'Vos rôles ne le permettent pas.',
    'Demandez à un administrateur du serveur d’autoriser l’un de vos rôles dans les réglages.',
  ),
  administrator_required: text(
    'Réservé aux administrateurs',
    'Vous avez accès par un rôle qu’un administrateur a autorisé.',
    'Demandez à un administrateur ou au propriétaire du serveur.',
  ),
  route_not_found: text(
    'Il n’y a rien ici',
    'Aucune opération n’a le chemin {path}.',
    'Voyez /docs pour toutes les opérations.',
  ),
  guild_not_found: text(
    'Serveur introuvable',
    'Vous n’êtes pas sur ce serveur, ou le bot n’y est pas.',
    'Ajoutez le bot au serveur, ou vérifiez l’adresse.',
  ),
  plugin_not_found: text(
    'Plugin introuvable',
    'Aucun plugin avec cet identifiant ne peut être installé ici.',
    'Le catalogue montre ceux qui le peuvent.',
  ),
  not_installed: text(
    'Pas installé',
    'Ce plugin n’est pas installé sur ce serveur.',
    'Installez-le d’abord depuis le catalogue.',
  ),
  revision_not_found: text(
    'Révision introuvable',
    'La configuration n’a pas de révision avec ce numéro.',
    'Choisissez-en une dans son historique.',
  ),
  method_not_allowed: text(
    'Cela ne se fait pas ainsi',
    '{path} n’accepte pas {method}.',
    'Utilisez {allowed}.',
  ),
  already_installed: text(
    'Déjà installé',
    'Ce plugin est déjà installé sur ce serveur.',
    'Changez plutôt sa configuration.',
  ),
  consent_outdated: text(
    'Le plugin a changé depuis que vous l’avez vu',
    'Ce qu’il demande n’est plus ce qui vous a été montré.',
    'Regardez-le de nouveau, et consentez à ce qu’il demande maintenant.',
  ),
  consent_required: text(
    'Cette version en demande plus',
    'Elle a besoin de choses auxquelles personne n’a consenti ici.',
    'Lisez ce qui est nouveau, et envoyez le manifestHash de ce que vous avez vu.',
  ),
  sdk_unsupported: text(
    'Fait pour un autre Guildhall',
    'Cette version a été construite pour un SDK que ce Guildhall n’a pas.',
    'Choisissez une autre version, ou mettez Guildhall à jour.',
  ),
  plan_grant_not_found: text(
    'Offre introuvable',
    'Ce serveur n’a pas une telle offre, ou elle a déjà été retirée.',
    'Relisez la liste.',
  ),
  version_not_found: text(
    'Version introuvable',
    'Ce Guildhall n’a pas cette version du plugin.',
    'Choisissez l’une des versions que le plugin énumère.',
  ),
  nothing_to_roll_back: text(
    'Rien à quoi revenir',
    'Il n’y a pas eu de mise à jour, ou elle a été confirmée.',
    'Passez plutôt à une version plus ancienne.',
  ),
  state_conflict: text(
    'Impossible pour le moment',
    'L’état de l’installation ne le permet pas.',
    'Rechargez-la et voyez ce qu’elle fait.',
  ),
  revision_mismatch: text(
    'Quelqu’un l’a changé entre-temps',
    'Votre changement part d’une révision plus ancienne.',
    'Rechargez, regardez ce qui a changé, et enregistrez de nouveau.',
  ),
  body_too_large: text(
    'Le corps est trop grand',
    'Il dépasse {limit} octets.',
    'Envoyez-en moins à la fois.',
  ),
  unsupported_media_type: text(
    'Le corps n’a pas le bon type',
    'Cette opération accepte application/json, en UTF-8 seulement.',
    'Mettez Content-Type à application/json.',
  ),
  config_invalid: text(
    'La configuration n’est pas valide',
    'Certaines valeurs ne peuvent pas être utilisées.',
    'Corrigez les valeurs que `errors` nomme.',
  ),
  settings_invalid: text(
    'Les réglages ne sont pas valides',
    'Certaines valeurs ne peuvent pas être utilisées sur ce serveur.',
    'Corrigez les valeurs que `errors` nomme.',
  ),
  missing_permissions: text(
    'Il manque des permissions au bot',
    'Le plugin a besoin de permissions que le bot n’a pas sur ce serveur.',
    'Accordez-les avec le lien d’invitation du serveur, ou par un rôle.',
  ),
  missing_intent: text(
    'Une intention n’est pas activée',
    'Le plugin a besoin d’une intention privilégiée que cette application n’a pas.',
    'L’opérateur l’active dans le portail des développeurs de Discord.',
  ),
  requirement_missing: text(
    'Il faut un autre plugin',
    'Ce plugin en demande un autre qui n’est pas installé, ou un autre a besoin de lui.',
    'Installez d’abord ce qu’il demande ; désinstallez d’abord ce qui le demande.',
  ),
  plugin_broken: text(
    'Le plugin ne peut pas être chargé',
    'Son code ne fait pas ce que son manifeste déclare, ou échoue au chargement.',
    'Prévenez son éditeur ; l’opérateur trouve la raison dans le journal.',
  ),
  precondition_required: text(
    'La révision manque',
    'Sans elle, un changement pourrait écraser celui de quelqu’un d’autre.',
    'Envoyez l’ETag que vous avez lu, dans If-Match.',
  ),
  too_many_requests: text(
    'Trop de requêtes',
    'La limite est de {limit} en {window} secondes.',
    'Réessayez dans {seconds} secondes.',
  ),
  internal_error: text(
    'Une erreur s’est produite ici',
    'C’est notre faute, et elle est dans le journal sous l’identifiant de la requête.',
    'Réessayez ; si cela persiste, donnez cet identifiant à l’opérateur.',
  ),
  discord_unavailable: text(
    'Discord ne répond pas',
    'Discord n’a pas pu être interrogé, ou a répondu par une erreur.',
    'Réessayez dans une minute ; voyez https://discordstatus.com.',
  ),
  not_ready: text(
    'Pas encore prêt',
    'Guildhall démarre ou s’arrête, ou une partie dont il a besoin ne répond pas.',
    'Réessayez dans quelques secondes ; /readyz dit ce qui manque.',
  ),
};

export const problemTexts: Readonly<Record<ProblemLanguage, Texts>> = { en, fr };
