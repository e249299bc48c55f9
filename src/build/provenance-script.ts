import { BuildProvenance } from './build-provenance';
import { assetPath } from '../private/assets';

/** The script that signs provenance and verifies it. */
export const PROVENANCE_SCRIPT = assetPath('provenance', 'provenance.mjs');

/** What the script has to know of the provenance, as variables of a project. */
export function provenanceVariables({ key, source, builder }: BuildProvenance): { [name: string]: string } {
  return { SIGNING_KEY: key.keyArn, SOURCE_URI: source, BUILDER_ID: builder };
}

/** The script with these variables, for the image of the shell's word `digest`. */
export function provenanceCommand(digest: string, mode = ''): string {
  return `node /tmp/provenance.mjs ${mode}--repository-uri "$REPOSITORY_URI" --digest "${digest}" --key "$SIGNING_KEY" --source "$SOURCE_URI" --builder "$BUILDER_ID" `
    + '--commit "$COMMIT"';
}
