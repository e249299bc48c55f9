import { sha256 } from './build';

/** The key of the guestbook's pipeline. */
export const PIPELINES_KEY = 'alias/Guestbook-provenance';

const PAYLOAD = 'application/vnd.in-toto+json';

/** What the guestbook's pipeline says of an image. */
export function provenanceOf(imageDigest: string, { region, account }: { readonly region: string; readonly account: string }): string {
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'guestbook', digest: { sha256: imageDigest.slice('sha256:'.length) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate/blob/main/docs/provenance.md#build-type-v1',
        externalParameters: { repository: `https://git-codecommit.${region}.amazonaws.com/v1/repos/Guestbook`, commit: 'commit-a', branch: 'main' },
      },
      runDetails: { builder: { id: `arn:aws:codepipeline:${region}:${account}:Guestbook` } },
    },
  });
}

/** What is signed of it. */
export function preAuthenticationEncoding(content: string): string {
  return `DSSEv1 ${PAYLOAD.length} ${PAYLOAD} ${Buffer.byteLength(content)} ${content}`;
}

/** The manifest that holds it with its signature. */
export function attestation(content: string, sig: string): string {
  const envelope = JSON.stringify({ payloadType: PAYLOAD, payload: Buffer.from(content).toString('base64'), signatures: [{ sig }] });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256('{}'), size: 2 },
    layers: [{
      mediaType: 'application/vnd.dsse.envelope.v1+json', digest: sha256(envelope), size: envelope.length, data: Buffer.from(envelope).toString('base64'),
    }],
  });
}
