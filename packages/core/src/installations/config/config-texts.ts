/** What a wrong value is told, by code, in the language of who asked. */
const texts = {
  en: {
    type: 'Must be {type}.',
    required: 'Is required.',
    additionalProperties: 'Is not a setting of this plugin.',
    minimum: 'Must be at least {limit}.',
    maximum: 'Must be at most {limit}.',
    exclusiveMinimum: 'Must be more than {limit}.',
    exclusiveMaximum: 'Must be less than {limit}.',
    multipleOf: 'Must be a multiple of {multipleOf}.',
    minLength: 'Must have at least {limit} characters.',
    maxLength: 'Must have at most {limit} characters.',
    minItems: 'Must have at least {limit} entries.',
    maxItems: 'Must have at most {limit} entries.',
    uniqueItems: 'Has the same entry twice.',
    enum: 'Must be one of: {allowed}.',
    const: 'Must be {allowed}.',
    pattern: 'Is not written the way it must be.',
    format: 'Is not written the way it must be.',
    unknown_placeholder: 'Holds a placeholder that does not exist here. Available: {allowed}.',
    unknown_channel: 'This channel does not exist (any more), or the bot can’t see it.',
    wrong_channel_type: 'This kind of channel does not work here. Possible: {allowed}.',
    unknown_role: 'This role does not exist (any more).',
    role_everyone: '@everyone can’t be given to anybody.',
    role_managed: 'This role belongs to an integration; nobody can give it.',
    role_above_bot: 'This role is above the bot’s. Move the bot’s role higher in the server settings.',
    unknown_member: 'This member does not exist (any more).',
    check_failed: 'The plugin’s own check did not answer. Try again.',
    invalid: 'Can’t be used: {why}.',
  },
  fr: {
    type: 'Doit être de type {type}.',
    required: 'Est obligatoire.',
    additionalProperties: 'N’est pas un réglage de ce plugin.',
    minimum: 'Doit être au moins {limit}.',
    maximum: 'Doit être au plus {limit}.',
    exclusiveMinimum: 'Doit être plus grand que {limit}.',
    exclusiveMaximum: 'Doit être plus petit que {limit}.',
    multipleOf: 'Doit être un multiple de {multipleOf}.',
    minLength: 'Doit avoir au moins {limit} caractères.',
    maxLength: 'Doit avoir au plus {limit} caractères.',
    minItems: 'Doit avoir au moins {limit} entrées.',
    maxItems: 'Doit avoir au plus {limit} entrées.',
    uniqueItems: 'Contient deux fois la même entrée.',
    enum: 'Doit être l’une de ces valeurs : {allowed}.',
    const: 'Doit être {allowed}.',
    pattern: 'N’est pas écrit comme il faut.',
    format: 'N’est pas écrit comme il faut.',
    unknown_placeholder: 'Contient une variable qui n’existe pas ici. Disponibles : {allowed}.',
    unknown_channel: 'Ce salon n’existe pas (ou plus), ou le bot ne le voit pas.',
    wrong_channel_type: 'Ce type de salon ne convient pas ici. Possibles : {allowed}.',
    unknown_role: 'Ce rôle n’existe pas (ou plus).',
    role_everyone: '@everyone ne peut être donné à personne.',
    role_managed: 'Ce rôle appartient à une intégration ; personne ne peut le donner.',
    role_above_bot:
      'Ce rôle est au-dessus de celui du bot. Place le rôle du bot plus haut dans les paramètres du serveur.',
    unknown_member: 'Ce membre n’existe pas (ou plus).',
    check_failed: 'La vérification du plugin n’a pas répondu. Réessaie.',
    invalid: 'Ne convient pas : {why}.',
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
  const catalogue = locale.startsWith('fr') ? texts.fr : texts.en;
  return catalogue[code].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
