/**
 * The launcher page: opens the application's page as a messenger's page does, and pipes its port over a WebSocket to the
 * simulator. Plain JavaScript, because it runs as it is. The rules are those of `launchPage`: the port goes to the very
 * window that was opened, while it shows the very origin.
 */
const CLOSE = 'rendezvous-close';
const LET_GO = 4000;
const LOOK_MS = 300;

const element = id => document.getElementById(id);
const show = text => {
  element('status').textContent = text;
};
const open = name => new WebSocket(new URL(name, location.href.replace(/^http:/, 'ws:')));

const answer = await fetch('launch.json', { method: 'POST' });
if (answer.ok) launch(await answer.json());
else show('This page was opened before. Its token is good once, so the simulation must be started again.');

function launch(config) {
  element('name').textContent = `${config.name} (${config.side})`;
  document.title = `${config.name} – ${config.side}`;
  // As long as it is open, this page is there.
  const watch = open('watch');
  watch.addEventListener('open', () => start(config, watch));
}

function start(config, watch) {
  const { target, frame } = openTarget(config);
  // A frame without an origin of its own is known by its window alone.
  const origin = frame === undefined ? new URL(config.url).origin : config.pageOrigin;
  let known = false;
  const handleMessage = event => {
    if (event.source !== target || event.origin !== origin || event.data?.type !== 'rendezvous-hello') return;
    // Its first hello is the launch; every later one comes from a page that was loaded again.
    if (known !== (event.data.resume === true)) return;
    const { port1, port2 } = new MessageChannel();
    target.postMessage({ type: 'rendezvous-port' }, origin === 'null' ? '*' : origin, [port2]);
    pipe(port1, known ? 'again' : 'channel');
    known = true;
    show(frame === undefined ? 'The application runs in a window of its own.' : '');
  };
  addEventListener('message', handleMessage);
  const look = setInterval(() => {
    if (target.closed) watch.close();
  }, LOOK_MS);
  watch.addEventListener('close', ({ code }) => {
    clearInterval(look);
    removeEventListener('message', handleMessage);
    // What was opened for a session that has ended before is closed.
    if (code === LET_GO && frame === undefined) target.close();
    if (code === LET_GO) frame?.remove();
    show('The simulation is over. You may close this page.');
  });
  const address = new URL(config.url);
  const parameter = `rendezvous=${config.token}`;
  address.hash = address.hash === '' ? parameter : `${address.hash}&${parameter}`;
  target.location.replace(address.href);
}

/** A window, where that is wanted and the browser lets us; else a frame that may do what the registration names. */
function openTarget(config) {
  if (config.placement === 'window') {
    const size = `popup,width=${String(config.width)},height=${String(config.height)}`;
    const target = window.open('about:blank', '_blank', size);
    if (target !== null) return { target, frame: undefined };
  }
  const frame = document.createElement('iframe');
  if (config.sandbox !== undefined) frame.setAttribute('sandbox', config.sandbox);
  frame.setAttribute('allow', config.allow);
  frame.name = `rendezvous-${config.side}`;
  element('place').append(frame);
  return { target: frame.contentWindow, frame };
}

function pipe(port, name) {
  const socket = open(name);
  socket.addEventListener('open', () => {
    port.addEventListener('message', ({ data }) => {
      if (data === CLOSE) socket.close();
      else socket.send(text(data));
    });
    port.addEventListener('close', () => socket.close());
    port.start();
  });
  socket.addEventListener('message', ({ data }) => port.postMessage(JSON.parse(data)));
  socket.addEventListener('close', () => {
    port.postMessage(CLOSE);
    port.close();
  });
}

/** What cannot be JSON is no message either; whoever reads it refuses it. */
function text(data) {
  try {
    return JSON.stringify(data) ?? 'null';
  } catch {
    return 'null';
  }
}
