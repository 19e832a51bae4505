// Where a shop is notified: a server on loopback, and what it was told, one after the other.
'use strict';

const { createServer } = require('http');

const bodyOf = async (request) => {
  const pieces = [];
  for await (const piece of request) { pieces.push(piece); }
  return Buffer.concat(pieces).toString();
};

/**
 * Listens; `judge(headers, body)` gives what is told and the reply, or throws for a notification that it refuses. `next()`
 * waits for what is told next.
 */
async function listen(judge) {
  const told = [];
  const waiting = [];
  const tell = (what) => (waiting.length ? waiting.shift()(what) : told.push(what));
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    try {
      const { what, reply } = judge(request.headers, body);
      response.writeHead(reply ? 200 : 204).end(reply);
      tell(what);
    } catch (error) {
      response.writeHead(401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ code: 'FAIL', message: error.message }));
      tell({ refused: error.message });
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const next = () => (told.length ? told.shift() : new Promise((resolve) => { waiting.push(resolve); }));
  return { url: `http://127.0.0.1:${server.address().port}/notify`, next };
}

module.exports = { listen };
