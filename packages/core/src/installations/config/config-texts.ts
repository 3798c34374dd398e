import { filledIn, schemaTexts } from '../../json-schema/index.ts';

/** What a wrong value is told, by code, in the language of who asked. */
const texts = {
  en: {
    ...schemaTexts.en,
    additionalProperties: 'Is not a setting of this plugin.',
    unknown_placeholder: 'Holds a placeholder that does not exist here. Available: {allowed}.',
    unknown_channel: 'This channel does not exist (any more), or the bot can’t see it.',
    wrong_channel_type: 'This kind of channel does not work here. Possible: {allowed}.',
    unknown_role: 'This role does not exist (any more).',
    role_everyone: '@everyone can’t be given to anybody.',
    role_managed: 'This role belongs to an integration; nobody can give it.',
    role_above_bot: 'This role is above the bot’s. Move the bot’s role higher in the server settings.',
    unknown_member: 'This member does not exist (any more).',
    unknown_emoji: 'This emoji is not (any more) one of the server’s, or it can’t be used now.',
    emoji_invalid: 'Must be one emoji.',
    unknown_permission: 'Discord has no such permission.',
    cron_invalid:
      'Is not a schedule, or never falls due. Five fields are minute, hour, day, month, day of the week; or @daily.',
    timezone_invalid: 'Is not a time zone. Write its name, such as Europe/Paris.',
    url_invalid: 'Is not an address. It must begin with https://.',
    url_insecure: 'Must begin with https://.',
    url_credentials: 'Must not hold a user name or password.',
    url_host: 'Only addresses of these sites work here: {allowed}.',
    embed_empty: 'Shows nothing yet: give it a title, a text, a field or a picture.',
    embed_too_long: 'Its texts have more than 6,000 characters together; Discord takes no more.',
    pattern_invalid:
      'Is not a pattern that can be used. Look-around, such as (?=…), and back-references, such as \\1, don’t work here.',
    unknown_language: 'Is not a language of Discord’s. Possible: {allowed}.',
    secret_unknown: 'Enter it again: it is not known here.',
    secret_lost: 'Enter it again: it can’t be read with the key of this host.',
    override_field: 'This setting can’t differ by place.',
    override_scope: 'This setting can only differ by: {allowed}.',
    override_everyone: 'Everybody has @everyone: change the setting itself.',
    override_twice: 'There is already another value for it here.',
    override_many: 'There are more than {limit} differing values.',
    check_failed: 'The plugin’s own check did not answer. Try again.',
  },
  fr: {
    ...schemaTexts.fr,
    additionalProperties: 'N’est pas un réglage de ce plugin.',
    unknown_placeholder: 'Contient une variable qui n’existe pas ici. Disponibles : {allowed}.',
    unknown_channel: 'Ce salon n’existe pas (ou plus), ou le bot ne le voit pas.',
    wrong_channel_type: 'Ce type de salon ne convient pas ici. Possibles : {allowed}.',
    unknown_role: 'Ce rôle n’existe pas (ou plus).',
    role_everyone: '@everyone ne peut être donné à personne.',
    role_managed: 'Ce rôle appartient à une intégration ; personne ne peut le donner.',
    role_above_bot:
      'Ce rôle est au-dessus de celui du bot. Place le rôle du bot plus haut dans les paramètres du serveur.',
    unknown_member: 'Ce membre n’existe pas (ou plus).',
    unknown_emoji: 'Cet emoji n’est pas (ou plus) du serveur, ou ne peut pas servir en ce moment.',
    emoji_invalid: 'Doit être un seul emoji.',
    unknown_permission: 'Discord n’a pas cette permission.',
    cron_invalid:
      'N’est pas un horaire, ou n’arrive jamais. Cinq champs : minute, heure, jour, mois, jour de la semaine ; ou @daily.',
    timezone_invalid: 'N’est pas un fuseau horaire. Écris son nom, par exemple Europe/Paris.',
    url_invalid: 'N’est pas une adresse. Elle doit commencer par https://.',
    url_insecure: 'Doit commencer par https://.',
    url_credentials: 'Ne doit contenir ni nom d’utilisateur ni mot de passe.',
    url_host: 'Seules les adresses de ces sites conviennent ici : {allowed}.',
    embed_empty: 'Ne montre encore rien : donne-lui un titre, un texte, un champ ou une image.',
    embed_too_long: 'Ses textes font plus de 6 000 caractères en tout ; Discord n’en prend pas plus.',
    pattern_invalid:
      'N’est pas un motif utilisable. Les assertions, comme (?=…), et les références, comme \\1, ne marchent pas ici.',
    unknown_language: 'N’est pas une langue de Discord. Possibles : {allowed}.',
    secret_unknown: 'Saisis-le à nouveau : il n’est pas connu ici.',
    secret_lost: 'Saisis-le à nouveau : la clé de cet hôte ne peut pas le lire.',
    override_field: 'Ce réglage ne peut pas varier selon le lieu.',
    override_scope: 'Ce réglage ne peut varier que par : {allowed}.',
    override_everyone: 'Tout le monde a @everyone : change le réglage lui-même.',
    override_twice: 'Il y a déjà une autre valeur pour cela ici.',
    override_many: 'Il y a plus de {limit} valeurs particulières.',
    check_failed: 'La vérification du plugin n’a pas répondu. Réessaie.',
  },
} as const;

export type ConfigProblemCode = keyof (typeof texts)['en'];

export function isConfigProblemCode(code: string): code is ConfigProblemCode {
  return code in texts.en;
}

export function configText(
  locale: string,
  code: ConfigProblemCode,
  parameters: Readonly<Record<string, unknown>> = {},
): string {
  return filledIn((locale.startsWith('fr') ? texts.fr : texts.en)[code], parameters);
}
