import type { BlockNames, LocalizedText } from '../api/index.ts';
import { useLocalized } from '../text/localized.ts';
import { usePlainText } from './plain-text.ts';
import type { Row } from './record.ts';

/** A plugin's text with the `{fields}` of a record; an id is said by its name where the host gave it. */
export function useFilledText(): (
  text: LocalizedText | null | undefined,
  record: Row,
  names?: BlockNames,
) => string {
  const localized = useLocalized();
  const plain = usePlainText();
  return (text, record, names) =>
    localized(text).replaceAll(/\{([A-Za-z][\w.]*)\}/g, (whole, name: string) => {
      const value = record[name];
      if (value === undefined) return whole;
      return nameOf(value, names) ?? plain(value);
    });
}

function nameOf(value: unknown, names: BlockNames | undefined): string | undefined {
  if (typeof value !== 'string' || !names) return undefined;
  const channel = names.channels[value];
  return names.members[value]?.name ?? (channel === undefined ? names.roles[value] : `#${channel}`);
}
