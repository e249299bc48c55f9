/**
 * A registry by the distribution specification, as far as the script uses it, with tags that never move, as in the app's repository. What it refuses
 * is what a real one refuses: a blob whose digest differs, and a manifest whose blobs are missing. It runs in a worker, since the tests wait for the
 * script as a child process.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

const sha256 = bytes => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const blobs = new Map();
const manifests = new Map();
const tags = new Map();
const state = { requests: [], busy: 0, race: undefined };

// Connections stay open while a test waits for a script: the next call would find one that is just being closed.
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk)).on('end', () => {
    const url = new URL(request.url, 'http://registry');
    if (url.pathname.startsWith('/test/')) return control(url, Buffer.concat(chunks), response);
    state.requests.push(`${request.method} ${url.pathname}`);
    if (request.headers.authorization !== `Basic ${Buffer.from('AWS:secret').toString('base64')}`) return end(response, 401, 'UNAUTHORIZED');
    if (state.busy > 0 && state.busy--) return end(response, 503, 'UNAVAILABLE');
    answer(request, url, Buffer.concat(chunks), response);
  });
}).listen({ port: 0, host: '127.0.0.1' }, () => parentPort.postMessage(server.address().port));

/** How a test fills it and looks into it. */
function control(url, body, response) {
  const [, , what, name] = url.pathname.split('/');
  if (what === 'reset') [blobs, manifests, tags].forEach(map => map.clear()), Object.assign(state, { requests: [], busy: 0, race: undefined });
  if (what === 'busy') state.busy = Number(name);
  if (what === 'race') state.race = body; // what another run pushes just before the next manifest
  if (what === 'tag') tag(name, body, url.searchParams.get('type'));
  if (what === 'tags') return response.end(manifests.get(tags.get(name))?.bytes ?? '');
  if (what === 'requests') return response.end(JSON.stringify(state.requests));
  response.end(sha256(body));
}

function tag(name, bytes, type) {
  manifests.set(sha256(bytes), { bytes, type });
  tags.set(name, sha256(bytes));
}

function answer({ method, headers }, { pathname, searchParams }, body, response) {
  const [, kind, reference] = /^\/v2\/guestbook\/(manifests|blobs\/uploads|blobs)\/(.*)$/.exec(pathname) ?? [];
  if (kind === 'manifests' && method !== 'PUT') {
    const found = manifests.get(reference.startsWith('sha256:') ? reference : tags.get(reference));
    if (!found) return end(response, 404, 'MANIFEST_UNKNOWN');
    if (!headers.accept?.includes(found.type)) return end(response, 404, 'MANIFEST_UNKNOWN');
    response.writeHead(200, { 'content-type': found.type });
    return response.end(found.bytes);
  }
  if (kind === 'manifests') {
    if (state.race) tag(reference, state.race, headers['content-type']);
    const { config, layers } = JSON.parse(body);
    if ([config, ...layers].some(({ digest, size }) => blobs.get(digest)?.length !== size)) return end(response, 404, 'MANIFEST_BLOB_UNKNOWN');
    if (tags.has(reference) && tags.get(reference) !== sha256(body)) return end(response, 400, 'TAG_INVALID');
    tag(reference, body, headers['content-type']);
    return end(response, 201);
  }
  if (kind === 'blobs' && method === 'HEAD') return end(response, blobs.has(reference) ? 200 : 404);
  if (kind === 'blobs/uploads' && method === 'POST') return response.writeHead(202, { location: '/v2/guestbook/blobs/uploads/1?_state=x' }).end();
  if (kind === 'blobs/uploads' && method === 'PUT') {
    if (searchParams.get('digest') !== sha256(body) || searchParams.get('_state') !== 'x') return end(response, 400, 'DIGEST_INVALID');
    blobs.set(sha256(body), body);
    return end(response, 201);
  }
  end(response, 405, 'UNSUPPORTED');
}

function end(response, status, code) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(code && JSON.stringify({ errors: [{ code, message: 'as told' }] }));
}
