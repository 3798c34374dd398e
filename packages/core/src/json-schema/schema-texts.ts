import type { ErrorObject } from 'ajv/dist/2020.js';

/** What a value that a schema refuses is told, by the schema's keyword. */
export const schemaTexts = {
  en: {
    type: 'Must be {type}.',
    required: 'Is required.',
    additionalProperties: 'Is not known here.',
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
    invalid: 'Can’t be used: {why}.',
  },
  fr: {
    type: 'Doit être de type {type}.',
    required: 'Est obligatoire.',
    additionalProperties: 'N’est pas connu ici.',
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
    invalid: 'Ne convient pas : {why}.',
  },
} as const;

type Keyword = keyof (typeof schemaTexts)['en'];

/** Why a schema refuses a value, in the language of who asked. */
export function schemaText(error: ErrorObject, language = 'en'): string {
  const { keyword } = error;
  const texts = language.startsWith('fr') ? schemaTexts.fr : schemaTexts.en;
  const text = Object.hasOwn(texts, keyword) ? texts[keyword as Keyword] : texts.invalid;
  return filledIn(text, textParameters(error));
}

/** Where it is, as a JSON pointer: what is missing or unknown has a place of its own. */
export function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  const child: unknown =
    keyword === 'required'
      ? params.missingProperty
      : keyword === 'additionalProperties'
        ? params.additionalProperty
        : undefined;
  return child === undefined ? instancePath : `${instancePath}/${escapePointer(String(child))}`;
}

export function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What the texts speak of, by the names that they have there. */
export function textParameters({ params, message }: Pick<ErrorObject, 'params' | 'message'>) {
  return { ...params, allowed: params.allowedValues ?? params.allowedValue, why: message };
}

/** A text with its `{parameters}`. */
export function filledIn(text: string, parameters: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
