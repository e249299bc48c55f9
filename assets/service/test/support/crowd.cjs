// Opens many connections, sends one request over each, and keeps them all: a process of its own, so that each side has its own file descriptors.
const { connect } = require('node:net');

const [port, count] = process.argv.slice(2).map(Number);
let opened = 0;
let answered = 0;

function open() {
  if (opened++ >= count) return;
  connect(port, '127.0.0.1', function () { this.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'); })
    .on('error', (error) => { throw error; })
    .once('data', () => {
      if (++answered === count) process.stdout.write(`${answered} answered\n`);
      open();
    });
}
for (let lane = 0; lane < 100; lane++) open();
