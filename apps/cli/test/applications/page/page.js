/**
 * A page for the tests, written from the specification alone: shows what it hears, greets, and ends at a press. When it has
 * storage it comes back after a reload.
 */
const token = /(?:^#|&)rendezvous=([^&]*)/.exec(location.hash)?.[1];
history.replaceState(null, '', location.pathname);
const memory = (() => {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
})();
const host = opener ?? parent;
const resumeToken = token === undefined ? memory?.getItem('resumeToken') : undefined;
let lastId = 0;
let port;
const waiting = new Map();
const ask = (method, params) =>
  new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    port.postMessage({ jsonrpc: '2.0', id: lastId, method, params });
  });
const show = text => {
  const state = document.getElementById('state');
  // Its last word stays.
  if (state.textContent !== 'finished') state.textContent = text;
};

addEventListener('message', event => {
  if (event.source !== host || event.data?.type !== 'rendezvous-port') return;
  [port] = event.ports;
  port.onmessage = ({ data }) => handle(data);
  void greet();
});
host.postMessage({ type: 'rendezvous-hello', resume: token === undefined }, '*');

async function greet() {
  const hello = await ask('rendezvous/hello', {
    protocol: [1],
    token: token ?? resumeToken,
    application: { name: 'page', version: '1' },
    returns: memory !== undefined,
    received: Number(memory?.getItem('received') ?? 0),
  });
  memory?.setItem('resumeToken', hello.resumeToken);
}

function handle(message) {
  if (message === 'rendezvous-close') {
    show('let go');
  } else if (message.method === 'app/setSession') {
    port.postMessage({ jsonrpc: '2.0', id: message.id, result: null });
    enter(message.params.session.state, message.params.session.flags);
  } else if (message.id !== undefined && message.method === undefined) {
    const { resolve, reject } = waiting.get(message.id);
    if (message.error) reject(message.error);
    else resolve(message.result);
  } else if (message.method === 'session/stateChanged') {
    enter(message.params.state);
  } else if (message.method === 'session/contextData') {
    const item = document.createElement('li');
    item.textContent = message.params.data;
    document.getElementById('heard').append(item);
    memory?.setItem('received', String(message.params.seq));
  }
}

function enter(state) {
  show(`state ${String(state)}`);
  if (state === 4 && token !== undefined)
    void ask('session/sendContextData', { id: 1, data: 'from the page' });
  if (state >= 5) void ask('app/finished', {}).then(() => show('finished'));
}

document.getElementById('end').addEventListener('click', () => {
  void ask('session/terminate', { hr: 0, appData: 'pressed' });
});
