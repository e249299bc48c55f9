import { possibilities, Value } from '../../value';

/** How a container names its image. */
export interface ImageName {
  /** What comes before the tag or the digest. */
  readonly repository: string;
  /** `latest` when there is none. */
  readonly tag?: string;
  readonly digest?: string;
}

/** What the name of an image says; nothing when its end is not decided. A digest that is not decided is still one. */
export function imageName(value: Value): ImageName | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const [name, digest] = split(value, '@');
  if (digest !== undefined) {
    return { repository: name, digest };
  }
  const slash = value.lastIndexOf('/');
  const [last, tag] = split(value.slice(slash + 1), ':');
  // A text that ends in something undecided may end in a tag or a digest.
  if (tag === undefined ? last.endsWith('}') : tag.includes('${')) {
    return undefined;
  }
  return { repository: value.slice(0, slash + 1) + last, tag: tag ?? 'latest' };
}

/** The same for each name that a condition may choose. */
export function imageNames(value: Value): (ImageName | undefined)[] {
  return possibilities(value).map(imageName);
}

/** Where an image is from, and which one: the same for two containers that run the same, whatever a condition chooses. */
export function imageIdentity(value: Value): { readonly repository: string; readonly version: string } | undefined {
  const names = imageNames(value);
  const [first] = names;
  if (first === undefined || names.some((one) => one?.repository !== first.repository)) {
    return undefined;
  }
  return { repository: first.repository, version: names.map((one) => one!.tag ?? one!.digest).join(' or ') };
}

/** Splits at the first separator that is not within an undecided part. */
function split(text: string, separator: string): [string, string | undefined] {
  const hidden = text.replace(/\$\{[^}]*\}/g, (one) => '_'.repeat(one.length));
  const at = hidden.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
