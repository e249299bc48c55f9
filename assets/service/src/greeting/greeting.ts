/** The item that the service greets with. */
export interface Greeting {
  readonly name: string;
  readonly language: string;
  readonly platform: string;
  readonly bgColor: string;
}

/** What the seed task writes. */
export const FIRST_GREETING: Greeting = { name: 'World', language: 'TypeScript', platform: 'AWS Fargate', bgColor: '#0b7285' };
