// How a test asks a script: a line of JSON in, a line of JSON out.
'use strict';

const { createInterface } = require('readline');

async function handle(operations, line) {
  const { op, inputs } = JSON.parse(line);
  try {
    if (!operations[op]) { throw new Error(`no operation ${op}`); }
    return { ok: await operations[op](inputs) };
  } catch (error) {
    return { error: `${error.code || error.name}: ${error.message}` };
  }
}

/** Answers until nobody asks any more. */
async function serve(operations) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await handle(operations, line))}\n`);
  }
}

module.exports = { serve };
