/**
 * What noVNC needs between a page and a VNC server, a program of its own: serves the page and noVNC's own files, and carries
 * the bytes of a WebSocket to a TCP port and back. `node vnc-gateway.ts ADDRESS VNC-PORT`.
 * `port`: where it listens. `bytes`: how many went to pages so far.
 */
import { readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const [, , address = '127.0.0.1', vncPort = '5900'] = process.argv;
const NOVNC = dirname(dirname(fileURLToPath(import.meta.resolve('@novnc/novnc'))));

const PAGE = `<!doctype html><title>noVNC</title>
<style>body { margin: 0; overflow: hidden } #screen { width: 1920px; height: 1080px }</style>
<div id="screen"></div>
<script type="module">
  import RFB from '/novnc/core/rfb.js';
  const rfb = new RFB(document.getElementById('screen'), 'ws://' + location.host + '/vnc', { shared: true });
  const asked = new URLSearchParams(location.search);
  if (asked.has('quality')) rfb.qualityLevel = Number(asked.get('quality'));
  if (asked.has('compression')) rfb.compressionLevel = Number(asked.get('compression'));
  rfb.addEventListener('connect', () => { document.body.dataset.state = 'connected'; rfb.focus(); });
  rfb.addEventListener('disconnect', () => { document.body.dataset.state = 'disconnected'; });
</script>`;

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (path === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    return;
  }
  try {
    if (!path.startsWith('/novnc/')) throw new Error('not of noVNC');
    const file = readFileSync(join(NOVNC, path.slice('/novnc/'.length)));
    response.setHeader('content-type', 'text/javascript; charset=utf-8').end(file);
  } catch {
    response.writeHead(404).end();
  }
});

let bytes = 0;
new WebSocketServer({ server, path: '/vnc', perMessageDeflate: false }).on('connection', socket => {
  const vnc = connect({ host: '127.0.0.1', port: Number(vncPort), noDelay: true });
  vnc.on('data', chunk => {
    bytes += chunk.length;
    socket.send(chunk);
    // A page that reads slowly is felt by the VNC server, as it would be without a gateway.
    if (socket.bufferedAmount > 1_000_000) {
      vnc.pause();
      const timer = setInterval(() => {
        if (socket.bufferedAmount > 500_000) return;
        clearInterval(timer);
        vnc.resume();
      }, 5);
    }
  });
  vnc.on('close', () => socket.close());
  vnc.on('error', () => socket.close());
  socket.on('message', data =>
    vnc.write(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)),
  );
  socket.on('close', () => vnc.destroy());
});

server.listen(0, address, () => {
  const place = server.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  createInterface({ input: process.stdin })
    .on('line', line => {
      const word = line.trim();
      writeSync(1, `${word} ${String(word === 'bytes' ? bytes : port)}\n`);
    })
    .on('close', () => process.exit(0));
});
