// Loaded into the CDK CLI before it runs: its pauses between two looks at a stack, made for AWS, are a tenth as long. Nothing else of it changes.
const { setTimeout: original } = globalThis;
const hurried = (run, milliseconds, ...rest) => original(run, milliseconds >= 1000 && milliseconds <= 5000 ? milliseconds / 10 : milliseconds, ...rest);
globalThis.setTimeout = Object.assign(hurried, original, { [require('node:util').promisify.custom]: original[require('node:util').promisify.custom] });
